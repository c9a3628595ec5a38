/**
 * A fixed rotation of a space: the same for the same dimension, in every library and every version.
 *
 * [Note: Rotation] Dot products stay as they are, but what was special about single values is gone: some models put
 * several times the usual size into one or two values of every embedding, and rounding to few bits would spend the
 * range on those. After it all values of all photos look like samples of one normal distribution, which is what the
 * error bounds of codes.ts rest on.
 *
 * It flips signs at random and applies the Walsh-Hadamard transform, twice: after that an embedding with a single value
 * that is not 0 looks like noise too. Where the dimension is no power of two, to the first and the last 2^k values in
 * turn, three times each.
 *
 * @see https://arxiv.org/abs/2405.12497 (RaBitQ), https://arxiv.org/abs/1011.2595 (fast random projections)
 */
export class Rotation {
  readonly dim: number;
  readonly #window: number;
  /** Where each transform begins, and the signs before it. */
  readonly #steps: readonly { readonly start: number; readonly signs: Float64Array }[];

  constructor(dim: number) {
    this.dim = dim;
    this.#window = 2 ** Math.floor(Math.log2(dim));
    const last = dim - this.#window;
    const random = bits(dim);
    this.#steps = (last === 0 ? [0, 0] : [0, last, 0, last, 0, last]).map((start) => ({
      start,
      signs: Float64Array.from({ length: dim }, () => (random() ? 1 : -1)),
    }));
  }

  /** Rotate [dim] values in place. */
  apply(values: Float64Array): void {
    for (const { start, signs } of this.#steps) {
      for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * (signs[i] ?? 0);
      hadamard(values, start, this.#window);
    }
  }

  /** Rotate [dim] values back in place. */
  undo(values: Float64Array): void {
    for (const { start, signs } of this.#steps.toReversed()) {
      hadamard(values, start, this.#window);
      for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * (signs[i] ?? 0);
    }
  }
}

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   the window lies inside the array by construction, and this loop is most of what encoding costs */
/** Walsh-Hadamard transform of `size` (a power of two) values from `start`, scaled to keep lengths. */
function hadamard(values: Float64Array, start: number, size: number): void {
  const end = start + size;
  for (let half = 1; half < size; half *= 2) {
    for (let group = start; group < end; group += 2 * half) {
      for (let i = group; i < group + half; i++) {
        const a = values[i]!;
        const b = values[i + half]!;
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }
  const scale = 1 / Math.sqrt(size);
  for (let i = start; i < end; i++) values[i]! *= scale;
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */

/** Random bits, the same for the same seed: xorshift32. */
function bits(seed: number): () => boolean {
  let state = (seed ^ 0x9e37_79b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0;
  };
}
