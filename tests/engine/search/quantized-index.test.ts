import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import type { ScanRequest, ScanResult } from '../../../src-main/engine/search/vector-index.ts';
import { embedding, embeddings, VectorLibrary } from '../../helpers/vector-library.ts';

/** What happens to a library: photos come, some with the embedding of another, change, and go. */
const change = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('put'), count: fc.integer({ min: 1, max: 150 }), seed: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('copy'), count: fc.integer({ min: 1, max: 30 }), seed: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('replace'), count: fc.integer({ min: 1, max: 30 }), seed: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('remove'), count: fc.integer({ min: 1, max: 60 }), seed: fc.nat() }),
  },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(lib: VectorLibrary, present: Map<number, Embedding>, { kind, count, seed }: Change): void {
  const ids = [...present.keys()];
  const chosen = ids.filter((_, i) => (i * 7919 + seed) % ids.length < count);
  const put = (rows: [number, Embedding][]): void => {
    lib.put(rows);
    for (const [id, one] of rows) present.set(id, one);
  };
  if (kind === 'put') put(embeddings(count, lib.dim, seed, 1 + (seed % 2000)));
  else if (kind === 'replace') put(embeddings(chosen.length, lib.dim, seed).map(([, one], i) => [chosen[i] ?? 1, one]));
  else if (kind === 'copy') put(chosen.map((id, i) => [3000 + i, present.get(id) ?? embedding(lib.dim, 1)]));
  else {
    lib.remove(chosen);
    for (const id of chosen) present.delete(id);
  }
}

async function expectSame(lib: VectorLibrary, request: ScanRequest): Promise<void> {
  const [found, expected] = await Promise.all([lib.index.scan(request), lib.reference.scan(request)]);
  expectAlike(found, expected, request.terms.length);
}

function expectAlike(found: ScanResult, expected: ScanResult, terms: number): void {
  if (terms === 1) {
    expect(found.hits).toEqual(expected.hits);
  } else {
    // The moments are those of the codes, so scores are a little off, and what is nearly equal can change places.
    expect(found.hits).toHaveLength(expected.hits.length);
    for (const [i, { score }] of expected.hits.entries()) {
      expect(Math.abs((found.hits[i]?.score ?? NaN) - score)).toBeLessThan(0.02 * (1 + Math.abs(score)));
    }
  }
}

async function expectSameComparison(lib: VectorLibrary, ids: readonly number[], queries: Embedding[]): Promise<void> {
  const found = await lib.index.compare(ids, queries);
  for (const [i, expected] of (await lib.reference.compare(ids, queries)).entries()) {
    const { mean, deviation, cosines } = found[i] ?? { mean: NaN, deviation: NaN, cosines: null };
    expect(cosines).toEqual(expected.cosines);
    expect(Math.abs(mean - expected.mean)).toBeLessThan(0.002);
    // Photos that lie closer together are hardly told apart by their codes.
    if (expected.deviation > 0.03) expect(Math.abs(deviation / expected.deviation - 1)).toBeLessThan(0.02);
  }
}

describe.each([384, 512, 768, 1024])('of %i dimensions', (dim) => {
  test('answers as the plain index does, after any changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 200 }),
        fc.option(fc.integer({ min: 1, max: 40 })),
        async (changes, seeds, top, every) => {
          await using lib = await VectorLibrary.create(dim);
          const present = new Map<number, Embedding>();
          for (const one of changes) apply(lib, present, one);
          expect(lib.index.size).toBe(present.size);
          const only = every === null ? null : new Set([...present.keys(), 9999].filter((id) => id % every === 0));
          // The z-scores of a handful of photos say how exact codes are, and nothing else.
          const several = present.size < 50 ? seeds.slice(0, 1) : seeds;
          const terms = several.map((seed, i) => ({
            embedding: embedding(dim, seed),
            weight: 1 + i,
            biased: seed % 2 === 0,
          }));
          await expectSame(lib, { terms, top, only });
          await expectSameComparison(
            lib,
            [...present.keys(), 9999],
            terms.map((term) => term.embedding),
          );
          const queries = Array.from({ length: 1 + (top % 21) }, (_, i) => embedding(dim, i));
          const batch = { queries, top, only, biased: top % 2 === 0 };
          expect((await lib.index.scanBatch(batch)).map(({ hits }) => hits)).toEqual(
            (await lib.reference.scanBatch(batch)).map(({ hits }) => hits),
          );
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe.each([1, 2, 5, 8, 16, 63, 65, 100, 640])('of %i dimensions', (dim) => {
  test('answers as the plain index does', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(300, dim, dim));
    for (const top of [1, 10, 300, 1000]) {
      await expectSame(lib, { terms: [{ embedding: embedding(dim, top), weight: 1 }], top, only: null });
    }
  });
});

describe('unusual embeddings', () => {
  const dim = 512;
  const sparse = (places: readonly number[]): Embedding => {
    const values = new Float32Array(dim);
    for (const place of places) values[place] = 1;
    return normalized(values);
  };

  test.each<[name: string, make: (i: number) => Embedding]>([
    ['a single value each', (i) => sparse([i % dim])],
    ['a few values each', (i) => sparse([i % dim, (i * 31) % dim, (i * 57) % dim])],
    ['one huge value in all', (i) => normalized(embedding(dim, i).map((value, k) => (k === 133 ? 0.8 : value / 10)))],
    [
      'all nearly the same',
      (i) => normalized(embedding(dim, i).map((value, k) => (sparse([0, 5])[k] ?? 0) + value / 50)),
    ],
    ['all the same', () => embedding(dim, 3)],
    ['the opposite of each other', (i) => embedding(dim, i >> 1).map((value) => (i % 2 === 0 ? value : -value))],
  ])('are found in the same order: %s', async (_, make) => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(Array.from({ length: 600 }, (_row, i) => [i + 1, make(i)]));
    for (const query of [make(7), embedding(dim, 99), sparse([133])]) {
      await expectSame(lib, { terms: [{ embedding: query, weight: 1 }], top: 100, only: null });
    }
  });

  test('are told apart when terms cancel out to nothing', async () => {
    await using lib = await VectorLibrary.create(dim);
    lib.put(embeddings(100, dim, 1));
    const terms = [1, -1].map((weight) => ({ embedding: embedding(dim, 5), weight }));
    const { hits } = await lib.index.scan({ terms, top: 5, only: null });
    for (const { score } of hits) expect(score).toBeCloseTo(0, 9);
    expect(hits).toHaveLength(5);
  });
});

describe('what cannot be', () => {
  test.each([
    ['of another length', Float32Array.of(1, 2), /of 3 values but received 2/],
    ['of zero', new Float32Array(3), /norm above 0 but received norm 0/],
    ['with a value that is no number', Float32Array.of(1, NaN, 0), /finite norm.*NaN/],
    ['with an infinite value', Float32Array.of(1, Infinity, 0), /finite norm.*Infinity/],
  ])('is refused: an embedding or query %s', async (_, wrong, message) => {
    await using lib = await VectorLibrary.create(3);
    expect(() => {
      lib.index.set(2, wrong);
    }).toThrow(message);
    expect([lib.index.size, lib.index.has(2)]).toEqual([0, false]);
    await expect(lib.index.scan({ terms: [{ embedding: wrong, weight: 1 }], top: 1, only: null })).rejects.toThrow(
      message,
    );
    await expect(lib.index.scanBatch({ queries: [wrong], top: 1, only: null })).rejects.toThrow(message);
  });

  test.each([0, -1, 1.5, 2 ** 32, NaN])('is refused: a photo of id %d', async (id) => {
    await using lib = await VectorLibrary.create(3);
    expect(() => {
      lib.index.set(id, Float32Array.of(1, 0, 0));
    }).toThrow(/Expected an id of 1 to 4294967295/);
    expect(lib.index.size).toBe(0);
    lib.put([[1, Float32Array.of(1, 0, 0)]]);
    await expectSame(lib, { terms: [{ embedding: Float32Array.of(0, 1, 0), weight: 1 }], top: 5, only: null });
  });

  test.each([0, -1, 1.5, 4097])('is refused: %d hits', async (top) => {
    await using lib = await VectorLibrary.create(3);
    const terms = [{ embedding: Float32Array.of(1, 0, 0), weight: 1 }];
    await expect(lib.index.scan({ terms, top, only: null })).rejects.toThrow(/Expected 1 to 4096 hits/);
  });

  test('is refused: a query without a term', async () => {
    await using lib = await VectorLibrary.create(3);
    await expect(lib.index.scan({ terms: [], top: 1, only: null })).rejects.toThrow(/at least one query term/);
  });

  test('finds nothing in an empty index, and ignores the deletion of what it does not hold', async () => {
    await using lib = await VectorLibrary.create(3);
    lib.index.delete(5);
    const query = Float32Array.of(1, 0, 0);
    const empty = { hits: [] };
    expect(await lib.index.scan({ terms: [{ embedding: query, weight: 1 }], top: 5, only: null })).toEqual(empty);
    expect(await lib.index.scanBatch({ queries: [query, query], top: 5, only: new Set([1]) })).toEqual([empty, empty]);
  });
});
