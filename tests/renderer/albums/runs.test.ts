import { expect, test } from 'vitest';
import { runsOf } from '../../../src-renderer/albums/runs.ts';

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
