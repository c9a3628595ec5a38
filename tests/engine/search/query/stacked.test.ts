import { describe, expect, test } from 'vitest';
import type { Ranked, Ranking } from '../../../../src-main/engine/search/query/ranked.ts';
import { stacked } from '../../../../src-main/engine/search/query/stacked.ts';
import { StackIndex } from '../../../../src-main/engine/store/stack-index.ts';

/** Photos 1, 2 and 3 are a stack that 2 shows, then 3, then 1; all others are by themselves. */
const order = [2, 3, 1];
const index = new StackIndex();
index.put(
  { id: 1, kind: 'raw', parts: 4 },
  order.map((photoId, rank) => ({ photoId, stack: 1, rank })),
);
const stacking = { read: () => index, partsOf: (): number[] => [...order] };

function hit(id: number, score: number, foundBy: Ranked['foundBy'] = ['look']): Ranked {
  return { id, score, confidence: score, foundBy, shares: null, stack: null };
}

const badge = { kind: 'raw', parts: 4 };

function shown({ matching, weaker }: Ranking): unknown {
  return [matching, weaker].map((hits) => hits.map(({ id, score }) => [id, score]));
}

describe('hits of one stack', () => {
  test('are one, where the best of them stands, shown by the photo that shows the stack', () => {
    const ranking = {
      matching: [hit(9, 0.9), hit(1, 0.8), hit(8, 0.7), hit(2, 0.6)],
      weaker: [hit(3, 0.2), hit(7, 0.1)],
    };
    const one = stacked(ranking, stacking, null);
    expect(shown(one)).toEqual([
      [
        [9, 0.9],
        [2, 0.8],
        [8, 0.7],
      ],
      [[7, 0.1]],
    ]);
    expect(one.matching.map(({ stack }) => stack)).toEqual([null, badge, null]);
  });

  test('match when one of them does, and are weaker when none does', () => {
    expect(shown(stacked({ matching: [hit(3, 0.8)], weaker: [hit(2, 0.3)] }, stacking, null))).toEqual([
      [[2, 0.8]],
      [],
    ]);
    expect(shown(stacked({ matching: [], weaker: [hit(3, 0.3), hit(2, 0.2)] }, stacking, null))).toEqual([
      [],
      [[2, 0.3]],
    ]);
  });

  test('are shown by the first photo that filters let pass', () => {
    const ranking = { matching: [hit(1, 0.8), hit(3, 0.7)], weaker: [] };
    expect(shown(stacked(ranking, stacking, new Set([1, 3])))).toEqual([[[3, 0.8]], []]);
    expect(shown(stacked({ matching: [hit(1, 0.8)], weaker: [] }, stacking, new Set([1])))).toEqual([[[1, 0.8]], []]);
  });

  test('are found by all that found any that match', () => {
    const ranking = { matching: [hit(1, 0.8, ['look']), hit(2, 0.7, ['words'])], weaker: [] };
    expect(stacked(ranking, stacking, null).matching[0]?.foundBy).toEqual(['look', 'words']);
    const weak = { matching: [hit(1, 0.8, ['words'])], weaker: [hit(2, 0.1, ['look'])] };
    expect(stacked(weak, stacking, null).matching[0]?.foundBy).toEqual(['words']);
  });

  test('are apart where stacks are taken apart', () => {
    const ranking = { matching: [hit(1, 0.8), hit(2, 0.7)], weaker: [] };
    expect(stacked(ranking, null, null)).toBe(ranking);
  });
});
