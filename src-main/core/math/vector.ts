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

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   the caller guarantees that both are long enough, and exact search consists of this loop */
/** Dot product of a query and the `query.length` values from `start` on, in float64. */
export function dotAt(query: Embedding, values: Embedding, start: number): number {
  // Four sums let the processor work on four products at a time; one sum would make each wait for the last.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = query.length - (query.length % 4);
  let i = 0;
  for (; i < whole; i += 4) {
    a += query[i]! * values[start + i]!;
    b += query[i + 1]! * values[start + i + 1]!;
    c += query[i + 2]! * values[start + i + 2]!;
    d += query[i + 3]! * values[start + i + 3]!;
  }
  for (; i < query.length; i++) a += query[i]! * values[start + i]!;
  return a + b + (c + d);
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */

/**
 * L2 norm of a vector that is meant to have a direction.
 *
 * @param what it is, for the message.
 * @throws RangeError when it is of another length, zero, or not finite.
 */
export function directionNorm(vector: Embedding, dim: number, what: string): number {
  if (vector.length !== dim) throw new RangeError(`Expected ${what} of ${dim} values but received ${vector.length}`);
  const norm = Math.sqrt(dotAt(vector, vector, 0));
  if (!(norm > 0) || !Number.isFinite(norm))
    throw new RangeError(`Expected ${what} of finite norm above 0 but received norm ${norm}`);
  return norm;
}

/** @throws RangeError when the bias of a photo is not a finite number. */
export function requireFinite(bias: number, photoId: number): void {
  if (!Number.isFinite(bias)) throw new RangeError(`Expected a finite bias for photo ${photoId} but received ${bias}`);
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
