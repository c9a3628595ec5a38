import { type Feedback, maxJudged } from '../../src-contract/index.ts';

export type { Feedback };

export const nothingSaid: Feedback = Object.freeze({ liked: [], disliked: [] });

export function isSaid({ liked, disliked }: Feedback): boolean {
  return liked.length + disliked.length > 0;
}

/**
 * Say of photos that they are what is looked for, or are not. Where that has been said of all of them, it is taken back; of more
 * than a search takes the earliest are forgotten.
 *
 * @param meant of which the first `maxJudged` are taken.
 */
export function judged(before: Feedback, meant: readonly number[], verdict: 'liked' | 'disliked'): Feedback {
  const photoIds = meant.slice(0, maxJudged);
  const isKnown = photoIds.every((id) => before[verdict].includes(id));
  const without = (ids: readonly number[]): number[] => ids.filter((id) => !photoIds.includes(id));
  const [liked, disliked] = [without(before.liked), without(before.disliked)];
  if (isKnown) return { liked, disliked };
  const added = verdict === 'liked' ? liked : disliked;
  added.push(...new Set(photoIds));
  added.splice(0, Math.max(0, added.length - maxJudged));
  return { liked, disliked };
}
