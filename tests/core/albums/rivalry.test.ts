import { describe, expect, test } from 'vitest';
import type { OtherPhotos } from '../../../src-main/core/albums/far-others.ts';
import { type Examples, learnRivalry } from '../../../src-main/core/albums/rivalry.ts';
import { onGrid, RunningSums } from '../../../src-main/core/albums/running-sums.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { anyDirection, around, randomNumbers } from './points.ts';

const dim = 48;
const random = randomNumbers(5);

/** What is the same in all cats, and what tells each of them apart: a third as much. */
const cat = anyDirection(dim, random);
const cats = Array.from({ length: 3 }, () => {
  const own = anyDirection(dim, random);
  return cat.map((value, i) => value + 0.45 * (own[i] ?? 0));
});
const photosOf = cats.map((each) => around(each, { count: 60, spread: 0.7, random }));

function library(count: number): OtherPhotos {
  const photos = Array.from({ length: count }, () => onGrid(anyDirection(dim, random)));
  const sums = new RunningSums(dim);
  sums.add(photos);
  return { learnt: new Map(photos.map((each, i) => [i + 1, each])), sums, held: new Map() };
}

/** Examples of each album, the first of its photos. */
function albumsOf(...shots: readonly number[]): Map<number, Examples> {
  return new Map(
    shots.map((count, k) => [
      k,
      new Map((photosOf[k] ?? []).slice(0, count).map((each, i) => [1000 * (k + 1) + i, each])),
    ]),
  );
}

/** Share of photos that are no examples of which the right album is best, of each album. */
function right(best: (embedding: Embedding) => number | undefined): number[] {
  return photosOf.map((photos, k) => photos.slice(20).filter((each) => best(each) === k).length / 40);
}

describe.each([
  { name: 'a large library', others: library(600) },
  { name: 'a library of fewer photos than dimensions', others: library(20) },
  { name: 'a library of nothing else', others: library(0) },
])('in $name', ({ others }) => {
  test('the album that a photo is of fits it best', () => {
    for (const share of right((each) => learnRivalry(albumsOf(8, 8, 8), others).best(each))) {
      expect(share).toBeGreaterThan(0.75);
    }
  });

  test('one with few examples loses little to one with many', () => {
    const rivalry = learnRivalry(albumsOf(2, 16, 16), others);
    expect(right((each) => rivalry.best(each))[0]).toBeGreaterThan(0.5);
  });

  test('the order of the albums changes nothing', () => {
    const albums = albumsOf(4, 3, 5);
    const [a, b] = [learnRivalry(albums, others), learnRivalry(new Map([...albums].reverse()), others)];
    for (const photos of photosOf) for (const each of photos) expect(a.best(each)).toBe(b.best(each));
  });
});

test('what several albums have says nothing, and an album of nothing else takes no part', () => {
  const [own, both] = photosOf[0] ?? [];
  if (own === undefined || both === undefined) throw new Error('two photos');
  const albums = new Map([
    [
      1,
      new Map([
        [1000, own],
        [1001, both],
      ]),
    ],
    [2, new Map([[1001, both]])],
    [3, new Map<number, Embedding>()],
  ]);
  const rivalry = learnRivalry(albums, library(60));
  expect([1, 2, 3].map((album) => rivalry.takesPart(album))).toEqual([true, false, false]);
  expect(rivalry.best(both)).toBe(1);
  const none = learnRivalry(new Map([[2, new Map<number, Embedding>()]]), library(60));
  expect(none.best(both)).toBeUndefined();
});

test('the sums of the library stay as they were', () => {
  const others = library(100);
  const before = others.sums.copy();
  learnRivalry(albumsOf(5, 5, 5), others);
  expect(others.sums.products).toEqual(before.products);
});

test('the latest examples are learnt from, as many of each album, so that many albums are learnt in a moment', () => {
  const many = (seed: number, direction: Embedding): Examples => {
    const numbers = randomNumbers(seed);
    const kinds = [anyDirection(dim, numbers), direction];
    // Of another kind first.
    return new Map(
      kinds.flatMap((each, k) =>
        around(each, { count: 1000, spread: 0.7, random: numbers }).map((photo, i) => [
          10_000 * seed + 1000 * k + i,
          photo,
        ]),
      ),
    );
  };
  const albums = new Map(photosOf.slice(0, 2).map(([first = new Float32Array(dim)], k) => [k, many(k + 1, first)]));
  const latest = new Map([...albums].map(([album, examples]) => [album, new Map([...examples].slice(-1000))]));
  const others = library(600);
  const [all, late] = [learnRivalry(albums, others), learnRivalry(latest, others)];
  const photos = Array.from({ length: 300 }, () => anyDirection(dim, random));
  for (const each of photos) expect(all.best(each)).toBe(late.best(each));
});
