import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TopK } from '../../../src-main/core/math/top-k.ts';

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1 }),
    score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })),
  }),
  { selector: ({ id }) => id },
);

test('keeps what a sort would put first, ties by the lower id', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 0, max: 20 }), (all, k) => {
      const best = new TopK(k);
      for (const { id, score } of all) best.offer(id, score);
      const sorted = all.toSorted((a, b) => (a.score === b.score ? a.id - b.id : b.score > a.score ? 1 : -1));
      expect(best.sorted()).toEqual(sorted.slice(0, k));
    }),
  );
});

test('has no floor until it is full, then the lowest score kept', () => {
  const best = new TopK(2);
  best.offer(1, 0.5);
  expect(best.floor).toBe(-Infinity);
  best.offer(2, 0.2);
  expect(best.floor).toBe(0.2);
  best.offer(3, 0.9);
  expect(best.floor).toBe(0.5);
});
