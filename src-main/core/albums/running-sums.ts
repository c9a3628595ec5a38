import type { Embedding } from '../math/vector.ts';

/** Steps in 1 that values are rounded to. */
const gridSteps = 2 ** 20;
/** Embeddings whose products are added together. */
const rowsAtOnce = 8;
/** Weight that sums can hold and stay exact. */
export const mostWeight = 2 ** 13;

/**
 * Round an embedding to the grid that sums are exact on: multiples of 2^-20, which a float32 of at most 1 holds. It moves a
 * value by at most 5e-7.
 *
 * @param embedding [dim], of norm 1.
 */
export function onGrid(embedding: Embedding): Embedding {
  return embedding.map((value) => Math.round(value * gridSteps) / gridSteps);
}

/**
 * Weight, sum and sum of outer products of embeddings that come and go.
 *
 * [Note: Exact sums] A product of two values on the grid is a multiple of 2^-40 of at most 1, and a float64 has 53 bits: the
 * sum of 2^13 of them is exact. So sums do not depend on the order in which photos came, and a photo that goes leaves
 * nothing behind, not in the last bit: an album that learns and unlearns is the same as one that was made anew.
 */
export class RunningSums {
  readonly dim: number;
  readonly sum: Float64Array;
  /** [dim, dim], the upper triangle alone. */
  readonly products: Float64Array;
  #weight = 0;

  constructor(dim: number) {
    this.dim = dim;
    this.sum = new Float64Array(dim);
    this.products = new Float64Array(dim * dim);
  }

  /** How many embeddings, one of weight 2 counting as two. */
  get weight(): number {
    return this.#weight;
  }

  /**
   * Add embeddings of norm 1 that are on the grid.
   *
   * @param weight of each, a whole number above 0.
   * @throws RangeError when one has another length, or the sums would not be exact any more.
   */
  add(embeddings: readonly Embedding[], weight = 1): void {
    if (this.#weight + weight * embeddings.length > mostWeight) {
      throw new RangeError(`Expected embeddings of a weight of ${mostWeight} at most but received more`);
    }
    this.#change(embeddings, weight);
  }

  /** Take away embeddings that were added with the same weight. @throws RangeError when one has another length */
  remove(embeddings: readonly Embedding[], weight = 1): void {
    this.#change(embeddings, -weight);
  }

  copy(): RunningSums {
    const copy = new RunningSums(this.dim);
    copy.sum.set(this.sum);
    copy.products.set(this.products);
    copy.#weight = this.#weight;
    return copy;
  }

  /** Mean of the embeddings, [dim]; zero without any. */
  mean(): Float64Array {
    const weight = Math.max(1, this.#weight);
    return this.sum.map((value) => value / weight);
  }

  #change(embeddings: readonly Embedding[], weight: number): void {
    const { dim, sum, products } = this;
    for (const { length } of embeddings) {
      if (length !== dim) throw new RangeError(`Expected an embedding of ${dim} values but received ${length}`);
    }
    this.#weight += weight * embeddings.length;
    // Rows of zeros change nothing.
    const none = new Float32Array(dim);
    for (let at = 0; at < embeddings.length; at += rowsAtOnce) {
      const rows = Array.from({ length: rowsAtOnce }, (_, k) => Float64Array.from(embeddings[at + k] ?? none));
      for (const row of rows) addScaled(sum, row, weight);
      addOuterProducts(products, rows, weight);
    }
  }
}

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   lengths are checked by the caller, and learning consists of these loops */
function addScaled(sum: Float64Array, row: Float64Array, weight: number): void {
  for (let i = 0; i < row.length; i++) sum[i]! += weight * row[i]!;
}

/** Add the outer products of `rowsAtOnce` rows: the matrix is read and written once for all of them. */
function addOuterProducts(products: Float64Array, rows: readonly Float64Array[], weight: number): void {
  const [a, b, c, d] = [rows[0]!, rows[1]!, rows[2]!, rows[3]!];
  const [e, f, g, h] = [rows[4]!, rows[5]!, rows[6]!, rows[7]!];
  const dim = a.length;
  for (let i = 0; i < dim; i++) {
    const [ai, bi, ci, di] = [weight * a[i]!, weight * b[i]!, weight * c[i]!, weight * d[i]!];
    const [ei, fi, gi, hi] = [weight * e[i]!, weight * f[i]!, weight * g[i]!, weight * h[i]!];
    const start = i * dim;
    for (let j = i; j < dim; j++) {
      const first = ai * a[j]! + bi * b[j]! + ci * c[j]! + di * d[j]!;
      products[start + j]! += first + (ei * e[j]! + fi * f[j]! + gi * g[j]! + hi * h[j]!);
    }
  }
}
/* eslint-enable @typescript-eslint/no-non-null-assertion */
