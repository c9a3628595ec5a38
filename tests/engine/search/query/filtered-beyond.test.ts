import { expect, test } from 'vitest';
import { foundByChips, withBeyond } from '../../../../src-main/engine/search/query/filtered-beyond.ts';
import type { Ranked } from '../../../../src-main/engine/search/query/ranked.ts';

function hit(id: number, score: number): Ranked {
  return { id, score, confidence: null, foundBy: ['look'], shares: null, stack: null };
}

const idsOf = (hits: readonly Ranked[]): number[] => hits.map(({ id }) => id);

test('what passes comes behind the hits in its own order, and once; what is not wanted does not match', () => {
  const ranking = { matching: [hit(3, 2), hit(1, -1)], weaker: [hit(7, -3)] };
  const said = { liked: new Set([3]), disliked: new Set([7, 8]) };
  const { matching, weaker } = withBeyond(ranking, { passing: [9, 8, 7, 3, 2, 1], said, foundBy: ['words'] });
  expect(idsOf(matching)).toEqual([3, 1, 9, 2]);
  expect(idsOf(weaker)).toEqual([7, 8]);
  expect(matching.at(-1)).toMatchObject({ foundBy: ['words'], confidence: null });
  const scores = matching.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

test('names and phrases find by words, other chips by nothing', () => {
  expect(foundByChips([])).toEqual([]);
  expect(foundByChips([{ kind: 'name', value: 'a', start: 0, end: 6, text: 'name:a' }])).toEqual(['words']);
});
