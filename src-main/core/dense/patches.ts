import { dot, type Embedding } from '../math/vector.ts';

/** The cells of a photo: a grid over what the image tower sees of it, with an embedding each. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
  /** Row-major [rows * columns, dim], each row of unit length, in the space of the pack. */
  readonly patches: Embedding;
}

/** Cosine from which on two patches count as of the same thing: that of the paper, which `npm run eval -- --suite where` bears out. */
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
 * How well each patch fits a description, as their dot product.
 *
 * @param patches row-major [n, dim], refined or not.
 * @returns [n], -1..1
 */
export function heatOf(patches: Embedding, description: Embedding): Float64Array {
  const heat = new Float64Array(patches.length / description.length);
  for (let p = 0; p < heat.length; p++) {
    heat[p] = dot(patches.subarray(p * description.length, (p + 1) * description.length), description);
  }
  return heat;
}
