import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxQueryCharacters } from '../../../src-contract/index.ts';
import { photo, plain } from '../../helpers/photos.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { builtinPack, fixturePack, searchRequest, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

describe('with the built-in pack', () => {
  let lib: TempLibrary;
  beforeAll(async () => {
    const bytes = await photo(9);
    lib = await tempLibrary(
      {
        'red.png': plain({ r: 220, g: 20, b: 20 }),
        'green.png': plain({ r: 20, g: 180, b: 40 }),
        'blue.png': plain({ r: 20, g: 40, b: 220 }),
        'a/one.jpg': photo(1),
        'a/deep/two.jpg': photo(2),
        'ab/three.jpg': photo(3),
        'a b/four.jpg': photo(4),
        'a.jpg': photo(5),
        'a0/five.jpg': photo(6),
        'ab/same.jpg': bytes,
        'z/same.jpg': bytes,
      },
      { packDir: builtinPack },
    );
    await lib.index();
  });
  afterAll(() => lib[Symbol.asyncDispose]());

  test('finds by an image that image first', async () => {
    for (const name of ['red.png', 'green.png', 'blue.png', 'a/deep/two.jpg']) {
      const [best, second] = await lib.search({ images: [{ path: lib.path(name) }], top: 2 });
      expect(best?.path).toBe(lib.path(name));
      expect(best?.score).toBeGreaterThan(0.9999);
      expect(second?.score).toBeLessThan(best?.score ?? 0);
    }
  });

  test('finds by a text what it describes', async () => {
    for (const colour of ['red', 'green']) {
      const hits = await lib.search({ text: `a plain ${colour} picture` });
      const plainOnes = hits.map(({ path }) => path).filter((path) => /(red|green|blue)\.png$/.test(path));
      expect(plainOnes[0]).toBe(lib.path(`${colour}.png`));
    }
  });

  test('finds by both what is near to both', async () => {
    const hits = await lib.search({ text: 'a plain red picture', images: [{ path: lib.path('red.png') }] });
    expect(hits[0]?.path).toBe(lib.path('red.png'));
    expect(hits).toHaveLength(10);
  });

  test('finds by an image that is in no folder', async () => {
    await using elsewhere = await tempFolder();
    await writeFiles(elsewhere.path, { 'other.jpg': plain({ r: 200, g: 30, b: 30 }) });
    const [best] = await lib.search({ images: [{ path: `${elsewhere.path}/other.jpg` }] });
    expect(best?.path).toBe(lib.path('red.png'));
  });

  test('answers best first, at most as many as asked for', async () => {
    for (const top of [1, 4, 1000]) {
      const answer = await lib.engine.search.local(searchRequest({ text: 'a photo', top }));
      expect(answer.hits).toHaveLength(Math.min(top, 10));
      expect(answer.searched).toBe(10);
      const scores = answer.hits.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
  });

  test('gives the same answer every time, and ignores spaces around the text', async () => {
    const first = await lib.search({ text: 'a photo of something' });
    expect(await lib.search({ text: '  a photo of something\n' })).toEqual(first);
  });

  test.each([
    ['a', ['a/deep/two.jpg', 'a/one.jpg']],
    ['a/', ['a/deep/two.jpg', 'a/one.jpg']],
    ['a/deep', ['a/deep/two.jpg']],
    ['ab', ['ab/same.jpg', 'ab/three.jpg']],
    ['a b', ['a b/four.jpg']],
    ['a0', ['a0/five.jpg']],
    ['z', ['z/same.jpg']],
    ['a/../z', ['z/same.jpg']],
    ['nothing here', []],
  ])('finds in folder "%s" only what lies there', async (folder, expected) => {
    expect(await lib.findable(lib.path(folder))).toEqual(expected);
  });

  test('finds everything in the whole folder', async () => {
    expect(await lib.findable(lib.photos)).toHaveLength(10);
  });

  test.each([
    ['no text and no image', { text: null }, 'QUERY_EMPTY', /neither/],
    ['an empty text', { text: '' }, 'QUERY_EMPTY', /neither/],
    ['a text of spaces', { text: ' \n\t\u00a0' }, 'QUERY_EMPTY', /neither/],
    ['10,000 words', { text: 'words '.repeat(10_000) }, 'QUERY_TOO_LONG', /at most 10000 characters/],
    ['a missing image', { images: [{ path: '/nowhere/x.jpg' }] }, 'QUERY_IMAGE_UNREADABLE', /nowhere\/x\.jpg/],
    ['a folder as image', { images: [{ path: '/tmp' }] }, 'QUERY_IMAGE_UNREADABLE', /tmp/],
    ['a text as image', { images: [{ path: import.meta.filename }] }, 'QUERY_IMAGE_UNREADABLE', /search\.test\.ts/],
    ['a folder that is not indexed', { text: 'x', folder: '/usr' }, 'FOLDER_NOT_REGISTERED', /"\/usr".*Index it first/],
    ['a folder beside an indexed one', { text: 'x', folder: '../photos2' }, 'FOLDER_NOT_REGISTERED', /photos2/],
  ])('refuses %s', async (_, request, code, message) => {
    await expect(lib.search(request)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('before anything is indexed', () => {
  test('finds nothing and says that nothing was searched', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    const request = searchRequest({ text: 'x', images: [{ path: lib.path('a.jpg') }] });
    expect(await lib.engine.search.local(request)).toMatchObject({ hits: [], searched: 0 });
  });
});

describe('texts', () => {
  test('takes a text of the greatest length, of any script, and of odd characters', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    const texts = [
      'w '.repeat(maxQueryCharacters / 2),
      '写真 фото صورة',
      '🏖️',
      '\u0000\u001b[31m',
      '"; DROP TABLE photos',
      '\ud800',
    ];
    for (const text of texts) expect(await lib.search({ text, top: 1 }), text.slice(0, 20)).toHaveLength(1);
  });
});

describe('ties', () => {
  test('go to the photo that was indexed first', async () => {
    // Files that differ and pictures that do not.
    const bytes = await photo(1, { format: 'png' });
    const same = Array.from({ length: 5 }, (_, i) => [`${i}.png`, Buffer.concat([bytes, Buffer.from([i])])] as const);
    await using lib = await tempLibrary(Object.fromEntries(same));
    await lib.index();
    const hits = await lib.search({ text: 'a tie' });
    expect(new Set(hits.map(({ score }) => score)).size).toBe(1);
    const ids = hits.map(({ photoId }) => photoId);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect((await lib.search({ text: 'a tie', top: 2 })).map(({ photoId }) => photoId)).toEqual(ids.slice(0, 2));
  });
});

describe('another pack', () => {
  test('encodes once, is never mixed with the first, and switching back costs nothing', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'c.jpg': photo(3) });
    await lib.index();
    const first = await lib.search({ text: 'a photo' });
    await lib.reopen({ packDir: fixturePack('tiny-f16') });
    expect(await lib.findable(), 'nothing of the other pack').toEqual([]);
    const request = searchRequest({ text: 'x', folder: lib.photos });
    expect(await lib.engine.search.local(request)).toMatchObject({ hits: [], searched: 0 });
    expect(await lib.index()).toMatchObject({ found: 3, encoded: 3 });
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    await lib.rename('c.jpg', 'moved.jpg');
    expect(await lib.index()).toMatchObject({ recognised: 1 });
    await lib.rename('moved.jpg', 'c.jpg');
    await lib.index();
    await lib.reopen({ packDir: fixturePack('tiny-clip') });
    expect(await lib.index()).toMatchObject({ encoded: 0, recognised: 0, unchanged: 3 });
    expect(await lib.search({ text: 'a photo' })).toEqual(first);
  });
});

describe('the path of a hit', () => {
  test('is one that can be opened, while a copy is reachable', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'drive/a.jpg': bytes, 'disk/copy.jpg': bytes });
    await lib.index({ folder: lib.path('drive') });
    await lib.index({ folder: lib.path('disk') });
    await rename(lib.path('drive'), lib.path('ejected'));
    await lib.engine.library.index({ folderIds: null, retryFailed: false });
    expect(await lib.findable()).toEqual(['disk/copy.jpg']);
    expect(await lib.findable(lib.path('drive'))).toEqual(['drive/a.jpg']);
  });
});
