import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuseRanks } from '../../../src-main/core/math/rank-fusion.ts';

test('sums 1 / (60 + rank) over the rankings that an id is in', () => {
  const scores = fuseRanks([
    [7, 8, 9],
    [9, 7],
  ]);
  expect(Object.fromEntries(scores)).toEqual({ 7: 1 / 61 + 1 / 62, 8: 1 / 62, 9: 1 / 63 + 1 / 61 });
});

test.each([
  ['no rankings', []],
  ['empty ones', [[], []]],
])('of %s there are no scores', (_, rankings) => {
  expect(fuseRanks(rankings).size).toBe(0);
});

const ranking = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });

test('keeps the order of one ranking', () => {
  fc.assert(
    fc.property(ranking, (ids) => {
      const scores = fuseRanks([ids]);
      expect([...scores.keys()].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))).toEqual(ids);
    }),
  );
});

test('never puts a photo behind another that no ranking has before it', () => {
  fc.assert(
    fc.property(ranking, ranking, (first, second) => {
      const scores = fuseRanks([first, second]);
      const rank = (ids: readonly number[], id: number): number => (ids.includes(id) ? ids.indexOf(id) : Infinity);
      expect(new Set(scores.keys())).toEqual(new Set([...first, ...second]));
      for (const a of scores.keys()) {
        for (const b of scores.keys()) {
          const isNowhereBehind = rank(first, a) <= rank(first, b) && rank(second, a) <= rank(second, b);
          if (isNowhereBehind) expect(scores.get(a)).toBeGreaterThanOrEqual(scores.get(b) ?? 0);
        }
      }
    }),
  );
});
