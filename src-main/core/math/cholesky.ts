/* eslint-disable @typescript-eslint/no-non-null-assertion --
   indices follow from the size, and these loops are most of what solving costs */

/** A symmetric positive definite matrix, ready to solve linear equations with. n^3 / 6 multiplications to make, n^2 to solve. */
export class Cholesky {
  readonly #size: number;
  /** [size, size], the lower triangle of L with A = L L'. */
  readonly #lower: Float64Array;

  /**
   * Factor a matrix.
   *
   * @param matrix [size, size], of which the upper triangle is read. It is overwritten.
   * @throws RangeError when it is not positive definite.
   */
  constructor(matrix: Float64Array, size: number) {
    this.#size = size;
    this.#lower = matrix;
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) matrix[j * size + i] = matrix[i * size + j]!;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const rest = matrix[i * size + j]! - dotOfParts(matrix, i * size, matrix, j * size, j);
        if (i > j) {
          matrix[i * size + j] = rest / matrix[j * size + j]!;
          continue;
        }
        if (!(rest > 0)) throw new RangeError(`Expected a positive definite matrix but received pivot ${rest}`);
        matrix[i * size + i] = Math.sqrt(rest);
      }
    }
  }

  /** The x of A x = b, [size]. */
  solve(b: Float64Array): Float64Array {
    const size = this.#size;
    const lower = this.#lower;
    const x = this.#forward(b);
    for (let i = size - 1; i >= 0; i--) {
      const value = x[i]! / lower[i * size + i]!;
      x[i] = value;
      for (let j = 0; j < i; j++) x[j]! -= lower[i * size + j]! * value;
    }
    return x;
  }

  /** b' A^-1 b: half of what solving takes. */
  quadratic(b: Float64Array): number {
    return this.#forward(b).reduce((sum, value) => sum + value * value, 0);
  }

  /** The x of L x = b, [size]. */
  #forward(b: Float64Array): Float64Array {
    const size = this.#size;
    const lower = this.#lower;
    const x = Float64Array.from(b);
    for (let i = 0; i < size; i++) {
      x[i] = (x[i]! - dotOfParts(lower, i * size, x, 0, i)) / lower[i * size + i]!;
    }
    return x;
  }
}

/** Dot product of `length` values of each, from a place on. */
function dotOfParts(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  // Four sums let the processor work on four products at a time.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += a[aStart + k]! * b[bStart + k]!;
    s1 += a[aStart + k + 1]! * b[bStart + k + 1]!;
    s2 += a[aStart + k + 2]! * b[bStart + k + 2]!;
    s3 += a[aStart + k + 3]! * b[bStart + k + 3]!;
  }
  for (; k < length; k++) s0 += a[aStart + k]! * b[bStart + k]!;
  return s0 + s1 + (s2 + s3);
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */
