import { describe, expect, test } from 'vitest';
import { hitShares, lookShares } from '../../../../src-main/engine/search/query/hit-shares.ts';

const none = { description: null, example: null };

describe('what the terms of a score are of', () => {
  test('is told by their order: the description, the example images, parts of photos', () => {
    const asked = { description: 'a', example: 'b', parts: ['c', 'd'] };
    expect(lookShares([1, 2, 3, 4, 99], asked)).toEqual({ description: 1, example: 2, parts: 7 });
    expect(lookShares([2, 3], { ...none, parts: ['c', 'd'] })).toEqual({ description: 0, example: 0, parts: 5 });
    expect(lookShares([2], { ...none, example: 'b' })).toEqual({ description: 0, example: 2, parts: 0 });
    expect(lookShares([], none)).toEqual({ description: 0, example: 0, parts: 0 });
  });

  test('is nothing where it speaks against the photo', () => {
    expect(lookShares([-1, 2], { ...none, description: 'a', example: 'b' })).toEqual({
      ...{ description: 0, example: 2, parts: 0 },
    });
  });
});

describe('shares of a hit', () => {
  test('are 1 in all', () => {
    expect(hitShares({ description: 3, example: 1, parts: 0 }, 0)).toEqual({
      ...{ description: 0.75, example: 0.25, parts: 0, words: 0 },
    });
    expect(hitShares({ description: 0.5, example: 0, parts: 0 }, 0.4)).toEqual({
      ...{ description: 0.6, example: 0, parts: 0, words: 0.4 },
    });
  });

  test('are all of what alone speaks for it', () => {
    expect(hitShares({ description: 0, example: 2, parts: 0 }, 0)).toEqual({
      ...{ description: 0, example: 1, parts: 0, words: 0 },
    });
    expect(hitShares({ description: 0, example: 0, parts: 0 }, 0.5)).toEqual({
      ...{ description: 0, example: 0, parts: 0, words: 1 },
    });
  });

  test('are none where nothing does', () => {
    expect(hitShares({ description: 0, example: 0, parts: 0 }, 0)).toBeNull();
  });
});
