import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import type { QueryTerm } from '../../../src-main/engine/search/vector-index.ts';

const dim = 5;

/** Few values, so that ties are common; small whole numbers, so that every sum is exact. */
const vector = fc
  .array(fc.integer({ min: -2, max: 2 }), { minLength: dim, maxLength: dim })
  .map((values): Embedding => Float32Array.from(values));

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 40 }), embedding: vector }) },
  { weight: 1, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 40 }), embedding: fc.constant(null) }) },
);

/** What the index must answer, written for clarity. */
function naive(
  photos: ReadonlyMap<number, Embedding>,
  terms: readonly QueryTerm[],
  top: number,
  only: ReadonlySet<number> | null,
): { id: number; score: number }[] {
  const ids = [...photos.keys()];
  const columns = terms.map(({ embedding, weight }) => {
    const cosines = ids.map((id) => dot(photos.get(id) ?? [], embedding));
    if (terms.length === 1) return cosines;
    const mean = cosines.reduce((a, b) => a + b, 0) / cosines.length;
    const deviation = Math.sqrt(cosines.reduce((a, b) => a + (b - mean) ** 2, 0) / cosines.length) || 1;
    return cosines.map((cosine) => (weight * (cosine - mean)) / deviation);
  });
  return ids
    .map((id, row) => ({ id, score: columns.reduce((sum, column) => sum + (column[row] ?? 0), 0) }))
    .filter(({ id }) => only?.has(id) ?? true)
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, top);
}

test('answers as a sort of everything would, after any changes', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 80 }),
      vector,
      fc.integer({ min: 1, max: 50 }),
      fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 45 }))),
      (changes, query, top, allowed) => {
        const index = new ExactIndex(dim);
        const photos = new Map<number, Embedding>();
        for (const { id, embedding } of changes) {
          if (embedding === null) {
            index.delete(id);
            photos.delete(id);
          } else {
            index.set(id, embedding);
            photos.set(id, embedding);
          }
        }
        const only = allowed === null ? null : new Set(allowed);
        const terms = [{ embedding: query, weight: 1 }];
        expect(index.size).toBe(photos.size);
        expect(index.scan({ terms, top, only }).hits).toEqual(naive(photos, terms, top, only));
      },
    ),
  );
});

test('sums the z-scores of several terms', () => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 30 }), vector, vector, (embeddings, one, two) => {
      const index = new ExactIndex(dim);
      const photos = new Map(embeddings.map((embedding, i) => [i + 1, embedding]));
      for (const [id, embedding] of photos) index.set(id, embedding);
      const terms = [
        { embedding: one, weight: 1 },
        { embedding: two, weight: 2 },
      ];
      const { hits: found } = index.scan({ terms, top: 30, only: null });
      const scores = new Map(naive(photos, terms, 30, null).map(({ id, score }) => [id, score]));
      // Rounding may swap what is equal: the scores must agree, and be in order.
      for (const { id, score } of found) expect(score).toBeCloseTo(scores.get(id) ?? NaN, 9);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      expect(found).toHaveLength(photos.size);
    }),
  );
});

describe('many photos', () => {
  test('stay right over the edges of blocks, while growing and shrinking', () => {
    const index = new ExactIndex(2);
    const count = 4096 * 2 + 1;
    for (let id = 1; id <= count; id++) index.set(id, Float32Array.of(id, 0));
    const best = (): number[] =>
      index
        .scan({ terms: [{ embedding: Float32Array.of(1, 0), weight: 1 }], top: 3, only: null })
        .hits.map(({ id }) => id);
    expect(best()).toEqual([count, count - 1, count - 2]);
    index.delete(count);
    index.delete(4096);
    expect(best()).toEqual([count - 1, count - 2, count - 3]);
    for (let id = 1; id <= 4100; id++) index.delete(id);
    expect(best()).toEqual([count - 1, count - 2, count - 3]);
    expect(index.size).toBe(count - 1 - 4100);
    for (let id = 4101; id <= count; id++) index.delete(id);
    expect([index.size, best()]).toEqual([0, []]);
    index.set(7, Float32Array.of(1, 0));
    expect(best()).toEqual([7]);
  });
});

describe('the spread of the scores', () => {
  const one = { embedding: Float32Array.of(1, 0), weight: 1 };
  const two = { embedding: Float32Array.of(0, 1), weight: 1 };

  test('is that of the whole index, whatever is asked for', () => {
    const index = new ExactIndex(2);
    for (const [id, score] of [2, 4, 4, 4, 5, 5, 7, 9].entries()) index.set(id + 1, Float32Array.of(score, 0));
    for (const only of [null, new Set([1]), new Set<number>()]) {
      expect(index.scan({ terms: [one], top: 1, only })).toMatchObject({ mean: 5, deviation: 2 });
    }
  });

  test('of several terms is that of their sums', () => {
    const index = new ExactIndex(2);
    index.set(1, Float32Array.of(1, 1));
    index.set(2, Float32Array.of(-1, -1));
    const { hits, mean, deviation } = index.scan({ terms: [one, two], top: 2, only: null });
    expect(hits.map(({ score }) => score)).toEqual([2, -2]);
    expect([mean, deviation]).toEqual([0, 2]);
  });

  test('of what is all the same has a deviation to divide by', () => {
    const index = new ExactIndex(2);
    expect(index.scan({ terms: [one], top: 1, only: null })).toEqual({ hits: [], mean: 0, deviation: 1 });
    index.set(1, Float32Array.of(3, 0));
    expect(index.scan({ terms: [one], top: 1, only: null })).toMatchObject({ mean: 3, deviation: 1 });
  });
});

describe('what cannot be', () => {
  test('is refused: embeddings and queries of another length, a query without a term', () => {
    const index = new ExactIndex(3);
    index.set(1, Float32Array.of(1, 2, 3));
    const scan = (terms: readonly QueryTerm[]): unknown => index.scan({ terms, top: 1, only: null });
    expect(() => {
      index.set(2, Float32Array.of(1, 2));
    }).toThrow(/embedding of 3 values for photo 2 but received 2/);
    expect(() => scan([{ embedding: Float32Array.of(1), weight: 1 }])).toThrow(/query of 3 values but received 1/);
    expect(() => scan([])).toThrow(/at least one query term/);
  });

  test('ignores the deletion of what it does not hold', () => {
    const index = new ExactIndex(1);
    index.delete(5);
    expect([index.size, index.has(5)]).toEqual([0, false]);
  });
});
