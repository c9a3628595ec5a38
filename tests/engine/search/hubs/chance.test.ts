import { describe, expect, test } from 'vitest';
import { chanceOf, somePlaces } from '../../../../src-main/engine/search/hubs/chance.ts';

describe('texts that chance is told by', () => {
  test('are all of them where they are few', () => {
    expect(somePlaces(10, 1000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(somePlaces(10, 10)).toEqual(somePlaces(10, 1000));
  });

  test.each([
    [4, [0, 2, 5, 7]],
    [3, [0, 3, 6]],
    [1, [0]],
    [0, []],
  ])('are %i from all over them where they are many', (most, expected) => {
    expect(somePlaces(10, most)).toEqual(expected);
  });

  test('are none of none', () => {
    expect(somePlaces(0, 5)).toEqual([]);
  });
});

describe('chance', () => {
  test('is the scores that half, and nine tenths, of the best photos stay below', () => {
    const best = Array.from({ length: 101 }, (_, i) => ({ id: 1, score: ((i * 37) % 101) / 100 }));
    expect(chanceOf(best)).toEqual({ median: 0.5, high: 0.9 });
  });

  test('is 0 where there is no photo', () => {
    expect(chanceOf([undefined, undefined])).toEqual({ median: 0, high: 0 });
  });
});
