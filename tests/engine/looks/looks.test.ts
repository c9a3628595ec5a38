import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineEvent, noFilters, type SearchSort } from '../../../src-contract/index.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from '../../../src-main/engine/search/local-search.ts';
import { scramble } from '../../helpers/photos.ts';
import { searchRequest, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

/** Grey patches with hard edges, 480 x 360. */
function patches(): Sharp {
  const values = Uint8Array.from({ length: 24 * 18 }, (_, i) => 60 + (scramble(i) % 130));
  return sharp(values, { raw: { width: 24, height: 18, channels: 1 } }).resize(480, 360, { kernel: 'nearest' });
}

const wall = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 480, height: 360, channels: 3, background } })
    .jpeg()
    .toBuffer();
const png = (image: Sharp): Promise<Buffer> => image.toColourspace('srgb').png().toBuffer();

let lib: TempLibrary;
const events: EngineEvent['event'][] = [];

beforeAll(async () => {
  lib = await tempLibrary({
    'sharp.png': png(patches()),
    'soft.png': png(patches().blur(2)),
    'softer.png': png(patches().blur(6)),
    'teal.jpg': wall('#008080'),
    'night.jpg': wall('#0b0b0b'),
  });
  lib.engine.onEvent(({ event }) => events.push(event));
  await lib.index();
  await lib.engine.looks.settled();
});
afterAll(() => lib[Symbol.asyncDispose]());

function ask(request: Partial<LocalSearchRequest>): Promise<LocalSearchAnswer> {
  return lib.engine.search.local(searchRequest(request));
}

async function names(request: Partial<LocalSearchRequest>): Promise<string[]> {
  return (await ask(request)).hits.map(({ path }) => path.slice(lib.photos.length + 1));
}

/** Of photos by their names. */
async function ids(...wanted: string[]): Promise<number[]> {
  const { hits } = await ask({ text: '', sort: 'sharp' });
  return wanted.map((name) => hits.find(({ path }) => path.endsWith(`/${name}`))?.photoId ?? 0);
}

test('all photos are measured after indexing, which is said', () => {
  expect(lib.engine.looks.state()).toEqual({ photos: 5, measured: 5 });
  expect(events).toContain('looks.changed');
});

describe('an order by looks', () => {
  test.each<[SearchSort, string]>([
    ['sharp', 'sharp.png'],
    ['dark', 'night.jpg'],
    ['colourful', 'teal.jpg'],
  ])('"%s" of the whole library begins with %s', async (sort, first) => {
    const found = await names({ text: '', sort });
    expect(found[0]).toBe(first);
    expect(found).toHaveLength(5);
  });

  test('has its reverse', async () => {
    expect(await names({ text: 'type:png', sort: 'sharp' })).toEqual(['sharp.png', 'soft.png', 'softer.png']);
    expect(await names({ text: 'type:png', sort: 'blurry' })).toEqual(['softer.png', 'soft.png', 'sharp.png']);
  });

  test.each<[SearchSort, SearchSort]>([
    ['calm', 'busy'],
    ['happy', 'sad'],
  ])('"%s" by the model is the reverse of "%s"', async (sort, reverse) => {
    const found = await names({ text: '', sort });
    expect(found).toHaveLength(5);
    expect(await names({ text: '', sort: reverse })).toEqual(found.toReversed());
  });

  test('goes by words of the user, from either end', async () => {
    const axis = { more: 'a plain turquoise wall', less: 'a black and white mosaic' };
    const found = await names({ text: '', sort: 'more', axis });
    expect(found).toHaveLength(5);
    expect(await names({ text: '', sort: 'less', axis })).toEqual(found.toReversed());
    const alone = await names({ text: '', sort: 'more', axis: { ...axis, less: '' } });
    expect(alone.toSorted()).toEqual(found.toSorted());
  });

  test('orders those that match a description, and no others', async () => {
    const best = await ask({ text: 'a mosaic', top: 5 });
    const matching = best.hits.slice(0, best.matching).map(({ photoId }) => photoId);
    const sorted = await ask({ text: 'a mosaic', top: 5, sort: 'blurry' });
    expect(sorted.matching).toBe(best.matching);
    const found = sorted.hits.slice(0, sorted.matching).map(({ photoId }) => photoId);
    expect(found.toSorted()).toEqual(matching.toSorted());
  });

  test('by words is refused without them', async () => {
    await expect(ask({ text: '', sort: 'more' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('is needed where nothing is looked for', async () => {
    await expect(ask({ text: ' ', sort: 'newest' })).rejects.toMatchObject({ code: 'QUERY_EMPTY' });
  });
});

describe('colours', () => {
  test('narrow by a chip in any language, and by a filter', async () => {
    for (const text of ['color:teal', 'colour:türkis', 'color:cian'])
      expect(await names({ text })).toEqual(['teal.jpg']);
    expect(await names({ text: 'color:black color:teal' })).toEqual([]);
    expect(await names({ text: '', sort: 'dark', filters: { ...noFilters, colours: ['black'] } })).toContain(
      'night.jpg',
    );
    expect(lib.engine.library.catalog.facets().colours).toContainEqual({ name: 'teal', count: 1 });
  });
});

test('the sharpest is told where another stands first', async () => {
  const [edgy = 0, soft = 0, softer = 0] = await ids('sharp.png', 'soft.png', 'softer.png');
  expect(lib.engine.looks.sharpest([softer, edgy, soft])).toBe(edgy);
  expect(lib.engine.looks.sharpest([edgy, softer, soft])).toBeNull();
  expect(lib.engine.looks.sharpest([9999, edgy])).toBeNull();
});

test('what comes later is measured, and nothing twice', async () => {
  await lib.write({ 'late.jpg': wall('#ff8c00') });
  const before = events.filter((event) => event === 'looks.changed').length;
  await lib.index();
  await lib.engine.looks.settled();
  expect(lib.engine.looks.state()).toEqual({ photos: 6, measured: 6 });
  expect(await names({ text: 'color:orange' })).toEqual(['late.jpg']);
  expect(events.filter((event) => event === 'looks.changed')).toHaveLength(before + 1);
  await lib.index();
  await lib.engine.looks.settled();
  expect(events.filter((event) => event === 'looks.changed')).toHaveLength(before + 1);
});
