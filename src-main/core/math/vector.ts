/** A photo or text as a point in a pack's space: float32 [dim], L2 norm 1. */
export type Embedding = Float32Array<ArrayBuffer>;

/** Dot product of two vectors of equal length; for unit vectors the cosine, -1..1. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new RangeError(`Expected vectors of equal length but received ${a.length} and ${b.length}`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Cosine of two vectors of any length, -1..1; NaN when either is zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/**
 * Scale a vector to L2 norm 1.
 *
 * @throws RangeError when the vector is zero or holds a value that is not finite: such an embedding must never be
 * stored, it would score NaN against everything.
 */
export function normalized(vector: ArrayLike<number>): Embedding {
  const norm = Math.sqrt(dot(vector, vector));
  if (!(norm > 0) || !Number.isFinite(norm))
    throw new RangeError(`Expected a vector of finite norm above 0 but received norm ${norm}`);
  return Float32Array.from(vector, (value) => value / norm);
}

/** Mean of unit vectors, scaled back to norm 1. */
export function meanDirection(vectors: readonly Embedding[]): Embedding {
  const [first] = vectors;
  if (first === undefined) throw new RangeError('Expected at least one vector but received none');
  const sum = new Float64Array(first.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0);
  return normalized(sum);
}

/**
 * Split a row-major [n, dim] array into n unit vectors. A row that has no direction (zero, or not finite) is undefined:
 * one photo that a model cannot take must not cost the others of its batch.
 */
export function unitRows(values: ArrayLike<number>, dim: number): (Embedding | undefined)[] {
  const rows: (Embedding | undefined)[] = [];
  for (let start = 0; start < values.length; start += dim) {
    const row = Float32Array.from({ length: dim }, (_, i) => values[start + i] ?? 0);
    const norm = Math.sqrt(dot(row, row));
    rows.push(norm > 0 && Number.isFinite(norm) ? row.map((value) => value / norm) : undefined);
  }
  return rows;
}
