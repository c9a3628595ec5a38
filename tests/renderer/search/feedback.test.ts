import { describe, expect, test } from 'vitest';
import { maxJudged } from '../../../src-contract/index.ts';
import { isSaid, judged, nothingSaid } from '../../../src-renderer/search/feedback.ts';

describe('what is said of hits', () => {
  test('is added to what was said, and is one or the other', () => {
    const liked = judged(nothingSaid, [1, 2], 'liked');
    expect(liked).toEqual({ liked: [1, 2], disliked: [] });
    expect(judged(liked, [2, 3], 'disliked')).toEqual({ liked: [1], disliked: [2, 3] });
    expect([nothingSaid, liked].map(isSaid)).toEqual([false, true]);
  });

  test('is taken back where it has been said of all of them, else said of all', () => {
    const before = { liked: [1, 2], disliked: [3] };
    expect(judged(before, [1, 2], 'liked')).toEqual({ liked: [], disliked: [3] });
    expect(judged(before, [2, 4], 'liked')).toEqual({ liked: [1, 2, 4], disliked: [3] });
    expect(before).toEqual({ liked: [1, 2], disliked: [3] });
  });

  test('of more than a search takes is said of the first, and taken back by saying it again', () => {
    const many = Array.from({ length: maxJudged + 100 }, (_, i) => i + 1);
    const liked = judged({ liked: [], disliked: [1, maxJudged + 1] }, many, 'liked');
    expect(liked).toEqual({ liked: many.slice(0, maxJudged), disliked: [maxJudged + 1] });
    expect(judged(liked, many, 'liked')).toEqual({ liked: [], disliked: [maxJudged + 1] });
  });

  test('is no more than a search takes: the earliest is forgotten', () => {
    const many = Array.from({ length: maxJudged }, (_, i) => i + 1);
    const { liked } = judged(judged(nothingSaid, many, 'liked'), [9999, 9999], 'liked');
    expect(liked).toHaveLength(maxJudged);
    expect([liked[0], liked.at(-1)]).toEqual([2, 9999]);
  });
});
