import { describe, expect, test } from 'vitest';
import { confidenceOf } from '../../../../src-main/core/calibration.ts';
import type { LookHit } from '../../../../src-main/engine/search/query/look-query.ts';
import { type Judgement, noThreshold, rank, type Ranked } from '../../../../src-main/engine/search/query/ranked.ts';

const half = { any: 0.5, each: 0.5 };
const shape = { slope: 4, middle: 0 };
const chance = { median: 0.2, high: 0.3 };
/** With it a score matches from 0.3 on. */
const judged: Judgement = { confidence: { shape, chance }, threshold: half };
const unjudged: Judgement = { confidence: undefined, threshold: noThreshold };

function hit(id: number, score: number, more: Partial<LookHit> = {}): LookHit {
  const shares = { description: 1, example: 0, parts: 0 };
  return { id, score, descriptionScore: score, isUnwanted: false, shares, ...more };
}

const ids = (ranked: readonly Ranked[]): number[] => ranked.map(({ id }) => id);

const looks = [hit(1, 0.5), hit(2, 0.31), hit(3, 0.29), hit(4, 0.1)];

describe('photos found by how they look', () => {
  test('match from the threshold on; the others are weaker, best first, with their confidence', () => {
    const { matching, weaker } = rank(looks, [], judged);
    expect([ids(matching), ids(weaker)]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    for (const { id, score, confidence, foundBy } of [...matching, ...weaker]) {
      expect(foundBy).toEqual(['look']);
      expect(score).toBe(looks.find((one) => one.id === id)?.score);
      expect(confidence).toBeCloseTo(confidenceOf(score, chance, shape), 10);
    }
  });

  test.each([
    ['relaxed', { any: 0.3, each: 0.3 }, [1, 2, 3]],
    ['strict', { any: 0.8, each: 0.8 }, [1]],
    ['of 1', { any: 1.1, each: 1.1 }, []],
    ['with a lower one for others than for the best', { any: 0.99, each: 0.3 }, [1, 2, 3]],
    ['with one for the best that none passes', { any: 0.9999, each: 0.3 }, []],
  ])('match by the threshold that is set: %s', (_, threshold, expected) => {
    expect(ids(rank(looks, [], { ...judged, threshold }).matching)).toEqual(expected);
  });

  test('all match where there is no confidence, but for unwanted ones', () => {
    const { matching, weaker } = rank([hit(1, 3), hit(2, 2, { isUnwanted: true }), hit(3, 1)], [], unjudged);
    expect([ids(matching), ids(weaker)]).toEqual([[1, 3], [2]]);
    expect([...matching, ...weaker].every(({ confidence }) => confidence === null)).toBe(true);
  });

  test('have no confidence where nothing was described, and match then', () => {
    const { matching } = rank([hit(1, -2, { descriptionScore: null })], [], judged);
    expect(matching).toMatchObject([{ id: 1, confidence: null }]);
  });

  test('match only if another than one that is not to be shown passes what the best must', () => {
    const unwanted = [hit(1, 0.9, { isUnwanted: true }), hit(2, 0.31)];
    const passing = rank([...unwanted, hit(3, 0.6)], [], { ...judged, threshold: { any: 0.99, each: 0.3 } });
    expect(ids(passing.matching)).toEqual([3, 2]);
    expect(ids(rank(unwanted, [], { ...judged, threshold: { any: 0.99, each: 0.3 } }).matching)).toEqual([]);
  });

  test('match by their names alone where no look passes what the best must', () => {
    const { matching } = rank(looks, [3], { ...judged, threshold: { any: 0.9999, each: 0.1 } });
    expect(matching).toMatchObject([{ id: 3, foundBy: ['words'] }]);
  });

  test('never match when they show what is not to be shown', () => {
    const { matching, weaker } = rank([hit(1, 0.9, { isUnwanted: true })], [1], judged);
    expect(matching).toEqual([]);
    expect(weaker).toMatchObject([{ id: 1, foundBy: ['look', 'words'] }]);
  });
});

describe('photos found by words', () => {
  test('match however they look, and are fused with the others by rank', () => {
    const { matching, weaker } = rank(looks, [4, 2], judged);
    // 2 is second of either, 4 the first of one and the last of the other.
    expect(ids(matching)).toEqual([2, 4, 1]);
    expect(ids(weaker)).toEqual([3]);
    expect(matching.map(({ foundBy }) => foundBy)).toEqual([['look', 'words'], ['words'], ['look']]);
    expect(matching.map(({ score }) => score)).toEqual([2 / 62, 1 / 64 + 1 / 61, 1 / 61]);
  });

  test('share their place with how they look, as far as that counts', () => {
    const mixed = hit(2, 0.31, { shares: { description: 1, example: 3, parts: 0 } });
    const { matching } = rank([hit(1, 0.5), mixed, hit(4, 0.1)], [4, 1, 2], judged);
    const sharesOf = (id: number): readonly number[] => {
      const { description, example, parts, words } = matching.find((one) => one.id === id)?.shares ?? {};
      return [description, example, parts, words].map((share) => Math.round((share ?? NaN) * 1e9));
    };
    const rounded = (shares: readonly number[]): number[] => shares.map((share) => Math.round(share * 1e9));
    const [look, words] = [1 / 61, 1 / 62];
    expect(sharesOf(1)).toEqual(rounded([look / (look + words), 0, 0, words / (look + words)]));
    const left = 1 / 62 / (1 / 62 + 1 / 63);
    expect(sharesOf(2)).toEqual(rounded([left / 4, (3 * left) / 4, 0, 1 - left]));
    // It does not look right, so its words are all.
    expect(matching.find(({ id }) => id === 4)?.shares).toBeNull();
    const alone = { description: 1, example: 0, parts: 0, words: 0 };
    expect(rank(looks, [], judged).matching.map(({ shares }) => shares)).toEqual([alone, alone]);
  });

  test('that are not compared, for want of an embedding, are hits by words alone', () => {
    const { matching, weaker } = rank(looks, [99], judged);
    expect(new Set(ids(matching))).toEqual(new Set([1, 2, 99]));
    expect(matching.find(({ id }) => id === 99)).toMatchObject({ confidence: null, foundBy: ['words'] });
    expect(ids(weaker)).toEqual(ids(rank(looks, [], judged).weaker));
    expect(ids(rank([], [99, 98], judged).matching), 'in the order of words').toEqual([99, 98]);
  });

  test('of the same score go by id', () => {
    const alike = [hit(8, 0.9), hit(5, 0.8)];
    expect(ids(rank(alike, [5, 8], unjudged).matching)).toEqual([5, 8]);
  });
});

test('of nothing there is nothing', () => {
  expect(rank([], [], judged)).toEqual({ matching: [], weaker: [] });
});
