import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedOrder } from '../../../src-main/core/albums/moved-order.ts';
import { runsOf } from '../../../src-renderer/albums/runs.ts';

test.each([
  [[{ photoIds: [4, 2], before: 1 }], [2, 4, 1, 3, 5]],
  [
    [
      { photoIds: [1], before: null },
      { photoIds: [5], before: 3 },
    ],
    [2, 5, 3, 4, 1],
  ],
  // Before one that moves itself: before the next that does not.
  [
    [
      { photoIds: [1], before: 3 },
      { photoIds: [3], before: null },
    ],
    [2, 1, 4, 5, 3],
  ],
  // Of two runs.
  [
    [
      { photoIds: [5], before: 1 },
      { photoIds: [5, 4], before: 1 },
    ],
    [5, 4, 1, 2, 3],
  ],
  [[{ photoIds: [9], before: 1 }], [1, 2, 3, 4, 5]],
  [[{ photoIds: [1], before: 9 }], [2, 3, 4, 5, 1]],
])('runs %j of five', (runs, order) => {
  expect(movedOrder([1, 2, 3, 4, 5], runs)).toEqual(order);
});

test('whatever is taken out and put at the end comes back to where it was', () => {
  const ids = Array.from({ length: 12 }, (_, i) => i + 1);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 })), (some) => {
      const taken = new Set(some);
      const after = [...ids.filter((id) => !taken.has(id)), ...ids.filter((id) => taken.has(id))];
      expect(movedOrder(after, runsOf(ids, taken))).toEqual(ids);
    }),
  );
});
