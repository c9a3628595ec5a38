import { dotsKernel, type DotsKernel } from '../vectors/kernel/dots-kernel.ts';
import { biasOfCosines, type TextBank } from './hub-bias.ts';
import type { Embedding } from './vector.ts';

/** Columns that the kernel takes at a time. */
const columns = 16;

/**
 * Biases of photos by one bank of texts, as `hubBias` gives them but for the rounding of float32 sums: the bank lies in the
 * kernel's memory, so that a photo costs one pass over it.
 */
export class BankBiases {
  readonly #kernel: DotsKernel;
  readonly #stride: number;
  readonly #vector: Float32Array;
  readonly #cosines: Float32Array;
  readonly #captions: number;

  /** @param dim values of an embedding. */
  constructor({ captions, words }: TextBank, dim: number) {
    const rows = (captions.length + words.length) / dim;
    const stride = Math.ceil(dim / columns) * columns;
    this.#stride = stride;
    this.#captions = captions.length / dim;
    this.#kernel = dotsKernel(4 * (stride * rows + stride + rows));
    const { buffer } = this.#kernel.memory;
    const bank = new Float32Array(buffer, 0, stride * rows);
    this.#vector = new Float32Array(buffer, bank.byteLength, stride);
    this.#cosines = new Float32Array(buffer, bank.byteLength + this.#vector.byteLength, rows);
    for (let row = 0; row < rows; row++) {
      const [texts, at] = row < this.#captions ? [captions, row] : [words, row - this.#captions];
      bank.set(texts.subarray(at * dim, (at + 1) * dim), row * stride);
    }
  }

  /** Of a unit vector [dim]. */
  of(embedding: Embedding): number {
    this.#compare(embedding, this.#cosines.length);
    return biasOfCosines(this.#cosines.subarray(0, this.#captions), this.#cosines.subarray(this.#captions));
  }

  /** The row of the caption that fits a unit vector [dim] best, the first of those that do; -1 where there is none. */
  bestCaption(embedding: Embedding): number {
    this.#compare(embedding, this.#captions);
    let best = -1;
    for (let row = 0; row < this.#captions; row++) {
      if (best < 0 || (this.#cosines[row] ?? 0) > (this.#cosines[best] ?? 0)) best = row;
    }
    return best;
  }

  #compare(embedding: Embedding, rows: number): void {
    this.#vector.set(embedding);
    this.#kernel.dots(this.#vector.byteOffset, 0, this.#cosines.byteOffset, this.#stride, rows);
  }
}
