import type { ChanceScores } from '../../../core/calibration.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { ScanOptions, VectorIndex } from '../vector-index.ts';

/**
 * Measure how well the best photo of a library fits descriptions at random, biases subtracted. See [Note: Calibration].
 *
 * @param probes unit vectors [dim].
 * @returns cosines, -1..1 less the biases; 0 for an empty library.
 * @throws the signal's reason.
 */
export async function measureChance(
  index: VectorIndex,
  probes: readonly Embedding[],
  options: ScanOptions = {},
): Promise<ChanceScores> {
  const results = await index.scanBatch({ queries: probes, top: 1, only: null, biased: true }, options);
  const scores = results.flatMap(({ hits: [best] }) => (best === undefined ? [] : [best.score]));
  return { median: scoreAbove(scores, 0.5), high: scoreAbove(scores, 0.9) };
}

/** A quantile, taken from the samples themselves: the one that a share of them, 0..1, lies below, rounded down; 0 of none. */
export function scoreAbove(scores: readonly number[], share: number): number {
  return scores.toSorted((a, b) => a - b)[Math.floor(share * (scores.length - 1))] ?? 0;
}

/** At most so many rows of [rows, dim], from all over them. */
export function someRows(rows: Embedding, dim: number, most: number): Embedding[] {
  const count = rows.length / dim;
  return Array.from({ length: Math.min(most, count) }, (_, i) => {
    const row = Math.floor((i * count) / Math.min(most, count));
    return rows.slice(row * dim, (row + 1) * dim);
  });
}
