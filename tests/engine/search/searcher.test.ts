import { stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxQueryCharacters } from '../../../src-contract/index.ts';
import { formatQuery } from '../../../src-main/core/query/format-query.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from '../../../src-main/engine/search/local-search.ts';
import { photo } from '../../helpers/photos.ts';
import { searchRequest, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

/** A photo as a camera writes it. */
async function taken(seed: number, when: string, model: string): Promise<Buffer> {
  return sharp(await photo(seed))
    .withExif({
      IFD0: { Make: 'Acme', Model: model },
      IFD2: { DateTimeOriginal: `${when.replaceAll('-', ':')} 12:00:00` },
    })
    .jpeg()
    .toBuffer();
}

let lib: TempLibrary;

beforeAll(async () => {
  lib = await tempLibrary({
    'a10.jpg': taken(1, '2019-05-05', 'Snapper 100'),
    'a9.jpg': taken(2, '2021-07-07', 'Snapper 200'),
    'holiday/beach house.jpg': taken(3, '2020-06-06', 'Other'),
    'holiday/tree.png': photo(4, { format: 'png', width: 48, height: 64 }),
    'holiday/beach.jpg': photo(5),
    'wide.jpg': photo(6, { width: 400, height: 100 }),
  });
  const dates = { 'holiday/tree.png': '2018-01-01', 'holiday/beach.jpg': '2022-02-02', 'wide.jpg': '2023-03-03' };
  for (const [name, day] of Object.entries(dates)) await utimes(lib.path(name), new Date(day), new Date(day));
  await lib.index();
});
afterAll(() => lib[Symbol.asyncDispose]());

function ask(request: Partial<LocalSearchRequest>): Promise<LocalSearchAnswer> {
  return lib.engine.search.local(searchRequest(request));
}

function names({ hits }: LocalSearchAnswer): string[] {
  return hits.map(({ path }) => path.slice(lib.photos.length + 1));
}

async function namesOf(text: string, more: Partial<LocalSearchRequest> = {}): Promise<string[]> {
  return names(await ask({ text, ...more }));
}

const newestFirst = [
  'wide.jpg',
  'holiday/beach.jpg',
  'a9.jpg',
  'holiday/beach house.jpg',
  'a10.jpg',
  'holiday/tree.png',
];

describe('chips', () => {
  test.each([
    ['type:png', ['holiday/tree.png']],
    ['folder:holiday', ['holiday/beach.jpg', 'holiday/beach house.jpg', 'holiday/tree.png']],
    ['camera:snapper', ['a9.jpg', 'a10.jpg']],
    ['camera:"snapper 200"', ['a9.jpg']],
    ['during:2020', ['holiday/beach house.jpg']],
    ['since:2021-07-07', ['wide.jpg', 'holiday/beach.jpg', 'a9.jpg']],
    ['shape:panorama', ['wide.jpg']],
    ['shape:portrait folder:holiday', ['holiday/tree.png']],
    ['"beach house"', ['holiday/beach house.jpg']],
    ['"house beach"', []],
    ['camera:nikon', []],
  ])('alone find what passes, newest first, without confidence: %s', async (text, expected) => {
    const answer = await ask({ text });
    expect(names(answer)).toEqual(expected);
    expect(answer).toMatchObject({ matching: expected.length, searched: expected.length, nothingMatches: false });
    expect(answer.understood.description).toBe('');
    const foundBy = text.startsWith('"') ? ['words'] : [];
    for (const hit of answer.hits) expect(hit).toMatchObject({ confidence: null, score: 0, foundBy });
    const described = await ask({ text: `${text} something purple` });
    expect(described.searched, 'beside a description they narrow what is compared').toBe(expected.length);
    expect(names(described).toSorted()).toEqual(expected.toSorted());
    expect(described.understood.description).toBe('something purple');
  });

  test('narrow together with filters and a folder', async () => {
    const filters = { ...searchRequest({}).filters, types: ['jpeg'] };
    expect(await namesOf('folder:holiday', { filters })).toEqual(['holiday/beach.jpg', 'holiday/beach house.jpg']);
    expect(await namesOf('type:jpg', { folder: lib.path('holiday') })).toEqual([
      'holiday/beach.jpg',
      'holiday/beach house.jpg',
    ]);
  });

  test('narrow what an example image finds', async () => {
    const answer = await ask({ text: 'folder:holiday', images: [{ path: lib.path('wide.jpg') }] });
    expect(names(answer).toSorted()).toEqual(['holiday/beach house.jpg', 'holiday/beach.jpg', 'holiday/tree.png']);
  });

  test('that are none stay description, and nothing is lost', async () => {
    const answer = await ask({ text: 'flavour:red rating:many dogs' });
    expect(answer.understood).toEqual({ description: 'flavour:red rating:many dogs', chips: [], offered: [] });
    expect(answer.searched).toBe(6);
  });

  test('and description are understood again from the text that they are written as', async () => {
    const context = { today: '2024-06-15', places: new Gazetteer() };
    for (const text of ['two dogs in Lisbon last summer -people "my cat" type:jpg', 'in May', '\\in May', 'a tree']) {
      const { understood } = await ask({ text });
      const written = formatQuery(understood, context);
      const again = (await ask({ text: written })).understood;
      expect(again.description).toBe(understood.description);
      expect(again.chips.map((chip) => chip.text)).toEqual(understood.chips.map((chip) => chip.text));
    }
  });
});

describe('words', () => {
  test('find by name, and are fused with how photos look', async () => {
    const answer = await ask({ text: 'beach' });
    expect(names(answer).slice(0, 2).toSorted()).toEqual(['holiday/beach house.jpg', 'holiday/beach.jpg']);
    for (const hit of answer.hits.slice(0, 2)) expect(hit.foundBy).toEqual(['look', 'words']);
    for (const hit of answer.hits.slice(2)) expect(hit.foundBy).toEqual(['look']);
    expect(names(answer)).toHaveLength(6);
    const scores = answer.hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('bring up a photo that is not among the best by its look', async () => {
    const all = await namesOf('house');
    expect(all[0]).toBe('holiday/beach house.jpg');
    for (const name of ['tree', 'wide', 'a10']) expect((await namesOf(name, { top: 1 }))[0]).toMatch(name);
  });

  test('count within what chips let pass', async () => {
    const answer = await ask({ text: 'beach type:png' });
    expect(answer.hits).toMatchObject([{ foundBy: ['look'] }]);
  });
});

describe('what is left out', () => {
  test('alone is answered with everything, what shows it least first', async () => {
    const answer = await ask({ text: '-people' });
    expect(answer.understood).toMatchObject({ description: '', chips: [{ kind: 'minus', value: 'people' }] });
    expect(answer.hits).toHaveLength(6);
    expect(answer.nothingMatches).toBe(false);
    expect(answer.hits.every(({ confidence }) => confidence === null)).toBe(true);
    const people = await namesOf('people', { sort: 'relevance' });
    expect(new Set(names(answer))).toEqual(new Set(people));
    // Behind those that match come those that show much of it.
    const matched = answer.hits.slice(0, answer.matching).map(({ score }) => score);
    const weaker = answer.hits.slice(answer.matching).map(({ score }) => score);
    expect(Math.min(...matched)).toBeGreaterThan(Math.max(-Infinity, ...weaker));
  });

  test('beside a description or an example never takes a photo out of the answer', async () => {
    expect(await namesOf('a tree -people without cars')).toHaveLength(6);
    const answer = await ask({ text: '-people', images: [{ path: lib.path('wide.jpg') }] });
    expect(answer.hits).toHaveLength(6);
  });

  test('to be ignored alone is answered with everything, newest first', async () => {
    const answer = await ask({ text: 'ignore:text' });
    expect(names(answer)).toEqual(newestFirst);
    expect(answer).toMatchObject({ matching: 6, nothingMatches: false });
  });

  test('to be ignored can be all that was described: then nothing is better than anything else', async () => {
    const { hits } = await ask({ text: 'zebra ignore:zebra' });
    expect(hits).toHaveLength(6);
    for (const { score } of hits) expect(score).toBeCloseTo(0, 9);
  });
});

describe('example images', () => {
  test('are one example together: a photo of several is found first among its like', async () => {
    const images = ['a9.jpg', 'a10.jpg'].map((name) => ({ path: lib.path(name) }));
    expect((await ask({ images })).hits).toHaveLength(6);
    const photoId = (await ask({ text: 'wide' })).hits[0]?.photoId ?? 0;
    const same = await ask({ images: [{ photoId }, { path: lib.path('wide.jpg') }] });
    expect(same.hits[0]?.score).toBeGreaterThan(0.9999);
    expect(same.hits[0]).toMatchObject({ photoId, confidence: null });
    expect(same).toMatchObject({ matching: 6, nothingMatches: false });
  });

  test('take away what the text says of them', async () => {
    const images = [{ path: lib.path('wide.jpg') }];
    const alone = await ask({ images });
    const spoken = await ask({ images, text: 'similar to this' });
    expect(names(spoken)).toEqual(names(alone));
    expect(spoken.hits[0]?.score).toBeCloseTo(alone.hits[0]?.score ?? 0, 5);
    expect((await ask({ images, text: '  ' })).hits).toEqual(alone.hits);
  });
});

describe('orders', () => {
  test.each([
    ['newest', newestFirst],
    ['oldest', newestFirst.toReversed()],
    ['name', ['a9.jpg', 'a10.jpg', 'holiday/beach house.jpg', 'holiday/beach.jpg', 'holiday/tree.png', 'wide.jpg']],
  ] as const)('go for those that match: %s', async (sort, expected) => {
    expect(await namesOf('something purple', { sort })).toEqual(expected);
    expect(await namesOf('during:2000-2030', { sort })).toEqual(expected);
    const { hits } = await ask({ images: [{ path: lib.path('wide.jpg') }], sort });
    expect(hits.map(({ path }) => path.slice(lib.photos.length + 1))).toEqual(expected);
  });

  test('by size put the largest file first', async () => {
    const all = await namesOf('something purple', { sort: 'largest' });
    expect(all).toHaveLength(6);
    const sizes = await Promise.all(all.map(async (name) => (await stat(lib.path(name))).size));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('are cut after ordering', async () => {
    expect(await namesOf('something purple', { sort: 'oldest', top: 2 })).toEqual(newestFirst.toReversed().slice(0, 2));
    const answer = await ask({ text: 'during:2000-2030', sort: 'name', top: 1 });
    expect(answer).toMatchObject({ matching: 6, mayBeMore: false, searched: 6 });
    expect(names(answer)).toEqual(['a9.jpg']);
  });
});

describe('a text', () => {
  test.each([
    ['of spaces', ' \t\n', 'QUERY_EMPTY'],
    ['of one character too many', 'x'.repeat(maxQueryCharacters + 1), 'QUERY_TOO_LONG'],
    ['of many chips and one character too many', 'type:png '.repeat(maxQueryCharacters / 8), 'QUERY_TOO_LONG'],
  ])('%s is refused', async (_, text, code) => {
    await expect(ask({ text })).rejects.toMatchObject({ code });
  });

  test.each(['"', '""', '-', '- -', '\\', ',', 'type:', '-""', '🏖️', 'ignore:', '*', '"*"', 'a" OR "b'])(
    'of signs is answered: %s',
    async (text) => {
      expect((await ask({ text })).nothingMatches).toBe(false);
    },
  );
});

describe('closing', () => {
  test('while searches run and biases are made ends both, and the next start makes up for it', async () => {
    const photos = Array.from({ length: 30 }, (_, i) => [`${i}.jpg`, photo(100 + i)] as const);
    await using other = await tempLibrary(Object.fromEntries(photos));
    const captions = Array.from({ length: 300 }, (_, i) => `a caption of thing${i} number ${i}`);
    await other.reopen({ captions });
    const indexing = Promise.allSettled([other.index()]);
    await sleep(300);
    const asked = ['beach', '-people', 'type:jpg', 'a tree -people ignore:text'].map((text) =>
      other.engine.call(() => other.engine.search.local(searchRequest({ text }))),
    );
    const settled = Promise.allSettled(asked);
    await other.engine[Symbol.asyncDispose]();
    for (const result of [...(await settled), ...(await indexing)]) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CANCELLED' });
    }
    await other.reopen();
    await other.index();
    expect(await other.findable()).toHaveLength(30);
  });
});

describe('example images whose photos are all gone', () => {
  const images = [{ photoId: 998 }, { photoId: 999 }];

  test('leave what is described, and are named', async () => {
    const alone = await lib.engine.search.query({ ...searchRequest({ text: 'a beach' }), images: [] });
    const answer = await lib.engine.search.query({ ...searchRequest({ text: 'a beach' }), images });
    expect(answer.lost).toEqual([0, 1]);
    expect(answer.hits).toEqual(alone.hits);
  });

  test.each([null, 'camera:acme'])('are an error where nothing else is looked for: %j', async (text) => {
    await expect(lib.engine.search.query({ ...searchRequest({ text }), images })).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
  });
});
