import { dotsKernel, type DotsKernel } from '../vectors/kernel/dots-kernel.ts';
import type { Embedding } from './vector.ts';

/** Columns that the kernel takes at a time. */
const columns = 16;

/** Vectors in the kernel's memory, which another one is compared with in one pass. */
export class RowDots {
  readonly count: number;
  readonly #kernel: DotsKernel;
  readonly #stride: number;
  readonly #vector: Float32Array;
  readonly #dots: Float32Array;

  /** @param rows each [dim]. */
  constructor(rows: readonly ArrayLike<number>[], dim: number) {
    this.count = rows.length;
    this.#stride = Math.ceil(dim / columns) * columns;
    this.#kernel = dotsKernel(4 * (this.#stride * this.count + this.#stride + this.count));
    const { buffer } = this.#kernel.memory;
    const all = new Float32Array(buffer, 0, this.#stride * this.count);
    this.#vector = new Float32Array(buffer, all.byteLength, this.#stride);
    this.#dots = new Float32Array(buffer, all.byteLength + this.#vector.byteLength, this.count);
    for (const [i, row] of rows.entries()) all.set(row, i * this.#stride);
  }

  /**
   * Dot products of a vector [dim] with the first rows, with all when missing.
   *
   * @returns memory that is used again for the next vector.
   */
  with(vector: Embedding, rows = this.count): Float32Array {
    this.#vector.set(vector);
    this.#kernel.dots(this.#vector.byteOffset, 0, this.#dots.byteOffset, this.#stride, rows);
    return this.#dots.subarray(0, rows);
  }
}
