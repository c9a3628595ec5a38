import { dot, type Embedding } from '../math/vector.ts';

/** The cells of a photo: a grid over what the image tower sees of it, with an embedding each. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
  /** Row-major [rows * columns, dim], each row of unit length, in the space of the pack. */
  readonly patches: Embedding;
}

/** Cosine from which on two patches count as of the same thing. Chosen by `npm run eval -- --suite where`. */
export const leastAlike = 0.2;

/**
 * Let patches that look alike speak for each other: each becomes the mean of those that it has a cosine of `least` or more
 * with, weighted by that cosine. A patch by itself is noisy, and a thing is mostly larger than one.
 *
 * @returns row-major [n, dim]; rows are means of unit vectors, so not longer than 1.
 * @see F. Wang, J. Mei, A. Yuille, SCLIP: Rethinking Self-Attention for Dense Vision-Language Inference, 2023
 */
export function refinedPatches(patches: Embedding, dim: number, least = leastAlike): Embedding {
  const count = patches.length / dim;
  const rows = Array.from({ length: count }, (_, i) => patches.subarray(i * dim, (i + 1) * dim));
  const refined = new Float32Array(patches.length);
  rows.forEach((row, p) => {
    const sum = refined.subarray(p * dim, (p + 1) * dim);
    let total = 0;
    rows.forEach((other, q) => {
      const alike = p === q ? 1 : dot(row, other);
      if (alike < least && p !== q) return;
      total += alike;
      other.forEach((value, i) => {
        sum[i] = (sum[i] ?? 0) + alike * value;
      });
    });
    sum.forEach((value, i) => {
      sum[i] = value / total;
    });
  });
  return refined;
}

/**
 * How well each patch fits a description: its cosine with it, less that with texts in general, which some patches fit
 * whatever is asked for.
 *
 * @param patches row-major [n, dim]
 * @param general mean of the embeddings of texts in general, [dim]; null where there are none.
 * @returns [n], -2..2
 */
export function heatOf(patches: Embedding, description: Embedding, general: Embedding | null): Float64Array {
  const dim = description.length;
  const heat = new Float64Array(patches.length / dim);
  for (let p = 0; p < heat.length; p++) {
    const patch = patches.subarray(p * dim, (p + 1) * dim);
    heat[p] = dot(patch, description) - (general === null ? 0 : dot(patch, general));
  }
  return heat;
}

/** Mean of embeddings, [dim]. @param embeddings row-major [n, dim], n at least 1. */
export function meanOfRows(embeddings: Embedding, dim: number): Embedding {
  const sum = new Float64Array(dim);
  embeddings.forEach((value, i) => {
    sum[i % dim] = (sum[i % dim] ?? 0) + value;
  });
  const count = embeddings.length / dim;
  return Float32Array.from(sum, (value) => value / count);
}
