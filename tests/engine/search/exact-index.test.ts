import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import type { QueryTerm, ScanResult } from '../../../src-main/engine/search/vector-index.ts';

const dim = 5;

/** Few values, so that ties are common; small whole numbers, so that every sum is exact. */
const vector = fc
  .array(fc.integer({ min: -2, max: 2 }), { minLength: dim, maxLength: dim })
  .filter((values) => values.some((value) => value !== 0))
  .map((values): Embedding => Float32Array.from(values));

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 40 }), embedding: vector }) },
  { weight: 1, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 40 }), embedding: fc.constant(null) }) },
);

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** What the index must answer, written for clarity. */
function naive(
  photos: ReadonlyMap<number, Embedding>,
  terms: readonly QueryTerm[],
  top: number,
  only: ReadonlySet<number> | null,
): ScanResult {
  const ids = [...photos.keys()];
  const columns = terms.map(({ embedding, weight }) => {
    const cosines = ids.map((id) => dot(photos.get(id) ?? [], embedding));
    if (terms.length === 1) return cosines;
    const { mean, deviation } = moments(cosines);
    return cosines.map((cosine) => (weight * (cosine - mean)) / deviation);
  });
  const scores = ids.map((_, row) => columns.reduce((sum, column) => sum + (column[row] ?? 0), 0));
  const hits = ids
    .map((id, row) => ({ id, score: scores[row] ?? NaN }))
    .filter(({ id }) => only?.has(id) ?? true)
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, top);
  return { hits, ...moments(scores) };
}

test('answers as a sort of everything would, after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 80 }),
      vector,
      fc.integer({ min: 1, max: 50 }),
      fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 45 }))),
      async (changes, query, top, allowed) => {
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
        const expected = naive(photos, terms, top, only);
        const found = await index.scan({ terms, top, only });
        expect(found.hits).toEqual(expected.hits);
        expect(await index.scanBatch({ queries: [query, query], top, only })).toEqual([found, found]);
      },
    ),
  );
});

test('sums the z-scores of several terms', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(vector, { minLength: 1, maxLength: 30 }),
      vector,
      vector,
      async (embeddings, one, two) => {
        const index = new ExactIndex(dim);
        const photos = new Map(embeddings.map((embedding, i) => [i + 1, embedding]));
        for (const [id, embedding] of photos) index.set(id, embedding);
        const terms = [
          { embedding: one, weight: 1 },
          { embedding: two, weight: 2 },
        ];
        const { hits: found } = await index.scan({ terms, top: 30, only: null });
        const scores = new Map(naive(photos, terms, 30, null).hits.map(({ id, score }) => [id, score]));
        // Rounding may swap what is equal: the scores must agree, and be in order.
        for (const { id, score } of found) expect(score).toBeCloseTo(scores.get(id) ?? NaN, 9);
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
        expect(found).toHaveLength(photos.size);
      },
    ),
  );
});

describe('many photos', () => {
  test('stay right over the edges of blocks, while growing and shrinking', async () => {
    const index = new ExactIndex(2);
    const count = 4096 * 2 + 1;
    for (let id = 1; id <= count; id++) index.set(id, Float32Array.of(id, 0));
    const best = async (): Promise<number[]> => {
      const terms = [{ embedding: Float32Array.of(1, 0), weight: 1 }];
      return (await index.scan({ terms, top: 3, only: null })).hits.map(({ id }) => id);
    };
    expect(await best()).toEqual([count, count - 1, count - 2]);
    index.delete(count);
    index.delete(4096);
    expect(await best()).toEqual([count - 1, count - 2, count - 3]);
    for (let id = 1; id <= 4100; id++) index.delete(id);
    expect(await best()).toEqual([count - 1, count - 2, count - 3]);
    expect(index.size).toBe(count - 1 - 4100);
    for (let id = 4101; id <= count; id++) index.delete(id);
    expect([index.size, await best()]).toEqual([0, []]);
    index.set(7, Float32Array.of(1, 0));
    expect(await best()).toEqual([7]);
  });
});

describe('a comparison of some photos', () => {
  const query = Float32Array.of(1, 0);

  test('has the spread of the whole index, whatever is asked for', async () => {
    const index = new ExactIndex(2);
    for (const [id, score] of [2, 4, 4, 4, 5, 5, 7, 9].entries()) index.set(id + 1, Float32Array.of(score, 0), score);
    const [comparison] = await index.compare([8, 1, 77], [query]);
    expect(comparison).toEqual({ mean: 5, deviation: 2, cosines: Float64Array.of(9, 2, NaN) });
  });

  test('of what is all the same has a deviation to divide by', async () => {
    const index = new ExactIndex(2);
    expect(await index.compare([], [query])).toMatchObject([{ mean: 0, deviation: 1 }]);
    index.set(1, Float32Array.of(3, 0));
    expect(await index.compare([1], [query])).toMatchObject([{ mean: 3, deviation: 1 }]);
  });
});

describe('the bias of a photo', () => {
  const term = { embedding: Float32Array.of(1, 0), weight: 1 };

  test('lowers its cosines with biased terms alone', async () => {
    const index = new ExactIndex(2);
    index.set(1, Float32Array.of(1, 0), 0.5);
    index.set(2, Float32Array.of(0.8, 0.6), 0);
    const hits = async (biased: boolean): Promise<unknown> =>
      (await index.scan({ terms: [{ ...term, biased }], top: 2, only: null })).hits;
    expect(await hits(false)).toEqual([
      { id: 1, score: 1 },
      { id: 2, score: expect.closeTo(0.8, 6) as number },
    ]);
    expect(await hits(true)).toEqual([
      { id: 2, score: expect.closeTo(0.8, 6) as number },
      { id: 1, score: 0.5 },
    ]);
    expect([index.biasOf(1), index.biasOf(2), index.biasOf(3)]).toEqual([0.5, 0, 0]);
  });

  test('is divided by the deviation of its term where there are several', async () => {
    const index = new ExactIndex(2);
    index.set(1, Float32Array.of(1, 0), 0.5);
    index.set(2, Float32Array.of(0, 1), 0);
    const other = { embedding: Float32Array.of(0, 1), weight: 1 };
    const { hits } = await index.scan({ terms: [{ ...term, biased: true }, other], top: 2, only: null });
    expect(hits).toEqual([
      { id: 2, score: 0 },
      { id: 1, score: -1 },
    ]);
  });

  test.each([NaN, Infinity])('of %d is refused', (bias) => {
    const index = new ExactIndex(2);
    expect(() => {
      index.set(1, Float32Array.of(1, 0), bias);
    }).toThrow(/finite bias for photo 1/);
    expect(index.size).toBe(0);
  });
});

describe('what cannot be', () => {
  test.each([
    ['of another length', Float32Array.of(1, 2), /of 3 values but received 2/],
    ['of zero', new Float32Array(3), /norm above 0 but received norm 0/],
    ['with a value that is no number', Float32Array.of(1, NaN, 0), /finite norm.*NaN/],
    ['with an infinite value', Float32Array.of(1, Infinity, 0), /finite norm.*Infinity/],
  ])('is refused: an embedding or query %s', async (_, wrong, message) => {
    const index = new ExactIndex(3);
    index.set(1, Float32Array.of(1, 2, 3));
    expect(() => {
      index.set(2, wrong);
    }).toThrow(message);
    expect(index.size).toBe(1);
    await expect(index.scan({ terms: [{ embedding: wrong, weight: 1 }], top: 1, only: null })).rejects.toThrow(message);
  });

  test('is refused: a query without a term, one that is cancelled', async () => {
    const index = new ExactIndex(3);
    await expect(index.scan({ terms: [], top: 1, only: null })).rejects.toThrow(/at least one query term/);
    const query = { terms: [{ embedding: Float32Array.of(1, 0, 0), weight: 1 }], top: 1, only: null };
    await expect(index.scan(query, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  test('ignores the deletion of what it does not hold', () => {
    const index = new ExactIndex(1);
    index.delete(5);
    expect([index.size, index.has(5)]).toEqual([0, false]);
  });
});
