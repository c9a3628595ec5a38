import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, type Embedding, normalized } from '../../../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../../../src-main/engine/search/exact-index.ts';
import {
  type Look,
  type LookHit,
  type LookRequest,
  rankByLook,
  unwantedFrom,
} from '../../../../src-main/engine/search/query/look-query.ts';
import { embedding, embeddings, random, VectorLibrary } from '../../../helpers/vector-library.ts';

const dim = 12;

type Photos = ReadonlyMap<number, { readonly embedding: Embedding; readonly bias: number }>;

function library(count: number, seed: number): { photos: Photos; index: ExactIndex } {
  const next = random(seed + 1000);
  const index = new ExactIndex(dim);
  const photos = new Map(
    embeddings(count, dim, seed).map(([id, one]) => [id, { embedding: one, bias: Math.fround(next() * 0.3) }]),
  );
  for (const [id, photo] of photos) index.set(id, photo.embedding, photo.bias);
  return { photos, index };
}

function look(parts: Partial<Look>): Look {
  return { description: null, example: null, minus: [], ignore: [], ...parts };
}

function ask(index: ExactIndex, parts: Partial<Look>, request: Partial<LookRequest> = {}): Promise<LookHit[]> {
  return rankByLook(index, { look: look(parts), top: 50, only: null, also: [], biased: true, ...request }, {});
}

/** The z-scores of all photos for a term, biases aside for the moments but not for the photos. */
function zScores(photos: Photos, term: Embedding, biased: boolean): number[] {
  const all = [...photos.values()];
  const cosines = all.map((photo) => dot(photo.embedding, term));
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / all.length;
  const deviation = Math.sqrt(cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / all.length);
  return all.map(({ bias }, i) => ((cosines[i] ?? 0) - (biased ? bias : 0) - mean) / deviation);
}

/** Correlation of the cosines of all photos with two embeddings. */
function correlation(photos: Photos, one: Embedding, other: Embedding): number {
  const [a, b] = [zScores(photos, one, false), zScores(photos, other, false)];
  return a.reduce((sum, z, i) => sum + z * (b[i] ?? 0), 0) / photos.size;
}

/** What several terms must score, written for clarity, best first. */
function naive(photos: Photos, asked: Look, biased: boolean): [number, number][] {
  const { description, example, parts = [], minus, ignore } = asked;
  const none = [...photos].map(() => 0);
  const terms = [description, example, ...parts].filter((term) => term !== null);
  const wanted = [
    description === null ? none : zScores(photos, description, biased),
    example === null ? none : zScores(photos, example, false),
    ...parts.map((part) => zScores(photos, part, false)),
  ];
  const ignored = ignore.map((thing) => ({
    weight: terms.reduce((sum, term) => sum + Math.max(0.59, correlation(photos, term, thing)), 0),
    scores: zScores(photos, thing, biased),
  }));
  const unwanted = minus.map((term) => zScores(photos, term, false));
  return [...photos.keys()]
    .map((id, i): [number, number] => {
      const plus = wanted.reduce((sum, scores) => sum + (scores[i] ?? 0), 0);
      const aside = ignored.reduce((sum, { weight, scores }) => sum + weight * (scores[i] ?? 0), 0);
      const less = unwanted.reduce((sum, z) => sum + (terms.length > 0 ? Math.max(0, z[i] ?? 0) : (z[i] ?? 0)), 0);
      return [id, plus - aside - less];
    })
    .sort(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || a - b);
}

/** The best of all that are expected, in their order but for ties: two photos alone have z-scores of 1 and -1 throughout. */
function expectBest(hits: readonly LookHit[], expected: readonly [number, number][]): void {
  const scores = new Map(expected);
  const best = hits.slice(0, 50);
  expect(new Set(best.map(({ id }) => id)).size).toBe(Math.min(50, expected.length));
  for (const [i, { id, score }] of best.entries()) {
    expect(score).toBeCloseTo(scores.get(id) ?? NaN, 6);
    expect(score).toBeCloseTo(expected[i]?.[1] ?? NaN, 6);
  }
}

describe('one thing to look for', () => {
  const { photos, index } = library(300, 1);
  const query = embedding(dim, 77);

  test.each([
    ['a description less the bias', { description: query }, true, true],
    ['a description as long as biases are not complete', { description: query }, false, false],
    ['an example, whose cosines have no bias', { example: query }, true, false],
  ])('orders by the cosine: %s', async (_, parts, biased, isLess) => {
    const expected = [...photos]
      .map(([id, photo]): [number, number] => [id, dot(photo.embedding, query) - (isLess ? photo.bias : 0)])
      .sort((a, b) => b[1] - a[1]);
    const hits = await ask(index, parts, { biased });
    expectBest(hits, expected);
    const isDescribed = 'description' in parts;
    for (const { score, descriptionScore } of hits) expect(descriptionScore).toBe(isDescribed ? score : null);
  });

  test('orders by the sum of z-scores where there are two', async () => {
    const parts = look({ description: query, example: embedding(dim, 78) });
    for (const biased of [true, false]) {
      const hits = await ask(index, parts, { biased });
      expectBest(hits, naive(photos, parts, biased));
      for (const { id, descriptionScore } of hits) {
        const { embedding: own = query, bias = 0 } = photos.get(id) ?? {};
        expect(descriptionScore).toBeCloseTo(dot(own, query) - (biased ? bias : 0), 6);
      }
    }
  });
});

describe('what each thing makes of a score', () => {
  const { photos, index } = library(300, 3);
  const [description, example] = [embedding(dim, 77), embedding(dim, 78)];
  const parts = [embedding(dim, 91), embedding(dim, 92)];

  test('is all of it where there is one', async () => {
    for (const { shares } of await ask(index, { description })) {
      expect(shares).toEqual({ description: 1, example: 0, parts: 0 });
    }
    const known = await rankByLook(index, { look: look({ example }), top: 1, only: null, also: [7], biased: true }, {});
    expect(known.map(({ shares }) => shares)).toEqual(known.map(() => ({ description: 0, example: 1, parts: 0 })));
    expect(known.map(({ id }) => id)).toContain(7);
  });

  test('is its z-score, where that is above the mean', async () => {
    const hits = await ask(index, { description, example, parts, ignore: [embedding(dim, 97)] });
    const z = (term: Embedding, biased: boolean): Map<number, number> => {
      const scores = zScores(photos, term, biased);
      return new Map([...photos.keys()].map((id, i) => [id, Math.max(0, scores[i] ?? NaN)]));
    };
    const [one, other, ...rest] = [z(description, true), z(example, false), ...parts.map((part) => z(part, false))];
    expect(hits.length).toBeGreaterThan(0);
    for (const { id, shares } of hits) {
      expect(shares.description).toBeCloseTo(one.get(id) ?? NaN, 6);
      expect(shares.example).toBeCloseTo(other.get(id) ?? NaN, 6);
      expect(shares.parts).toBeCloseTo(
        rest.reduce((sum, scores) => sum + (scores.get(id) ?? NaN), 0),
        6,
      );
    }
  });
});

describe('parts that are all to be there', () => {
  const { photos, index } = library(300, 3);
  const parts = [embedding(dim, 91), embedding(dim, 92), embedding(dim, 93)];

  test.each([
    ['alone', {}],
    ['with a description', { description: embedding(dim, 94) }],
    ['with an example', { example: embedding(dim, 95) }],
    ['without something else', { minus: [embedding(dim, 96)] }],
    ['with something ignored', { ignore: [embedding(dim, 97)] }],
  ])('count one by one, by the sum of z-scores: %s', async (_, others) => {
    const asked = look({ parts, ...others });
    expectBest(await ask(index, asked), naive(photos, asked, true));
  });

  test('bring up what has both before what has one of them alone', async () => {
    const both = new ExactIndex(3);
    both.set(1, normalized([1, 0, 0.2]));
    both.set(2, normalized([0, 1, 0.2]));
    both.set(3, normalized([1, 1, 0]));
    both.set(4, normalized([0, 0, 1]));
    const [one, other] = [normalized([1, 0, 0]), normalized([0, 1, 0])];
    const [best] = await ask(both, { parts: [one, other] });
    expect(best?.id).toBe(3);
  });
});

describe('what is not to be shown', () => {
  test('lowers by how much it is shown, and never raises: the same as comparing everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 600 }),
        fc.nat(10_000),
        fc.constantFrom('description', 'example', 'both'),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (count, seed, wanted, excluded, biased) => {
          const { photos, index } = library(count, seed);
          const parts = look({
            description: wanted === 'example' ? null : embedding(dim, seed + 1),
            example: wanted === 'description' ? null : embedding(dim, seed + 2),
            minus: Array.from({ length: excluded }, (_, i) => embedding(dim, seed + 3 + i)),
          });
          const hits = await ask(index, parts, { biased });
          expectBest(hits, naive(photos, parts, biased));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('alone puts those first that show it least', async () => {
    const { photos, index } = library(200, 5);
    const parts = look({ minus: [embedding(dim, 9), embedding(dim, 10)] });
    expectBest(await ask(index, parts), naive(photos, parts, true));
    const [term = embedding(dim, 9)] = parts.minus;
    const single = await ask(index, { minus: [term] });
    const leastAlike = [...photos].sort((a, b) => dot(a[1].embedding, term) - dot(b[1].embedding, term));
    expect(single.map(({ id }) => id)).toEqual(leastAlike.map(([id]) => id));
    expect(single[0]?.descriptionScore).toBeNull();
  });

  test('makes a photo unwanted that shows much of it, whatever else it shows', async () => {
    const { photos, index } = library(300, 6);
    const parts = look({ description: embedding(dim, 11), minus: [embedding(dim, 12), embedding(dim, 13)] });
    const z = parts.minus.map((term) => zScores(photos, term, false));
    const unwanted = [...photos.keys()].filter((_, i) => z.some((scores) => (scores[i] ?? 0) >= unwantedFrom));
    const hits = await ask(index, parts);
    expect(hits.filter(({ isUnwanted }) => isUnwanted).map(({ id }) => id)).toEqual(
      expect.arrayContaining(unwanted) as number[],
    );
    expect(hits.filter(({ isUnwanted }) => isUnwanted)).toHaveLength(unwanted.length);
    expect(unwanted.length).toBeGreaterThan(0);
    const without = await ask(index, { description: parts.description });
    expect(without.some(({ isUnwanted }) => isUnwanted)).toBe(false);
  });
});

describe('what is to be ignored', () => {
  const { photos, index } = library(250, 20);
  const [description, example, minus] = [embedding(dim, 21), embedding(dim, 22), embedding(dim, 23)];
  const ignore = [embedding(dim, 24), embedding(dim, 25)];

  test('is taken out of the scores of each term by what the two have in common, and more', async () => {
    for (const parts of [
      look({ description, ignore }),
      look({ example, ignore }),
      look({ description, example, minus: [minus], ignore }),
    ]) {
      expectBest(await ask(index, parts), naive(photos, parts, true));
    }
  });

  test('changes nothing of how well the description itself fits', async () => {
    const plain = new Map((await ask(index, { description }, { top: 250 })).map((hit) => [hit.id, hit.score]));
    const hits = await ask(index, { description, ignore }, { top: 250 });
    for (const { id, descriptionScore } of hits) expect(descriptionScore).toBe(plain.get(id));
    expect(hits).toHaveLength(250);
  });

  test('can be the description or its opposite', async () => {
    const opposite = description.map((value) => -value);
    for (const thing of [description, opposite]) {
      const hits = await ask(index, { description, ignore: [thing] });
      expect(hits.every(({ score }) => Number.isFinite(score))).toBe(true);
      expect(hits).toHaveLength(50);
    }
  });

  test('leaves nothing to find where that is all there is', async () => {
    expect(await ask(index, { ignore })).toEqual([]);
    expect(await ask(index, {})).toEqual([]);
  });
});

describe('which photos', () => {
  const { photos, index } = library(300, 30);
  const description = embedding(dim, 31);

  test('that something else found are compared besides, as long as they are there', async () => {
    const all = await ask(index, { description }, { top: 300 });
    const last = all.slice(-3).map(({ id }) => id);
    const hits = await ask(index, { description }, { top: 5, also: [...last, 9999, all[0]?.id ?? 0] });
    expect(hits).toEqual([...all.slice(0, 5), ...all.slice(-3)]);
  });

  test.each([
    ['one term', {}],
    ['two terms', { example: embedding(dim, 32) }],
    ['a minus term', { minus: [embedding(dim, 33)] }],
  ])('are compared is respected, and is no matter for their scores: %s', async (_, more) => {
    const only = new Set([...photos.keys()].filter((id) => id % 7 === 0));
    const hits = await ask(index, { description, ...more }, { only, top: 300 });
    const all = await ask(index, { description, ...more }, { top: 300 });
    expect(hits).toEqual(all.filter(({ id }) => only.has(id)));
    expect(await ask(index, { description, ...more }, { only: new Set() })).toEqual([]);
  });

  test.each([0, 1, 7, 1_000_000])('come back for %i wanted, at least one and at most all', async (top) => {
    expect(await ask(index, { description }, { top })).toHaveLength(Math.min(300, Math.max(1, top)));
  });

  test('are none in an empty library', async () => {
    const parts = { description, minus: [embedding(dim, 1)], ignore: [embedding(dim, 2)] };
    expect(await ask(new ExactIndex(dim), parts)).toEqual([]);
    expect(await ask(new ExactIndex(dim), { description })).toEqual([]);
  });

  test('that are all alike go by id, with scores that are numbers', async () => {
    const same = new ExactIndex(dim);
    for (const id of [3, 1, 2]) same.set(id, normalized(description.map((value) => value + 1)));
    const hits = await ask(same, { description, minus: [embedding(dim, 40)] });
    expect(hits.map(({ id, score }) => [id, Number.isFinite(score)])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });
});

describe('over codes', () => {
  test('hits are those of the plain index', async () => {
    await using lib = await VectorLibrary.create(32);
    lib.put(embeddings(800, 32, 50));
    const all = look({
      description: embedding(32, 51),
      example: embedding(32, 52),
      minus: [embedding(32, 53)],
      ignore: [embedding(32, 54)],
    });
    const looks = [
      look({ description: all.description }),
      look({ description: all.description, example: all.example }),
      look({ description: all.description, minus: all.minus }),
      look({ minus: all.minus }),
      all,
    ];
    for (const one of looks) {
      const request = { look: one, top: 40, only: null, also: [5], biased: true };
      const [hits, expected] = [await rankByLook(lib.index, request, {}), await rankByLook(lib.reference, request, {})];
      const ids = (some: readonly LookHit[]): number[] => some.slice(0, 40).map(({ id }) => id);
      // The moments are those of the codes, so scores are a little off, and what is nearly equal can change places.
      const found = new Set(ids(hits));
      expect(ids(expected).filter((id) => found.has(id)).length).toBeGreaterThanOrEqual(38);
      for (const [i, { score }] of hits.slice(0, 40).entries()) expect(score).toBeCloseTo(expected[i]?.score ?? NaN, 2);
    }
  });

  test('a signal stops it with its reason', async () => {
    await using lib = await VectorLibrary.create(32);
    lib.put(embeddings(500, 32, 60));
    const reason = new Error('typed on');
    const request = {
      look: look({ description: embedding(32, 61), minus: [embedding(32, 62)] }),
      top: 10,
      only: null,
      also: [],
      biased: true,
    };
    await expect(rankByLook(lib.index, request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const asked = rankByLook(lib.index, request, { signal: abort.signal });
    abort.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await rankByLook(lib.index, request, {})).not.toEqual([]);
  });
});
