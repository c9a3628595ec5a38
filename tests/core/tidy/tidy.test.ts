import { describe, expect, test } from 'vitest';
import { commonWords } from '../../../src-main/core/captions/probe-words.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { groupNames } from '../../../src-main/core/tidy/group-names.ts';
import { groupCentres, groupCount, mostGroups, sampled } from '../../../src-main/core/tidy/group-photos.ts';
import { closest, sphericalKMeans } from '../../../src-main/core/tidy/spherical-k-means.ts';
import { anyDirection, around, randomNumbers } from '../albums/points.ts';

const dim = 32;
const random = randomNumbers(3);
const middles = Array.from({ length: 4 }, () => anyDirection(dim, random));
const kinds = middles.map((middle) => around(middle, { count: 12, spread: 0.6, random }));
const all = kinds.flat();
const breathe = (): Promise<void> => Promise.resolve();

/** Numbers from 0 to 1. */
function chance(seed: number): () => number {
  const next = randomNumbers(seed);
  return () => (next() + 1) / 2;
}

describe('spherical k-means', () => {
  test('finds groups that stand apart, and centres that are the mean directions of them', async () => {
    const { groups, centres, closeness } = await sphericalKMeans(all, 4, chance(1), { rounds: 25, breathe });
    for (let kind = 0; kind < 4; kind++) expect(new Set(groups.slice(12 * kind, 12 * kind + 12)).size).toBe(1);
    expect(new Set(groups).size).toBe(4);
    for (const centre of centres) expect(dot(centre, centre)).toBeCloseTo(1, 5);
    expect(closeness).toBeGreaterThan(0.75);
  });

  test('gives the same for the same, and one group is all of them', async () => {
    const effort = { rounds: 25, breathe };
    const [one, other] = [
      await sphericalKMeans(all, 6, chance(9), effort),
      await sphericalKMeans(all, 6, chance(9), effort),
    ];
    expect(other).toEqual(one);
    expect(new Set((await sphericalKMeans(all, 1, chance(1), effort)).groups)).toEqual(new Set([0]));
  });

  test('lets others have their turn every hundred embeddings, and can be ended there', async () => {
    const many = Array.from({ length: 6 }, () => all).flat();
    let turns = 0;
    const counted = (): Promise<void> => {
      turns++;
      return Promise.resolve();
    };
    await sphericalKMeans(many, 2, chance(1), { rounds: 1, breathe: counted });
    // A beginning, two rounds of 288, and between them.
    expect(turns).toBeGreaterThanOrEqual(8);
    const ended = new Error('ended');
    const ends = (): Promise<void> => (--turns === 0 ? Promise.reject(ended) : Promise.resolve());
    await expect(sphericalKMeans(many, 2, chance(1), { rounds: 1, breathe: ends })).rejects.toBe(ended);
  });

  test('takes photos that are all the same, and refuses more groups than photos', async () => {
    const [same] = all;
    const twins: Embedding[] = same === undefined ? [] : [same, same, same];
    const { centres } = await sphericalKMeans(twins, 3, chance(1), { rounds: 5, breathe });
    expect(centres).toHaveLength(3);
    await expect(sphericalKMeans(twins, 4, chance(1), { rounds: 5, breathe })).rejects.toThrow('1 to 3 groups');
  });
});

describe('groups of photos', () => {
  test('are as many as the square root of half the photos, and never more than somebody looks through', () => {
    expect([6, 8, 50, 200, 1e6].map(groupCount)).toEqual([2, 2, 5, 10, mostGroups]);
  });

  test('are the same whenever they are asked for, and closer to their own photos than to others', async () => {
    const centres = await groupCentres(all, all.length, breathe);
    expect(await groupCentres(all, all.length, breathe)).toEqual(centres);
    for (const kind of kinds) {
      const shares = Map.groupBy(kind, (embedding) => closest(embedding, centres).group);
      for (const group of shares.keys()) {
        const others = all.filter((embedding) => !kind.includes(embedding));
        expect(others.every((embedding) => closest(embedding, centres).group !== group)).toBe(true);
      }
    }
  });

  test('of many photos are found by some at equal distances', () => {
    const ids = Array.from({ length: 9000 }, (_, i) => i);
    expect(sampled(ids)).toEqual(Array.from({ length: 3000 }, (_, i) => 3 * i));
    expect(sampled([3, 1])).toEqual([3, 1]);
  });
});

describe('names of groups', () => {
  /** Each of the first four fits one kind, the last all of them. */
  const words = ['dog', 'beach', 'snow', 'bicycle', 'photo'];
  const vectors = new Float32Array(words.length * dim);
  for (const [w, middle] of middles.entries()) vectors.set(middle, w * dim);
  vectors.set(middles[0]?.map((_, d) => middles.reduce((sum, middle) => sum + (middle[d] ?? 0), 0) / 2) ?? [], 4 * dim);

  test('are the words that tell them from the others, and not those that fit all', async () => {
    const names = await groupNames(middles, { words, vectors }, breathe);
    expect(names.map(([word]) => word)).toEqual(['dog', 'beach', 'snow', 'bicycle']);
  });

  test('are never the same twice', async () => {
    const [a, b, c] = kinds[0] ?? [];
    const alike = [a, b, c].filter((embedding) => embedding !== undefined);
    const found = await groupNames([...alike, ...middles.slice(1)], { words, vectors }, breathe);
    const names = found.map((name) => name.join(' '));
    expect(new Set(names).size).toBe(names.length);
  });

  test('let others have their turn before each group', async () => {
    let turns = 0;
    await groupNames(middles, { words, vectors }, () => {
      turns++;
      return Promise.resolve();
    });
    expect(turns).toBeGreaterThanOrEqual(middles.length);
  });

  test('are none without words', async () => {
    expect(await groupNames(middles, { words: [], vectors: new Float32Array(0) }, breathe)).toEqual([[], [], [], []]);
    expect(await groupNames([], { words, vectors }, breathe)).toEqual([]);
  });

  test('are words of several captions', () => {
    const captions = ['a dog', 'two dogs', 'a dog runs', 'the dog', 'dog, dog, cat', 'a cat'];
    expect([...commonWords(captions)]).toEqual(['dog']);
  });
});
