import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noFilters, SearchAnswer, type SearchRequest } from '../../../src-contract/index.ts';
import { photo } from '../../helpers/photos.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

let lib: TempLibrary;
/** Ids of the photos by path. */
const ids: Record<string, number> = {};
beforeAll(async () => {
  lib = await tempLibrary({
    'a.jpg': photo(1),
    'b.jpg': photo(2, { width: 48, height: 64 }),
    'sub/c.png': photo(3, { format: 'png' }),
    'sub/d.jpg': photo(4),
  });
  await lib.index();
  for (const { path, photoId } of await lib.search({ text: 'anything' }))
    ids[path.slice(lib.photos.length + 1)] = photoId;
});
afterAll(() => lib[Symbol.asyncDispose]());

function query(request: Partial<SearchRequest>, signal?: AbortSignal): Promise<SearchAnswer> {
  return lib.engine.search.query(
    { text: null, images: [], top: 100, filters: noFilters, sort: 'relevance', ...request },
    signal,
  );
}

async function blob(bytes: Buffer | Promise<Buffer>): Promise<Blob> {
  return new Blob([new Uint8Array(await bytes)]);
}

describe('an answer for a page', () => {
  test('is what the contract says: ids, scores and shapes, no path', async () => {
    const answer = await query({ text: 'a photo' });
    expect(SearchAnswer.parse(answer)).toEqual(answer);
    expect(answer.hits.map(({ photoId }) => photoId).toSorted()).toEqual(Object.values(ids).toSorted());
    expect(answer.hits.find(({ photoId }) => photoId === ids['b.jpg'])?.aspect).toBe(0.75);
    expect(answer.searched).toBe(4);
    expect(JSON.stringify(answer)).not.toContain(lib.photos);
  });

  test('of an empty library has nothing to compare', async () => {
    await using empty = await tempLibrary({});
    const answer = await empty.engine.search.query({
      text: 'x',
      images: [],
      top: 5,
      filters: noFilters,
      sort: 'relevance',
    });
    expect(answer).toMatchObject({ hits: [], searched: 0, matching: 0 });
  });
});

describe('a photo that lies in two folders', () => {
  test.each([
    ['folder:two', 'two/copy.jpg'],
    ['folder:one', 'one/first.jpg'],
    ['copy.jpg', 'two/copy.jpg'],
    ['something purple folder:two', 'two/copy.jpg'],
    ['something purple', null],
  ])('is found as the file that is meant: %s', async (text, expected) => {
    await using twice = await tempLibrary({ 'one/first.jpg': photo(1), 'two/copy.jpg': photo(1) });
    await twice.index();
    const { hits } = await twice.engine.search.query({
      ...{ text, images: [], top: 9, filters: noFilters, sort: 'relevance' },
    });
    const [{ photoId, fileId } = { photoId: 0, fileId: null }] = hits;
    const paths = twice.engine.photos.paths([photoId], fileId === null ? [] : [fileId]);
    expect(fileId === null ? null : paths[0]).toBe(expected === null ? null : twice.path(expected));
    const folder = text === 'folder:two' ? twice.path('two') : null;
    const [local] = await twice.search({ text, folder });
    expect(expected === null ? null : local?.path).toBe(expected === null ? null : twice.path(expected));
  });
});

describe('all that match', () => {
  test('are counted, and in the answer beyond the hits where they are asked for', async () => {
    const first = await query({ text: 'since:1990', top: 1, sort: 'name' });
    expect(first).toMatchObject({
      hits: [{ photoId: ids['a.jpg'] }],
      matching: 4,
      mayBeMore: false,
      rest: { ids: [] },
    });
    const answer = await query({ text: 'since:1990', top: 1, all: true, sort: 'name' });
    expect(SearchAnswer.parse(answer)).toEqual(answer);
    expect(answer.hits).toEqual(first.hits);
    expect(answer.rest).toMatchObject({
      ids: [ids['b.jpg'], ids['sub/c.png'], ids['sub/d.jpg']],
      aspects: [0.75, expect.any(Number), expect.any(Number)],
    });
  });

  test('are not known where only the closest were asked for', async () => {
    const answer = await query({ text: 'anything', top: 2 });
    expect(answer).toMatchObject({ matching: 2, mayBeMore: true, searched: 4, rest: { ids: [] } });
    expect(await query({ text: 'anything', top: 4 })).toMatchObject({ matching: 4, mayBeMore: false });
  });

  test('are in any order all that match, whatever is shown of them', async () => {
    const answer = await query({ text: 'anything', top: 1, all: true, sort: 'oldest' });
    expect(answer).toMatchObject({ matching: 4, mayBeMore: false });
    expect(answer.rest.ids).toHaveLength(3);
  });
});

describe('in orders by date', () => {
  const named = { 'IMG-20210503-WA0001.jpg': 1, 'IMG-20210520-WA0001.jpg': 2, '20190312.jpg': 3, '2018/x.jpg': 4 };

  test('hits say their dates, and months are told as in the timeline', async () => {
    await using dated = await tempLibrary(
      Object.fromEntries(Object.entries(named).map(([name, seed]) => [name, photo(seed)])),
    );
    await dated.index();
    const ask = (sort: SearchRequest['sort'], top: number): Promise<SearchAnswer> =>
      dated.engine.search.query({ text: 'type:jpg', images: [], top, all: true, filters: noFilters, sort });
    const newest = await ask('newest', 3);
    expect(newest.hits.map(({ datedAt }) => datedAt)).toEqual(['2021-05-20', '2021-05-03', '2019-03-12']);
    expect(newest.months).toEqual(dated.engine.library.catalog.timeline(noFilters).months);
    expect(newest.months).toEqual([
      { month: '2021-05', count: 2 },
      { month: '2019-03', count: 1 },
      { month: '2018', count: 1 },
    ]);
    expect((await ask('oldest', 1)).months).toEqual(newest.months.toReversed());
    expect((await ask('name', 9)).months).toEqual([]);
    expect(SearchAnswer.parse(newest)).toEqual(newest);
  });
});

describe('filters', () => {
  test('narrow what is compared', async () => {
    const folderId = lib.folder()?.id ?? 0;
    const found = async (filters: Partial<SearchRequest['filters']>): Promise<string[]> => {
      const { hits, searched } = await query({ text: 'x', filters: { ...noFilters, ...filters } });
      expect(searched).toBe(hits.length);
      return Object.keys(ids)
        .filter((name) => hits.some(({ photoId }) => photoId === ids[name]))
        .toSorted();
    };
    expect(await found({ types: ['png'] })).toEqual(['sub/c.png']);
    expect(await found({ shape: 'portrait' })).toEqual(['b.jpg']);
    expect(await found({ folder: { folderId, below: 'sub' } })).toEqual(['sub/c.png', 'sub/d.jpg']);
    expect(await found({ folder: { folderId, below: 'sub' }, types: ['jpeg'] })).toEqual(['sub/d.jpg']);
    expect(await found({ folder: { folderId: 99, below: '' } })).toEqual([]);
    expect(await found({ minRating: 1 })).toEqual([]);
  });

  test('leave out what has no embedding of this pack', async () => {
    await using other = await tempLibrary({ 'a.jpg': photo(1) });
    await other.index();
    await other.reopen({ packDir: fixturePack('tiny-f16') });
    const filters = { ...noFilters, types: ['jpeg'] };
    expect(
      await other.engine.search.query({ text: 'x', images: [], top: 5, filters, sort: 'relevance' }),
    ).toMatchObject({
      searched: 0,
    });
  });
});

describe('a photo of the library as example', () => {
  test('finds itself first, without being read', async () => {
    const photoId = ids['sub/d.jpg'] ?? 0;
    await lib.rename('sub/d.jpg', 'sub/away.jpg');
    const { hits } = await query({ images: [{ photoId }] });
    await lib.rename('sub/away.jpg', 'sub/d.jpg');
    expect(hits).toHaveLength(4);
    expect(hits[0]).toMatchObject({ photoId });
    expect(hits[0]?.score).toBeCloseTo(1, 5);
  });

  test('has to be there', async () => {
    await expect(query({ images: [{ photoId: 999 }] })).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
  });
});

describe('an image that is handed over', () => {
  test('finds what it shows, alone and with a text, and leaves nothing on the disk', async () => {
    const upload = await lib.engine.search.upload(await blob(photo(3, { format: 'png' })));
    const { hits } = await query({ images: [{ upload }] });
    expect(hits[0]).toMatchObject({ photoId: ids['sub/c.png'] });
    expect(hits[0]?.score).toBeGreaterThan(0.999);
    expect((await query({ text: 'a photo', images: [{ upload }] })).hits).toHaveLength(4);
    expect(await readdir(join(lib.dataDir, 'uploads'))).toEqual([]);
  });

  test.each([
    ['a text', Buffer.from('Dear diary')],
    ['the beginning of a picture', photo(5, { width: 640, height: 480 }).then((bytes) => bytes.subarray(0, 400))],
  ])('has to be an image: %s is refused, and leaves nothing on the disk', async (_, bytes) => {
    const error = await lib.engine.search.upload(await blob(bytes)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'QUERY_IMAGE_UNREADABLE' });
    expect((error as Error).message).not.toContain(lib.dataDir);
    expect(await readdir(join(lib.dataDir, 'uploads'))).toEqual([]);
  });

  test('is forgotten after 64 others, and says so', async () => {
    const image = await blob(photo(3));
    const uploads = [];
    for (let i = 0; i < 65; i++) uploads.push(await lib.engine.search.upload(image));
    expect(new Set(uploads).size).toBe(65);
    const [first = '', second = ''] = uploads;
    await expect(query({ images: [{ upload: first }] })).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
      message: expect.stringMatching(/forgotten.*choose the image again/) as string,
    });
    expect((await query({ images: [{ upload: second }] })).hits).toHaveLength(4);
    await expect(query({ images: [{ upload: '__proto__' }] })).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
    });
  });

  test('is deleted at the next start when the engine was killed with it', async () => {
    await using other = await tempLibrary({});
    const left = join(other.dataDir, 'uploads', 'left');
    await mkdir(join(other.dataDir, 'uploads'));
    await writeFile(left, 'a private picture');
    await other.reopen();
    expect(existsSync(left)).toBe(false);
  });
});

describe('a query that nobody waits for any more', () => {
  test('is left before anything is compared', async () => {
    const abort = new AbortController();
    const asked = query({ text: 'a text that was never asked before' }, abort.signal);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await query({ text: 'a text that was never asked before' })).hits).toHaveLength(4);
  });

  test('costs the others nothing', async () => {
    const asked = [1, 2, 3].map((i) =>
      query({ text: `typed ${'x'.repeat(i)}` }, i < 3 ? AbortSignal.abort() : undefined),
    );
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'fulfilled',
    ]);
  });
});

describe('an encoder that dies', () => {
  test('over an image that is handed over is asked once more, then said', async () => {
    await using other = await tempLibrary({}, { launchEncoder: launchOddEncoder('--dies-at-start') });
    await expect(other.engine.search.upload(await blob(photo(1)))).rejects.toMatchObject({ code: 'ENCODER_CRASHED' });
    expect(await readdir(join(other.dataDir, 'uploads'))).toEqual([]);
  });
});
