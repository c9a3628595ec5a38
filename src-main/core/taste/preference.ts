import { type Embedding } from '../math/vector.ts';
import { logisticInSpan } from './span-logistic.ts';

const lambda = 1;

/** A choice between two photos. */
export interface Choice {
  readonly better: Embedding;
  readonly worse: Embedding;
}

/** How much taste weighs in an order beside what was looked for: little at first, as much at the most. */
export function tasteWeight(choices: number): number {
  return choices / (choices + 10);
}

/**
 * Learn a taste from choices, by the model of Bradley and Terry:
 *
 *     min_w  sum log(1 + exp(-w . (x_better - x_worse))) + |w|^2
 *
 * @param choices the latest last; of those beyond `mostChoices` the oldest are left out.
 * @returns [dim]: the larger w . x, the more it is to the taste; null without choices.
 * @see https://doi.org/10.2307/2334029 (Bradley and Terry 1952)
 */
export function learnTaste(choices: readonly Choice[]): Float64Array | null {
  const wished = choices.slice(-mostChoices).map(({ better, worse }) => ({
    row: Float64Array.from(better, (value, d) => value - (worse[d] ?? 0)),
    offset: 0,
  }));
  return logisticInSpan(wished, lambda);
}

/** Choices that are learnt from, the latest: Newton's method is to take less than 50 ms. */
export const mostChoices = 200;
