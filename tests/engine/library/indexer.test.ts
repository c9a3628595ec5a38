import { copyFile, mkdir, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IndexProgress, IndexSummary } from '../../../src-contract/index.ts';
import type { MeasuredRate } from '../../../src-main/engine/measured-rate.ts';
import { photo } from '../../helpers/photos.ts';
import { fixturePack, tempLibrary } from '../../helpers/temp-library.ts';

/** The counts of a summary that are not zero. */
function counts(summary: IndexSummary): Partial<IndexSummary> {
  const { elapsedMs: _, ...rest } = summary;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== 0 && value !== false));
}

describe('how fast photos are encoded', () => {
  test('is told with the pack that does it, and of no run that knew photos', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'text.jpg': 'no photo' });
    const rates: MeasuredRate[] = [];
    lib.engine.library.onRate((rate) => rates.push(rate));
    await lib.index();
    expect(rates.at(-1)).toMatchObject({ pack: { id: 'tiny-clip', version: '1.0.0' }, photos: 2 });
    expect(rates.at(-1)?.photosPerSecond).toBeGreaterThan(0);
    rates.length = 0;
    await copyFile(lib.path('a.jpg'), lib.path('copy.jpg'));
    expect(counts(await lib.index())).toMatchObject({ recognised: 1 });
    expect(rates).toEqual([]);
  });
});

describe('what a second run does', () => {
  test('opens nothing when nothing changed', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'sub/b.png': photo(2, { format: 'png' }) });
    expect(counts(await lib.index())).toEqual({ found: 2, encoded: 2 });
    const pid = lib.engine.encoder.pid;
    expect(counts(await lib.index())).toEqual({ found: 2, unchanged: 2 });
    await lib.reopen();
    expect(counts(await lib.index())).toEqual({ found: 2, unchanged: 2 });
    expect(pid).toBeTypeOf('number');
    expect(lib.engine.encoder.pid, 'no encoder is started for nothing').toBeUndefined();
  });

  test('encodes what is new or changed, and forgets what is gone', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'c.jpg': photo(3) });
    await lib.index();
    await lib.write({ 'b.jpg': photo(4, { width: 80 }), 'new.jpg': photo(5) });
    await lib.remove('c.jpg');
    expect(counts(await lib.index())).toEqual({ found: 3, unchanged: 1, encoded: 2, removed: 1 });
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg', 'new.jpg']);
    const [best] = await lib.search({ images: [{ path: lib.path('b.jpg') }] });
    expect(best).toMatchObject({ path: lib.path('b.jpg'), width: 80 });
    expect(best?.score).toBeGreaterThan(0.9999);
    expect(lib.engine.library.status()).toMatchObject({ photos: 3, files: 3, pending: 0, failed: 0 });
  });

  test('recognises moved, renamed and copied files without encoding them', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'b.jpg': photo(2),
      'c.jpg': photo(3),
      'sub/x.jpg': photo(4),
    });
    await lib.index();
    const before = await photoIds(lib);
    await lib.rename('a.jpg', 'renamed.jpg');
    await lib.rename('b.jpg', 'sub/b.jpg');
    await copyFile(lib.path('c.jpg'), lib.path('copy.jpg'));
    expect(counts(await lib.index())).toEqual({ found: 5, unchanged: 2, recognised: 3, removed: 2 });
    const after = await photoIds(lib);
    expect(after).toEqual({
      'renamed.jpg': before['a.jpg'],
      'sub/b.jpg': before['b.jpg'],
      'c.jpg': before['c.jpg'],
      'sub/x.jpg': before['sub/x.jpg'],
    });
  });

  test('recognises a file that only got another date', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    await utimes(lib.path('a.jpg'), 1_000_000, 1_000_000);
    expect(counts(await lib.index())).toEqual({ found: 1, recognised: 1 });
    expect(counts(await lib.index())).toEqual({ found: 1, unchanged: 1 });
  });

  test('moves a photo between two folders without encoding it', async () => {
    await using lib = await tempLibrary({ 'one/a.jpg': photo(1), 'two/b.jpg': photo(2) });
    await lib.index({ folder: lib.path('one') });
    await lib.index({ folder: lib.path('two') });
    await lib.rename('one/a.jpg', 'two/a.jpg');
    const summary = await lib.engine.library.index({ folderIds: null, retryFailed: false });
    expect(counts(summary)).toEqual({ found: 2, unchanged: 1, recognised: 1, removed: 1 });
    expect(await lib.findable()).toEqual(['two/a.jpg', 'two/b.jpg']);
  });
});

describe('photos and files', () => {
  test('gives files of the same content one photo', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'b.jpg': bytes, 'deep/c.jpg': bytes, 'other.jpg': photo(2) });
    await lib.index();
    expect(lib.engine.library.status()).toMatchObject({ photos: 2, files: 4, embeddings: 2 });
    expect(await lib.search({ text: 'anything' })).toHaveLength(2);
    await lib.remove('a.jpg');
    await lib.remove('b.jpg');
    await lib.index();
    expect(await lib.findable()).toEqual(['deep/c.jpg', 'other.jpg']);
  });

  test('takes a photo without a file out of the search and recognises it when it returns', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'b.jpg': photo(2) });
    await lib.index();
    await lib.remove('a.jpg');
    await lib.index();
    expect(await lib.findable()).toEqual(['b.jpg']);
    await lib.reopen();
    expect(await lib.findable()).toEqual(['b.jpg']);
    await lib.write({ 'back.jpg': bytes });
    expect(counts(await lib.index())).toEqual({ found: 2, unchanged: 1, recognised: 1 });
    expect(await lib.findable()).toEqual(['b.jpg', 'back.jpg']);
  });

  test('recognises the photos of a forgotten folder when it is added again', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    await lib.engine.library.forgetFolder(lib.photos);
    expect(await lib.findable()).toEqual([]);
    expect(lib.engine.library.listFolders()).toEqual([]);
    expect(counts(await lib.index())).toEqual({ found: 2, recognised: 2 });
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
  });

  test('recognises a photo among more known ones of the same size than are sent along', async () => {
    // BMP-like: TIFF without compression has the same size whatever the content.
    const files = Array.from({ length: 35 }, (_, i) => [`${i}.tif`, photo(i, { format: 'png' }).then(padded)] as const);
    await using lib = await tempLibrary(Object.fromEntries(files));
    expect(counts(await lib.index())).toEqual({ found: 35, encoded: 35 });
    await copyFile(lib.path('34.tif'), lib.path('copy.tif'));
    await lib.write({ 'new.tif': photo(99, { format: 'png' }).then(padded) });
    expect(counts(await lib.index())).toEqual({ found: 37, unchanged: 35, encoded: 1, recognised: 1 });
  });
});

describe('folders', () => {
  test('keeps the photos of a folder that vanished, and they stay searchable', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    await rename(lib.photos, `${lib.photos}-ejected`);
    expect(counts(await lib.index())).toEqual({});
    expect(lib.folder()).toMatchObject({ state: 'offline', photos: 2 });
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
    expect(await lib.findable(lib.photos)).toEqual(['a.jpg', 'b.jpg']);
    await lib.reopen();
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
    await rename(`${lib.photos}-ejected`, lib.photos);
    expect(counts(await lib.index())).toEqual({ found: 2, unchanged: 2 });
    expect(lib.folder()).toMatchObject({ state: 'online' });
  });

  test('takes a file in place of the folder for an ejected drive', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    await rename(lib.photos, `${lib.photos}-ejected`);
    await lib.write({ '../photos': 'not a folder' });
    expect(counts(await lib.index())).toEqual({});
    expect(lib.folder()).toMatchObject({ state: 'offline', photos: 1 });
  });

  test('blames no photo when the drive is ejected between scan and encoding', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    await lib.write({ 'a.jpg': photo(3, { width: 70 }), 'c.jpg': photo(4) });
    let ejected: Promise<void> | undefined;
    {
      // The first event comes when the scan has written what it found and nothing is encoded yet.
      using _listening = lib.engine.library.onProgress(() => {
        ejected ??= rename(lib.photos, `${lib.photos}-ejected`);
      });
      await lib.index();
    }
    await ejected;
    expect(lib.failures()).toEqual({});
    await rename(`${lib.photos}-ejected`, lib.photos);
    await lib.index();
    expect(lib.engine.library.status()).toMatchObject({ photos: 3, pending: 0, failed: 0 });
  });

  test('leaves photos of an offline folder in peace after a change of packs', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    await rename(lib.photos, `${lib.photos}-ejected`);
    await lib.reopen({ packDir: fixturePack('tiny-f16') });
    expect(counts(await lib.index())).toEqual({});
    expect(lib.failures()).toEqual({});
    await rename(`${lib.photos}-ejected`, lib.photos);
    expect(counts(await lib.index())).toMatchObject({ encoded: 2 });
  });

  test('registers the same folder once, however it is named', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    const first = await lib.engine.library.addFolder(lib.photos);
    for (const name of [`${lib.photos}/`, `${lib.photos}/sub/..`, `${lib.photos}/./`])
      expect(await lib.engine.library.addFolder(name)).toMatchObject({ id: first.id });
    expect(lib.engine.library.listFolders()).toHaveLength(1);
  });

  test.each([
    ['the one inside', '', 'sub', /lies inside/],
    ['the one around', 'sub', '', /contains/],
  ])('refuses %s of two overlapping folders', async (_, first, second, reason) => {
    await using lib = await tempLibrary({ 'sub/a.jpg': photo(1), 'subtle/b.jpg': photo(2) });
    await lib.engine.library.addFolder(lib.path(first));
    await expect(lib.engine.library.addFolder(lib.path(second))).rejects.toMatchObject({
      code: 'FOLDER_OVERLAP',
      message: expect.stringMatching(reason) as string,
    });
  });

  test('takes a folder whose name only begins like a registered one', async () => {
    await using lib = await tempLibrary({ 'sub/a.jpg': photo(1), 'subtle/b.jpg': photo(2) });
    await lib.engine.library.addFolder(lib.path('sub'));
    await expect(lib.engine.library.addFolder(lib.path('subtle'))).resolves.toMatchObject({ state: 'online' });
  });

  test('refuses what cannot be a folder of photos, each with its own code', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await mkdir(join(lib.dataDir, 'thumbnails'));
    const expected = [
      ['', 'FOLDER_NOT_FOUND'],
      [lib.path('missing'), 'FOLDER_NOT_FOUND'],
      [lib.path('a.jpg'), 'FOLDER_NOT_A_FOLDER'],
      [lib.path('a.jpg', 'below'), 'FOLDER_NOT_FOUND'],
      [lib.dataDir, 'FOLDER_OVERLAP'],
      [join(lib.dataDir, 'thumbnails'), 'FOLDER_OVERLAP'],
    ] as const;
    for (const [path, code] of expected)
      await expect(lib.engine.library.addFolder(path), path).rejects.toMatchObject({ code });
    expect(lib.engine.library.listFolders()).toEqual([]);
  });

  test('forgets a folder that is gone from the disk, with or without a slash at the end', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    await rename(lib.photos, `${lib.photos}-ejected`);
    await lib.engine.library.forgetFolder(`${lib.photos}/`);
    expect(lib.engine.library.listFolders()).toEqual([]);
    await expect(lib.engine.library.forgetFolder(lib.photos)).rejects.toMatchObject({ code: 'FOLDER_NOT_REGISTERED' });
  });
});

describe('progress', () => {
  test('counts up to what was done', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'bad.jpg': 'text' });
    const seen: IndexProgress[] = [];
    using _listening = lib.engine.library.onProgress((progress) => seen.push(progress));
    await lib.index();
    const encoding = seen.filter((progress) => progress.phase === 'encoding');
    expect(encoding.map(({ done }) => done)).toEqual(encoding.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(encoding.at(-1)).toMatchObject({ done: 3, total: 3, failed: 1, provider: 'cpu' });
  });

  test('does not keep a search waiting until it is over', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `${i}.jpg`);
    await using lib = await tempLibrary(Object.fromEntries(names.map((name, i) => [name, photo(i)])));
    let found: Promise<string[]> | undefined;
    using _listening = lib.engine.library.onProgress((progress) => {
      if (progress.phase === 'encoding' && progress.done > 0) found ??= lib.findable();
    });
    expect(await lib.index()).toMatchObject({ encoded: 60 });
    const soFar = await found;
    expect(soFar?.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(soFar ?? []));
  });

  test('runs one after the other when asked twice at once', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.engine.library.addFolder(lib.photos);
    const both = await Promise.all([lib.index(), lib.index()]);
    expect(both.map(counts)).toEqual([
      { found: 2, encoded: 2 },
      { found: 2, unchanged: 2 },
    ]);
  });

  test('refuses unknown folder ids', async () => {
    await using lib = await tempLibrary({});
    await expect(lib.engine.library.index({ folderIds: [77], retryFailed: false })).rejects.toMatchObject({
      code: 'FOLDER_NOT_REGISTERED',
    });
  });
});

/** Ids of the photos that a search finds, by path. */
async function photoIds(lib: Awaited<ReturnType<typeof tempLibrary>>): Promise<Record<string, number>> {
  const hits = await lib.search({ text: 'anything' });
  return Object.fromEntries(hits.map(({ path, photoId }) => [path.slice(lib.photos.length + 1), photoId]));
}

/** The same length whatever the picture: readers ignore what follows the end of a PNG. */
function padded(png: Buffer): Buffer {
  return Buffer.concat([png], 4096);
}
