import type { ChanceScores } from '../../../core/calibration.ts';
import type { Scored } from '../../../core/math/top-k.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { ScanOptions, VectorIndex } from '../vector-index.ts';

/**
 * Find the photo that fits each of many descriptions best, biases subtracted.
 *
 * @param probes unit vectors [dim].
 * @returns with cosines, -1..1 less the biases; none for an empty library.
 * @throws the signal's reason.
 */
export async function bestPhotos(
  index: Pick<VectorIndex, 'scanBatch'>,
  probes: readonly Embedding[],
  options: ScanOptions = {},
): Promise<(Scored | undefined)[]> {
  const results = await index.scanBatch({ queries: probes, top: 1, only: null, biased: true }, options);
  return results.map(({ hits: [best] }) => best);
}

/** How well the best photo of a library fits descriptions at random; 0 for an empty library. See [Note: Calibration]. */
export function chanceOf(best: readonly (Scored | undefined)[]): ChanceScores {
  const scores = best.flatMap((one) => (one === undefined ? [] : [one.score]));
  return { median: scoreAbove(scores, 0.5), high: scoreAbove(scores, 0.9) };
}

/** A quantile, taken from the samples themselves: the one that a share of them, 0..1, lies below, rounded down; 0 of none. */
export function scoreAbove(scores: readonly number[], share: number): number {
  return scores.toSorted((a, b) => a - b)[Math.floor(share * (scores.length - 1))] ?? 0;
}

/** At most so many of so many places, from all over them, ascending. */
export function somePlaces(count: number, most: number): number[] {
  const some = Math.min(most, count);
  return Array.from({ length: some }, (_, i) => Math.floor((i * count) / some));
}
