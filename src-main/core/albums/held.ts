/** Scores of photos that were not learnt from: examples that were left out in turn, and other photos of the library. */
export interface Held {
  readonly wanted: readonly number[];
  readonly others: readonly number[];
}

/** Deviations above the mean of other photos that a suggestion lies at least, from the laxest to the strictest. */
const deviations = { least: 1.5, most: 4.5 };

/**
 * Make a threshold that strictness moves.
 *
 * A suggestion scores at least as much as the share `strictness` of the examples did when they were left out; and it lies
 * as far above other photos as 1.5 to 4.5 of their deviations, or above the highest of them by so much less than that
 * as there are examples to say that less will do.
 *
 * @returns from a strictness, 0 to 1, to the least score of a suggestion. It never falls as strictness rises.
 */
export function thresholdOf({ wanted, others }: Held): (strictness: number) => number {
  const examples = Float64Array.from(wanted).sort();
  const { mean, deviation } = middleOf(others);
  return (strictness) => {
    const asked = Math.min(1, Math.max(0, strictness));
    const chance = mean + (deviations.least + (deviations.most - deviations.least) * asked) * deviation;
    if (examples.length === 0) return others.length === 0 ? -1 + 2 * asked : chance;
    const own = quantile(examples, asked);
    if (others.length === 0) return own;
    // Few examples say little of how far the others of their kind lie.
    const trust = examples.length / (examples.length + 4);
    const learnt = trust * own + (1 - trust) * Math.max(own, chance);
    return Math.max(learnt, mean + deviations.least * deviation);
  };
}

/** Median and deviation by the quartiles: photos of the album among the others move neither much. */
function middleOf(scores: readonly number[]): { mean: number; deviation: number } {
  if (scores.length === 0) return { mean: 0, deviation: 1 };
  const sorted = Float64Array.from(scores).sort();
  const [low, mean, high] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  // Of a normal distribution.
  return { mean, deviation: (high - low) / 1.349 };
}

/** @param sorted at least one value, ascending. @param share 0 to 1 */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (at - below) * (high - low);
}
