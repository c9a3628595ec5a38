import { dot, type Embedding, normalized } from '../math/vector.ts';
import { logisticInSpan } from './span-logistic.ts';

/**
 * How much photos are taken to say beside the query: the inverse of twice the variance of what is learnt. Measured by
 * `npm run eval -- --suite taste`.
 */
const lambda = 0.1;
/** What a photo that is not what is looked for counts: among those that come first such are mostly close to what is. */
const dislikedWeight = 0.5;
/**
 * Judged photos that are learnt from, half of either kind as far as there are so many, the latest: Newton's method is to take
 * less than 50 ms.
 */
const mostJudged = 200;

/** A photo that somebody has said of that it is what they look for, or that it is not. */
export interface Judged {
  readonly embedding: Embedding;
  readonly isLiked: boolean;
  /** Logarithm of the odds that it is what is looked for, as far as the query alone says. */
  readonly prior: number;
}

/** What judged photos add to a query: `logits * (direction . x - middle)` to the log-odds of a photo x. */
export interface Refinement {
  /** [dim], unit length. */
  readonly direction: Embedding;
  /** Of a step of 1 along the direction, above 0. */
  readonly logits: number;
  /** Where nothing is added. */
  readonly middle: number;
}

/**
 * Learn from judged photos what a query does not say:
 *
 *     min_v  sum_i c_i log(1 + exp(-y_i (prior_i + v . (x_i - centre)))) + lambda |v|^2
 *
 * with y_i = 1 and c_i = 1 for those that are liked, else y_i = -1 and c_i = 1/2.
 *
 * It is the query that is moved, and no further than the photos ask for: one that is liked and scores well already says little.
 *
 * @param judged of either kind in the order in which they were judged.
 * @param centre [dim], of the photos that may be found: all of them have that in common.
 * @returns null where there is nothing to learn from.
 * @see https://nlp.stanford.edu/IR-book/html/htmledition/relevance-feedback-and-pseudo-relevance-feedback-1.html
 */
export function refine(judged: readonly Judged[], centre: ArrayLike<number>): Refinement | null {
  const wished = latest(judged).map(({ embedding, isLiked, prior }) => {
    const sign = isLiked ? 1 : -1;
    const row = Float64Array.from(embedding, (value, d) => sign * (value - (centre[d] ?? 0)));
    return { row, offset: sign * prior, weight: isLiked ? 1 : dislikedWeight };
  });
  const moved = logisticInSpan(wished, lambda);
  const logits = moved === null ? 0 : Math.sqrt(dot(moved, moved));
  // A library of one photo, which is its own centre.
  if (moved === null || logits < 1e-9) return null;
  const direction = normalized(moved);
  return { direction, logits, middle: dot(direction, centre) };
}

function latest(judged: readonly Judged[]): readonly Judged[] {
  if (judged.length <= mostJudged) return judged;
  const liked = judged.filter(({ isLiked }) => isLiked);
  const disliked = judged.filter(({ isLiked }) => !isLiked);
  const half = mostJudged / 2;
  const likes = Math.min(liked.length, Math.max(half, mostJudged - disliked.length));
  return [...liked.slice(liked.length - likes), ...disliked.slice(disliked.length - (mostJudged - likes))];
}
