import { describe, expect, test } from 'vitest';
import { dot, type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import { type OrderOptions, ordered } from '../../../src-main/engine/search/query/look-order.ts';

/** Texts as embeddings; what a template would make of them is marked. */
const texts: Readonly<Record<string, Embedding>> = {
  'Happy photo.': normalized([1, 0, 0]),
  'Sad photo.': normalized([0, 1, 0]),
  'in a template: snow': normalized([0, 0, 1]),
  'in a template: sand': normalized([0, 1, 1]),
  'in a template: a photo': normalized([1, 1, 1]),
};
const photos = new Map<number, Embedding>(
  [
    [3, 4, 1],
    [1, 0, 2],
    [-1, 2, 5],
    [2, 2, 0],
    [0, 5, -3],
  ].map((values, i) => [i + 1, normalized(values)]),
);

function textOf(text: string): Promise<Embedding> {
  const embedding = texts[text];
  return embedding === undefined
    ? Promise.reject(new Error(`Expected a text but received ${text}`))
    : Promise.resolve(embedding);
}

/** An index of these photos; 99 is none of them. */
const options = {
  store: {},
  descriptions: {
    encode: (text: string) => textOf(`in a template: ${text}`),
    encodePrompt: textOf,
  },
  index: {
    compare: (ids: readonly number[], embeddings: readonly Embedding[]) =>
      Promise.resolve(
        embeddings.map((embedding) => ({
          mean: 0,
          deviation: 1,
          cosines: Float64Array.from(ids, (id) => dot(photos.get(id) ?? [NaN, NaN, NaN], embedding)),
        })),
      ),
  },
} as unknown as OrderOptions;

/** By the probability itself, as CLIP-IQA computes it. */
function expected(towards: string, from: string): number[] {
  const probability = (photo: Embedding): number =>
    1 / (1 + Math.exp(-100 * (dot(photo, texts[towards] ?? []) - dot(photo, texts[from] ?? []))));
  return [...photos].sort(([, a], [, b]) => probability(b) - probability(a)).map(([id]) => id);
}

const ids = [1, 99, 2, 3, 4, 5];

test('photos are in the order of the probability of one text against the other, the unknown last', async () => {
  const happy = await ordered(options, ids, { sort: 'happy' }, undefined);
  expect(happy.slice(0, -1)).toEqual(expected('Happy photo.', 'Sad photo.'));
  expect(happy.at(-1)).toBe(99);
  const sad = await ordered(options, ids, { sort: 'sad' }, undefined);
  expect(sad).toEqual([...happy.slice(0, -1).toReversed(), 99]);
});

test('words of the user go through the templates of the pack, alone against any photo', async () => {
  const axis = { more: 'snow', less: 'sand' };
  const against = await ordered(options, ids, { sort: 'more', axis }, undefined);
  expect(against.slice(0, -1)).toEqual(expected('in a template: snow', 'in a template: sand'));
  const alone = await ordered(options, ids, { sort: 'more', axis: { more: 'snow', less: '' } }, undefined);
  expect(alone.slice(0, -1)).toEqual(expected('in a template: snow', 'in a template: a photo'));
});

describe('an order by taste', () => {
  /** By so many choices somebody likes what photo 2 has and photo 5 has not. */
  function chosen(count: number): OrderOptions {
    const kept = Array.from({ length: count }, () => ({ better: 2, worse: 5 }));
    return {
      ...options,
      store: { taste: { choices: () => kept } },
      learnable: { embeddingsOf: () => photos },
    } as unknown as OrderOptions;
  }
  const taste = normalized((photos.get(2) ?? []).map((value, d) => value - (photos.get(5)?.[d] ?? 0)));
  const by = (scoreOf: (photo: Embedding) => number): number[] =>
    [...photos].sort(([, a], [, b]) => scoreOf(b) - scoreOf(a)).map(([id]) => id);

  test('goes by nothing else where nothing is looked for', async () => {
    const order = await ordered(chosen(10), ids, { sort: 'taste' }, undefined);
    expect(order).toEqual([...by((photo) => dot(photo, taste)), 99]);
  });

  test('counts beside what is looked for, the more the more choices there are', async () => {
    const sought = normalized([0, 3, 1]);
    for (const count of [5, 10, 200]) {
      const order = await ordered(chosen(count), ids, { sort: 'taste', sought: [sought] }, undefined);
      const weight = count / (count + 10);
      expect(order).toEqual([...by((photo) => dot(photo, sought) + weight * dot(photo, taste)), 99]);
    }
    const orders = [5, 200].map((count) => ordered(chosen(count), ids, { sort: 'taste', sought: [sought] }, undefined));
    const [few, many] = await Promise.all(orders);
    expect(few).not.toEqual(many);
  });

  test('is refused after too few choices', async () => {
    await expect(ordered(chosen(4), ids, { sort: 'taste' }, undefined)).rejects.toMatchObject({
      code: 'TASTE_TOO_FEW_CHOICES',
    });
  });
});

test('who is not interested any more gets nothing', async () => {
  await expect(ordered(options, ids, { sort: 'happy' }, AbortSignal.abort())).rejects.toMatchObject({
    code: 'CANCELLED',
  });
});
