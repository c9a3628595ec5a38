import { expect, test } from 'vitest';
import { movedBefore, runsOf } from '../../../src-renderer/albums/runs.ts';

test.each([
  [[2], [{ photoIds: [2], before: 3 }]],
  [
    [1, 2, 5],
    [
      { photoIds: [1, 2], before: 3 },
      { photoIds: [5], before: null },
    ],
  ],
  [
    [2, 4],
    [
      { photoIds: [2], before: 3 },
      { photoIds: [4], before: 5 },
    ],
  ],
  [[1, 2, 3, 4, 5], [{ photoIds: [1, 2, 3, 4, 5], before: null }]],
  [[9], []],
])('%j of an album of five lie in runs', (taken, runs) => {
  expect(runsOf([1, 2, 3, 4, 5], new Set(taken))).toEqual(runs);
});

test.each([
  [[3], 0, [3, 1, 2, 4, 5]],
  [[1, 4], 2, [2, 1, 4, 3, 5]],
  [[2, 3], 2, [1, 2, 3, 4, 5]],
  [[1], 5, [2, 3, 4, 5, 1]],
  [[9], 0, [1, 2, 3, 4, 5]],
])('%j before place %i of an album of five', (moved, at, order) => {
  expect(movedBefore([1, 2, 3, 4, 5], new Set(moved), at)).toEqual(order);
});
