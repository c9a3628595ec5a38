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
        const rest = matrix[i * size + j]! - dotOfRows(matrix, i * size, j * size, j);
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
    const x = Float64Array.from(b);
    for (let i = 0; i < size; i++) {
      let rest = x[i]!;
      for (let j = 0; j < i; j++) rest -= lower[i * size + j]! * x[j]!;
      x[i] = rest / lower[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      const value = x[i]! / lower[i * size + i]!;
      x[i] = value;
      for (let j = 0; j < i; j++) x[j]! -= lower[i * size + j]! * value;
    }
    return x;
  }
}

/** Dot product of the first `length` values of two rows. */
function dotOfRows(matrix: Float64Array, a: number, b: number, length: number): number {
  // Four sums let the processor work on four products at a time.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += matrix[a + k]! * matrix[b + k]!;
    s1 += matrix[a + k + 1]! * matrix[b + k + 1]!;
    s2 += matrix[a + k + 2]! * matrix[b + k + 2]!;
    s3 += matrix[a + k + 3]! * matrix[b + k + 3]!;
  }
  for (; k < length; k++) s0 += matrix[a + k]! * matrix[b + k]!;
  return s0 + s1 + (s2 + s3);
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */
