import { dot, type Embedding } from '../math/vector.ts';
import { logisticInSpan } from './span-logistic.ts';

/** How little a taste is taken to be before anything is known: the inverse of twice the variance of what is learnt. */
const lambda = 1;
/** Choices that are learnt from, the latest: Newton's method is to take less than 50 ms. */
export const mostChoices = 200;

/** A choice between two photos. */
export interface Choice {
  readonly better: Embedding;
  readonly worse: Embedding;
}

/** Choices after which a taste counts half as much as what is looked for. */
const halfKnownAfter = 10;

/** How much a taste that was learnt from so many choices counts beside what is looked for: 0 to 1. */
export function tasteWeight(choices: number): number {
  return choices / (choices + halfKnownAfter);
}

/** Choices by the ids of photos as choices between embeddings; those of photos without one are left out. */
export function embeddedChoices(
  choices: readonly { readonly better: number; readonly worse: number }[],
  embeddings: ReadonlyMap<number, Embedding>,
): Choice[] {
  return choices.flatMap((choice): Choice[] => {
    const [better, worse] = [embeddings.get(choice.better), embeddings.get(choice.worse)];
    return better === undefined || worse === undefined ? [] : [{ better, worse }];
  });
}

/** What is better about the better one, [dim]. */
function differenceOf({ better, worse }: Choice): Float64Array {
  return Float64Array.from(better, (value, d) => value - (worse[d] ?? 0));
}

/**
 * Learn a taste from choices, by the model of Bradley and Terry:
 *
 *     min_w  sum log(1 + exp(-w . (x_better - x_worse))) + lambda |w|^2
 *
 * @param choices the latest last; of those beyond `mostChoices` the oldest are left out.
 * @returns [dim]: the larger w . x, the more it is to the taste; null without choices, and where they say nothing.
 * @see https://doi.org/10.2307/2334029 (Bradley and Terry 1952)
 */
export function learnTaste(choices: readonly Choice[]): Float64Array | null {
  const wished = choices.slice(-mostChoices).map((choice) => ({ row: differenceOf(choice), offset: 0 }));
  const taste = logisticInSpan(wished, lambda);
  // Choices that contradict each other, or between photos that look the same.
  return taste === null || Math.sqrt(dot(taste, taste)) < 1e-9 ? null : taste;
}
