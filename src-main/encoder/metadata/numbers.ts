// No tag read here has more than four numbers; a hostile one can have millions.
const maxNumbers = 16;

/** Read an EXIF value as numbers, whatever way exifr hands them over; empty when any of it is not a number. */
export function numbers(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value.slice(0, maxNumbers);
    return items.every((item) => typeof item === 'number') ? items : [];
  }
  if (
    value instanceof Uint8Array ||
    value instanceof Uint16Array ||
    value instanceof Uint32Array ||
    value instanceof Int8Array ||
    value instanceof Int16Array ||
    value instanceof Int32Array ||
    value instanceof Float32Array ||
    value instanceof Float64Array
  ) {
    return Array.from(value.subarray(0, maxNumbers));
  }
  return [];
}

/** Read the first number of an EXIF value when it is finite and above zero, else null. */
export function positive(value: unknown): number | null {
  const [first] = numbers(value);
  return first !== undefined && Number.isFinite(first) && first > 0 ? first : null;
}
