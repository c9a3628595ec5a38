import { describe, expect, test } from 'vitest';
import { type AlbumExamples, learnAlbum, type AlbumModel } from '../../../src-main/core/albums/album-model.ts';
import { isHeldOut, sampleOf } from '../../../src-main/core/albums/library-sample.ts';
import { onGrid, RunningSums } from '../../../src-main/core/albums/running-sums.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { anyDirection, around, randomNumbers } from './points.ts';

const dim = 48;
const random = randomNumbers(11);
const centres = Array.from({ length: 12 }, () => anyDirection(dim, random));
/** A library of twelve kinds of photos, 60 of each, one kind after another. */
const library = centres.flatMap((centre) => around(centre, { count: 60, spread: 1.6, random }));
const fresh = centres.map((centre) => around(centre, { count: 80, spread: 1.6, random }));

function othersOf(photos: readonly Embedding[]): AlbumExamples['others'] {
  const ids = sampleOf(photos.map((_, i) => i + 1));
  const named = (held: boolean) =>
    new Map(
      ids.filter((id) => isHeldOut(id) === held).map((id) => [id, onGrid(photos[id - 1] ?? new Float32Array(dim))]),
    );
  const learnt = named(false);
  const sums = new RunningSums(dim);
  sums.add([...learnt.values()]);
  return { learnt, sums, held: named(true) };
}

const others = othersOf(library);

function learnt(part: Partial<AlbumExamples>): AlbumModel {
  const model = learnAlbum({ wanted: new Map(), refused: new Map(), text: null, others, logitScale: 100, ...part });
  if (model === null) throw new Error('Expected a model but received none');
  return model;
}

const numbered = (embeddings: readonly Embedding[], from = 10_000) =>
  new Map(embeddings.map((embedding, i) => [from + i, embedding]));

/** Share of pairs in which a photo of the kind scores higher than one of another. */
function area({ direction }: AlbumModel, kind: number): number {
  const own = (fresh[kind] ?? []).slice(40).map((embedding) => dot(direction, embedding));
  const rest = fresh.flatMap((each, k) =>
    k === kind ? [] : each.slice(40).map((embedding) => dot(direction, embedding)),
  );
  let won = 0;
  for (const score of own) won += rest.filter((other) => other < score).length;
  return won / (own.length * rest.length);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('tells its kind from others the better the more examples there are', () => {
  const areas = [1, 4, 16, 40].map((shots) =>
    mean(centres.map((_, kind) => area(learnt({ wanted: numbered((fresh[kind] ?? []).slice(0, shots)) }), kind))),
  );
  for (const [i, each] of areas.entries()) expect(each).toBeGreaterThan((areas[i - 1] ?? 0.6) - 0.002);
  expect(areas.at(-1)).toBeGreaterThan(0.95);
});

test('falls to chance where labels are shuffled', () => {
  const areas = centres.map((_, kind) => {
    const mixed = fresh.map((each) => each[kind]).filter((each) => each !== undefined);
    return area(learnt({ wanted: numbered(mixed) }), kind);
  });
  expect(Math.abs(mean(areas) - 0.5)).toBeLessThan(0.08);
});

test('is the same whether examples came at once or one after another, with others that went again', () => {
  const wanted = (fresh[3] ?? []).slice(0, 8);
  const atOnce = learnt({ wanted: numbered(wanted) });
  const backwards = learnt({ wanted: new Map([...numbered(wanted)].reverse()) });
  expect(backwards.direction).toEqual(atOnce.direction);
  expect(backwards.threshold(0.5)).toBeCloseTo(atOnce.threshold(0.5), 12);
});

test('leaves the sums of the library as they were', () => {
  const before = others.sums.copy();
  learnt({ wanted: numbered((fresh[0] ?? []).slice(0, 5)), refused: numbered((fresh[1] ?? []).slice(0, 5), 20_000) });
  expect(others.sums.products).toEqual(before.products);
});

test('a refused photo, and what is like it, scores less than before beside examples', () => {
  const wanted = [...(fresh[4] ?? []).slice(0, 6), ...(fresh[5] ?? []).slice(0, 2)];
  const refused = (fresh[5] ?? []).slice(2, 8);
  const lead = ({ direction }: AlbumModel) =>
    mean((fresh[4] ?? []).slice(40).map((each) => dot(direction, each))) -
    mean((fresh[5] ?? []).slice(40).map((each) => dot(direction, each)));
  const before = learnt({ wanted: numbered(wanted) });
  const after = learnt({ wanted: numbered(wanted), refused: numbered(refused, 20_000) });
  expect(lead(after)).toBeGreaterThan(lead(before));
});

describe('what there is to go by', () => {
  const text = Float64Array.from(centres[2] ?? []);

  test('a description alone scores by it', () => {
    const model = learnt({ text });
    expect(model.evidence).toBe('description');
    expect(dot(model.direction, text)).toBeCloseTo(1, 5);
  });

  test('one example alone is compared itself', () => {
    const [example = new Float32Array(dim)] = fresh[2] ?? [];
    const model = learnt({ wanted: new Map([[10_000, example]]) });
    expect(model.evidence).toBe('example');
    expect(dot(model.direction, example)).toBeCloseTo(1, 5);
  });

  test('one example and a description both count', () => {
    const [example = new Float32Array(dim)] = fresh[6] ?? [];
    const model = learnt({ wanted: new Map([[10_000, example]]), text });
    expect(dot(model.direction, example)).toBeGreaterThan(0.4);
    expect(dot(model.direction, text)).toBeGreaterThan(0.4);
  });

  test('a description of something else weighs little beside examples, a right one helps', () => {
    const wanted = numbered((fresh[2] ?? []).slice(0, 3));
    const misled = learnt({ wanted, text: Float64Array.from(centres[8] ?? []) });
    expect(area(misled, 2)).toBeGreaterThan(0.8);
    expect(area(learnt({ wanted, text }), 2)).toBeGreaterThanOrEqual(area(learnt({ wanted }), 2));
  });

  test('nothing makes no model', () => {
    expect(learnAlbum({ wanted: new Map(), refused: new Map(), text: null, others, logitScale: 100 })).toBeNull();
    const empty = new Float64Array(dim);
    expect(learnAlbum({ wanted: new Map(), refused: new Map(), text: empty, others, logitScale: 100 })).toBeNull();
  });

  test('a library of nothing but the examples has a model all the same', () => {
    const model = learnt({ wanted: numbered((fresh[2] ?? []).slice(0, 3)), others: othersOf([]) });
    expect(model.direction.every(Number.isFinite)).toBe(true);
    expect([0, 0.5, 1].map((strictness) => model.threshold(strictness)).every(Number.isFinite)).toBe(true);
  });
});

test('strictness never lets more through, and more than nothing in between', () => {
  const model = learnt({ wanted: numbered((fresh[7] ?? []).slice(0, 10)) });
  const counts = [0, 0.25, 0.5, 0.75, 1].map((strictness) => {
    const least = model.threshold(strictness);
    return fresh.map((each) => each.slice(40).filter((embedding) => dot(model.direction, embedding) >= least).length);
  });
  const all = counts.map((each) => each.reduce((sum, count) => sum + count, 0));
  for (const [i, count] of all.entries()) expect(count).toBeLessThanOrEqual(all[i - 1] ?? Infinity);
  const [, , middle = []] = counts;
  expect(middle[7]).toBeGreaterThan(0.3 * (all[2] ?? 0));
  expect(middle[7]).toBeGreaterThan(5);
});

test('the laxest setting never lies above the nearest photos, and strictness still only raises it', () => {
  const model = learnt({ wanted: numbered((fresh[7] ?? []).slice(0, 10)) });
  const usual = [0, 0.5, 1].map((strictness) => model.threshold(strictness));
  const nearest = (usual[0] ?? 0) - 1;
  expect(model.threshold(0, nearest)).toBe(nearest);
  expect([0, 0.5, 1].map((strictness) => model.threshold(strictness, 1))).toEqual(usual);
  const lowered = [0, 0.5, 1].map((strictness) => model.threshold(strictness, nearest));
  expect(lowered).toEqual(lowered.toSorted((a, b) => a - b));
  expect(lowered[2]).toBeCloseTo(usual[2] ?? NaN, 12);
});

describe('a sample of a library', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => 3 * i + 1);

  test('is all of a small one, and so many of a large one', () => {
    expect(sampleOf([5, 3, 9], 10)).toEqual([3, 5, 9]);
    expect(sampleOf(ids, 1500)).toHaveLength(1500);
  });

  test('hardly changes with a few photos more, whatever the order', () => {
    const before = new Set(sampleOf(ids, 1500));
    const after = sampleOf([70_000, 70_001, 70_002, ...ids.toReversed()], 1500);
    expect(after.filter((id) => !before.has(id)).length).toBeLessThanOrEqual(3);
  });

  test('a third is held out, by its own number alone', () => {
    const share = ids.filter(isHeldOut).length / ids.length;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.03);
  });
});
