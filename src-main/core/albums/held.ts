/** Scores of photos that were not learnt from: examples that were left out in turn, and other photos of the library. */
export interface Held {
  readonly wanted: readonly number[];
  readonly others: readonly number[];
}

/** Deviations above the middle of other photos, of the laxest suggestion and of the strictest where no examples say more. */
const deviations = { least: 1.5, most: 4.5 };

/**
 * Make a threshold that strictness moves, from where other photos end to where the middle example lies that was left out.
 *
 * [Note: Nearest] In a library of fewer photos than an embedding has values, those that were learnt from score less than those
 * that are held out, by which the threshold is set; of 40 photos these are about 13, whose quartiles may lie far apart. So 1.5
 * deviations above their middle may lie above every photo, and the laxest setting is kept from lying above the nearest.
 *
 * @returns from a strictness, 0 to 1, and the score of the last of the nearest photos that the laxest suggests whatever others
 *   score, to the least score of a suggestion. It never falls as strictness rises.
 */
export function thresholdOf({ wanted, others }: Held): (strictness: number, nearest?: number) => number {
  const examples = Float64Array.from(wanted).sort();
  const { middle, deviation } = middleOf(others);
  const low = middle + deviations.least * deviation;
  // Examples that lie among the others say that scores say little: then it takes much.
  const high = examples.length === 0 ? -Infinity : quantile(examples, 0.5);
  const highest = high > low ? high : middle + deviations.most * deviation;
  return (strictness, nearest = Infinity) => {
    const lowest = Math.min(low, nearest);
    return lowest + (highest - lowest) * Math.min(1, Math.max(0, strictness));
  };
}

/** Median and deviation by the quartiles: photos of the album among the others move neither much. */
function middleOf(scores: readonly number[]): { middle: number; deviation: number } {
  if (scores.length === 0) return { middle: 0, deviation: 1 };
  const sorted = Float64Array.from(scores).sort();
  const [low, middle, high] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  // Of a normal distribution.
  return { middle, deviation: (high - low) / 1.349 };
}

/** @param sorted at least one value, ascending. @param share 0 to 1 */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (at - below) * (high - low);
}
