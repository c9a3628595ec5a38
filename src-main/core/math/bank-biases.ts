import { biasOfCosines, type TextBank } from './hub-bias.ts';
import { RowDots } from './row-dots.ts';
import type { Embedding } from './vector.ts';

/**
 * Biases of photos by one bank of texts, as `hubBias` gives them but for the rounding of float32 sums: a photo costs one pass
 * over the bank.
 */
export class BankBiases {
  readonly #dots: RowDots;
  readonly #captions: number;

  /** @param dim values of an embedding. */
  constructor({ captions, words }: TextBank, dim: number) {
    this.#captions = captions.length / dim;
    const rows = [captions, words].flatMap((texts) =>
      Array.from({ length: texts.length / dim }, (_, row) => texts.subarray(row * dim, (row + 1) * dim)),
    );
    this.#dots = new RowDots(rows, dim);
  }

  /** Of a unit vector [dim]. */
  of(embedding: Embedding): number {
    const cosines = this.#dots.with(embedding);
    return biasOfCosines(cosines.subarray(0, this.#captions), cosines.subarray(this.#captions));
  }

  /** The row of the caption that fits a unit vector [dim] best, the first of those that do; -1 where there is none. */
  bestCaption(embedding: Embedding): number {
    const cosines = this.#dots.with(embedding, this.#captions);
    let best = -1;
    for (const [row, cosine] of cosines.entries()) if (best < 0 || cosine > (cosines[best] ?? 0)) best = row;
    return best;
  }
}
