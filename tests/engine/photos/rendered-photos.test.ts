import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { photo } from '../../helpers/photos.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { killProcess } from '../../helpers/kill-process.ts';

type Overrides = Parameters<typeof tempLibrary>[1];

/** An indexed library and its photos by path. */
async function indexed(
  files: Files,
  overrides?: Overrides,
): Promise<{ lib: TempLibrary; ids: (name: string) => number }> {
  const lib = await tempLibrary(files, overrides);
  await lib.index();
  const hits = await lib.search({ text: 'anything' });
  return { lib, ids: (name) => hits.find(({ path }) => path === lib.path(name))?.photoId ?? 0 };
}

async function tiff(options: { width?: number; height?: number; seed?: number } = {}): Promise<Buffer> {
  return photo(options.seed ?? 1, { ...options, format: 'tiff' });
}

describe('a thumbnail', () => {
  test('is the one made while indexing', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1, { width: 900, height: 600 }) });
    await using _lib = lib;
    const { path, contentHash } = await lib.engine.photos.thumb(ids('a.jpg'));
    expect(path).toBe(
      join(lib.dataDir, 'thumbnails', contentHash.slice(0, 2), contentHash.slice(2, 4), `${contentHash}.webp`),
    );
    expect(await sharp(path).metadata()).toMatchObject({ format: 'webp', width: 512, height: 341 });
  });

  test('is made again when it is gone, the same as before, once for all who ask', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1, { width: 900, height: 600 }) });
    await using _lib = lib;
    const { path } = await lib.engine.photos.thumb(ids('a.jpg'));
    const before = await readFile(path);
    await rm(join(lib.dataDir, 'thumbnails'), { recursive: true });
    const again = await Promise.all(Array.from({ length: 20 }, () => lib.engine.photos.thumb(ids('a.jpg'))));
    expect(new Set(again.map((thumb) => thumb.path))).toEqual(new Set([path]));
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(join(path, '..')), 'no leftovers').toHaveLength(1);
  });

  test('is shown of a photo that is not there any more, but cannot be made again', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1) });
    await using _lib = lib;
    await lib.remove('a.jpg');
    const { path } = await lib.engine.photos.thumb(ids('a.jpg'));
    await rm(path);
    await expect(lib.engine.photos.thumb(ids('a.jpg'))).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
  });

  test('is never made of something else that lies there by now', async () => {
    const bytes = await photo(1);
    const { lib, ids } = await indexed({ 'a.jpg': bytes, 'b.jpg': bytes });
    await using _lib = lib;
    const { path } = await lib.engine.photos.thumb(ids('a.jpg'));
    const before = await readFile(path);
    await rm(path);
    await lib.write({ 'a.jpg': photo(2), 'b.jpg': photo(3) });
    await expect(lib.engine.photos.thumb(ids('a.jpg'))).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await lib.write({ 'b.jpg': bytes });
    await lib.engine.photos.thumb(ids('a.jpg'));
    expect(await readFile(path), 'from the copy that is still the photo').toEqual(before);
  });

  test('is made while the library is being indexed, long before that is done', async () => {
    const { lib, ids } = await indexed({ 'first.jpg': photo(1000) });
    await using _lib = lib;
    await rm(join(lib.dataDir, 'thumbnails'), { recursive: true });
    await lib.write(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`${i}.jpg`, photo(i)])));
    lib.engine.library.keeper.index();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    using _listening = lib.engine.library.onProgress((progress) => {
      if (progress.phase === 'encoding' && progress.done > 0) resolve(undefined);
    });
    await promise;
    await lib.engine.photos.thumb(ids('first.jpg'));
    expect(lib.engine.library.status().pending).toBeGreaterThan(0);
    await lib.engine.library.keeper.stop();
  });

  test('costs nobody anything when the encoder is killed over it', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1) });
    await using _lib = lib;
    await rm(join(lib.dataDir, 'thumbnails'), { recursive: true });
    killProcess(lib.engine.encoder.pid);
    expect(existsSync((await lib.engine.photos.thumb(ids('a.jpg'))).path)).toBe(true);
  });
});

describe('a photo to look at', () => {
  test.each([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
    ['avif', 'image/avif'],
  ] as const)('is its own file where browsers show %s, whatever it is called', async (format, contentType) => {
    const bytes = await sharp(await photo(1))
      .toFormat(format)
      .toBuffer();
    const { lib, ids } = await indexed({ 'a.tif': bytes });
    await using _lib = lib;
    expect(await lib.engine.photos.display(ids('a.tif'))).toEqual({
      path: lib.path('a.tif'),
      contentType,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  test('is a rendering of at most 2560 pixels where they do not', async () => {
    const { lib, ids } = await indexed({
      'large.jpg': tiff({ width: 3000, height: 1500 }),
      'small.tif': tiff({ seed: 2 }),
    });
    await using _lib = lib;
    const large = await lib.engine.photos.display(ids('large.jpg'));
    expect(large).toMatchObject({ contentType: 'image/webp' });
    expect(large.path.startsWith(join(lib.dataDir, 'previews'))).toBe(true);
    expect(await sharp(large.path).metadata()).toMatchObject({ format: 'webp', width: 2560, height: 1280 });
    const small = await lib.engine.photos.display(ids('small.tif'));
    expect(await sharp(small.path).metadata(), 'not enlarged').toMatchObject({ width: 64, height: 48 });
  });

  test('is rendered upright, in colours for a screen, without metadata', async () => {
    const pixels = { create: { width: 80, height: 40, channels: 3, background: { r: 200, g: 30, b: 30 } } } as const;
    const rotated = await sharp(pixels).withMetadata({ orientation: 6 }).toColourspace('cmyk').tiff().toBuffer();
    const deep = await sharp(pixels).toColourspace('rgb16').tiff().toBuffer();
    const { lib, ids } = await indexed({ 'rotated.tif': rotated, 'deep.tif': deep });
    await using _lib = lib;
    const turned = await sharp((await lib.engine.photos.display(ids('rotated.tif'))).path).metadata();
    expect(turned).toMatchObject({ width: 40, height: 80, space: 'srgb' });
    expect([turned.exif, turned.icc, turned.orientation]).toEqual([undefined, undefined, undefined]);
    const { data } = await sharp((await lib.engine.photos.display(ids('deep.tif'))).path)
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const [i, expected] of [200, 30, 30].entries()) expect(Math.abs((data[i] ?? 0) - expected)).toBeLessThan(6);
  });

  test('is rendered once', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff() });
    await using _lib = lib;
    const { path } = await lib.engine.photos.display(ids('a.tif'));
    const { mtimeMs } = await stat(path);
    await lib.remove('a.tif');
    expect(await lib.engine.photos.display(ids('a.tif')), 'from the cache').toMatchObject({ path });
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  test.each([
    ['png', 6],
    ['webp', 8],
    ['webp', 3],
    ['avif', 5],
  ] as const)('is a rendering where not every browser turns %s as EXIF says: %i', async (format, orientation) => {
    const stored = await sharp(await photo(1, { width: 80, height: 40 }))
      .withMetadata({ orientation })
      .toFormat(format)
      .toBuffer();
    const { lib, ids } = await indexed({ 'a.jpg': stored });
    await using _lib = lib;
    const { path } = await lib.engine.photos.display(ids('a.jpg'));
    const isTurned = orientation > 4;
    expect(await sharp(path).metadata()).toMatchObject({
      format: 'webp',
      width: isTurned ? 40 : 80,
      height: isTurned ? 80 : 40,
    });
  });

  test('is a rendering of what a page should not hold as a whole', async () => {
    const large = sharp({ create: { width: 16_400, height: 40, channels: 3, background: '#a50' } });
    const { lib, ids } = await indexed({ 'long.jpg': large.clone().jpeg().toBuffer() });
    await using _lib = lib;
    const { path, contentType } = await lib.engine.photos.display(ids('long.jpg'));
    expect(contentType).toBe('image/webp');
    expect(await sharp(path).metadata()).toMatchObject({ width: 2560, height: 6 });
  });

  test('that is damaged by now says so', async () => {
    const bytes = await tiff({ width: 640, height: 480 });
    const { lib, ids } = await indexed({ 'a.tif': bytes, 'b.jpg': photo(1) });
    await using _lib = lib;
    await lib.remove('b.jpg');
    await expect(lib.engine.photos.display(ids('b.jpg'))).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await lib.write({ 'a.tif': '' });
    await expect(lib.engine.photos.display(ids('a.tif'))).rejects.toMatchObject({ code: 'PHOTO_EMPTY' });
  });
});

describe('previews', () => {
  test('are kept within bounds: those go that were not looked at for longest', async () => {
    const names = ['a.tif', 'b.tif', 'c.tif'];
    const size = { width: 400, height: 300 };
    const files = Object.fromEntries(names.map((name, seed) => [name, tiff({ ...size, seed })]));
    const { lib, ids } = await indexed(files);
    await using _lib = lib;
    const show = async (name: string): Promise<string> => (await lib.engine.photos.display(ids(name))).path;
    const [a, b] = [await show('a.tif'), await show('b.tif')];
    const bytes = (await stat(a)).size + (await stat(b)).size;
    // As after weeks: b was looked at before a.
    await utimes(b, 1_000_000, 1_000_000);
    await utimes(a, 2_000_000, 2_000_000);
    await lib.reopen({ maxPreviewBytes: bytes + 1 });
    const c = await show('c.tif');
    expect([a, b, c].map((path) => existsSync(path))).toEqual([true, false, true]);
    await show('a.tif');
    expect(await show('b.tif')).toBe(b);
    expect([a, b, c].map((path) => existsSync(path))).toEqual([true, true, false]);
  });
});

describe('larger thumbnails', () => {
  test('are made when they are asked for, beside the previews, and kept', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1, { width: 1800, height: 1200 }) });
    await using _lib = lib;
    const usual = await lib.engine.photos.thumb(ids('a.jpg'), 512);
    expect(usual.path.startsWith(join(lib.dataDir, 'thumbnails'))).toBe(true);
    const { path, contentHash } = await lib.engine.photos.thumb(ids('a.jpg'), 1024);
    const folder = join(lib.dataDir, 'previews', contentHash.slice(0, 2), contentHash.slice(2, 4));
    expect(path).toBe(join(folder, `${contentHash}-1024.webp`));
    expect(await sharp(path).metadata()).toMatchObject({ format: 'webp', width: 1024, height: 683 });
    await lib.remove('a.jpg');
    expect(await lib.engine.photos.thumb(ids('a.jpg'), 1024), 'from the cache').toEqual({ path, contentHash });
  });

  test('are the usual one while the photo cannot be read', async () => {
    const bytes = await photo(1, { width: 1800, height: 1200 });
    const { lib, ids } = await indexed({ 'a.jpg': bytes });
    await using _lib = lib;
    await lib.remove('a.jpg');
    const usual = await lib.engine.photos.thumb(ids('a.jpg'));
    expect(await lib.engine.photos.thumb(ids('a.jpg'), 1024)).toEqual(usual);
    await lib.write({ 'a.jpg': bytes });
    const { path } = await lib.engine.photos.thumb(ids('a.jpg'), 1024);
    expect(await sharp(path).metadata()).toMatchObject({ width: 1024 });
  });

  test('have no more pixels than the photo, and are then one file', async () => {
    const { lib, ids } = await indexed({
      'small.jpg': photo(1, { width: 400, height: 300 }),
      'a.jpg': photo(2, { width: 900, height: 600 }),
    });
    await using _lib = lib;
    const { photos } = lib.engine;
    expect(await photos.thumb(ids('small.jpg'), 2048)).toEqual(await photos.thumb(ids('small.jpg')));
    const { path } = await photos.thumb(ids('a.jpg'), 1024);
    expect(await photos.thumb(ids('a.jpg'), 8192)).toMatchObject({ path });
    expect(await sharp(path).metadata()).toMatchObject({ width: 900, height: 600 });
  });
});

describe('tiles', () => {
  const size = { width: 2600, height: 1100 };
  const corner = { level: 0, column: 2, row: 1 } as const;

  test('are the pixels of the photo, cut out of all of them, which are decoded once', async () => {
    const bytes = await tiff(size);
    const { lib, ids } = await indexed({ 'a.tif': bytes });
    await using _lib = lib;
    const at = (column: number, row: number) => lib.engine.photos.tile(ids('a.tif'), { level: 0, column, row });
    const [last, ...others] = await Promise.all([at(2, 1), at(0, 0), at(1, 0), at(2, 0), at(0, 1), at(1, 1)]);
    const all = [last, ...others];
    expect(new Set(all.map(({ contentType }) => contentType))).toEqual(new Set(['image/png']));
    const region = { left: 2048, top: 1024, width: 552, height: 76 };
    expect(await sharp(last.path).raw().toBuffer()).toEqual(await sharp(bytes).extract(region).raw().toBuffer());
    await lib.remove('a.tif');
    expect(await at(2, 1), 'from the cache').toEqual(last);
    const half = await lib.engine.photos.tile(ids('a.tif'), { level: 1, column: 1, row: 0 });
    expect(await sharp(half.path).metadata(), 'out of the pixels').toMatchObject({ width: 276, height: 550 });
  });

  test('that do not exist, or cannot be made, say so', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff(size) });
    await using _lib = lib;
    const outside = lib.engine.photos.tile(ids('a.tif'), { level: 0, column: 3, row: 0 });
    await expect(outside).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await lib.remove('a.tif');
    await expect(lib.engine.photos.tile(ids('a.tif'), corner)).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
  });

  test('are kept within bounds, with the pixels that they come from', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff({ ...size, seed: 1 }), 'b.tif': tiff({ ...size, seed: 2 }) });
    await using _lib = lib;
    // Those of one photo are 10.8 MB.
    await lib.reopen({ maxTileBytes: 12_000_000 });
    const a = await lib.engine.photos.tile(ids('a.tif'), corner);
    const pixels = `${dirname(a.path)}.tif`;
    expect(existsSync(pixels)).toBe(true);
    const b = await lib.engine.photos.tile(ids('b.tif'), corner);
    expect([pixels, b.path].map((path) => existsSync(path))).toEqual([false, true]);
  });

  test('of a photo that is larger than the bounds go with the next, too', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff({ ...size, seed: 1 }), 'b.tif': tiff({ ...size, seed: 2 }) });
    await using _lib = lib;
    await lib.reopen({ maxTileBytes: 1_000_000 });
    const { path } = await lib.engine.photos.tile(ids('a.tif'), corner);
    await lib.engine.photos.tile(ids('b.tif'), corner);
    expect(existsSync(`${dirname(path)}.tif`)).toBe(false);
  });

  test('are cleared with the rest, and count as previews', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff(size) });
    await using _lib = lib;
    const { path } = await lib.engine.photos.tile(ids('a.tif'), corner);
    expect((await lib.engine.library.storage()).previewBytes).toBeGreaterThan(size.width * size.height * 3);
    expect(await lib.engine.library.clearCache()).toMatchObject({ previewBytes: 0 });
    expect(existsSync(path)).toBe(false);
    expect((await lib.engine.photos.tile(ids('a.tif'), corner)).path).toBe(path);
  });
});

describe('clearing the cache', () => {
  test('deletes what can be made again, and keeps the thumbnails of a drive that is not there', async () => {
    await using lib = await tempLibrary({ 'disk/a.tif': tiff({ seed: 1 }), 'drive/b.jpg': photo(2) });
    await lib.index({ folder: lib.path('disk') });
    await lib.index({ folder: lib.path('drive') });
    const hits = await lib.search({ text: 'anything' });
    const ids = (name: string): number => hits.find(({ path }) => path === lib.path(name))?.photoId ?? 0;
    const preview = await lib.engine.photos.display(ids('disk/a.tif'));
    const [a, b] = [
      await lib.engine.photos.thumb(ids('disk/a.tif')),
      await lib.engine.photos.thumb(ids('drive/b.jpg')),
    ];
    expect(await lib.engine.library.storage()).toMatchObject({ previewBytes: (await stat(preview.path)).size });
    await rename(lib.path('drive'), lib.path('ejected'));
    expect(await lib.engine.library.clearCache()).toMatchObject({
      previewBytes: 0,
      thumbnailBytes: (await stat(b.path)).size,
    });
    expect([a, b, preview].map(({ path }) => existsSync(path))).toEqual([false, true, false]);
    expect(await lib.engine.photos.thumb(ids('disk/a.tif'))).toEqual(a);
    expect(await lib.engine.photos.display(ids('disk/a.tif'))).toEqual(preview);
    expect(existsSync(preview.path)).toBe(true);
  });

  test('of an empty library is no error', async () => {
    await using lib = await tempLibrary({});
    expect(await lib.engine.library.clearCache()).toMatchObject({ thumbnailBytes: 0, previewBytes: 0 });
  });
});

describe('a cache that cannot be written', () => {
  test('is the error of whoever asks, not of the photo', async () => {
    const { lib, ids } = await indexed({ 'a.tif': tiff(), 'b.jpg': photo(2) });
    await using _lib = lib;
    await copyFile(lib.path('b.jpg'), join(lib.dataDir, 'previews'));
    await expect(lib.engine.photos.display(ids('a.tif'))).rejects.toMatchObject({ code: 'THUMBNAIL_WRITE_FAILED' });
    expect(lib.failures()).toEqual({});
  });
});

describe('an encoder that does not start', () => {
  test('is said to whoever asks, and hangs nobody', async () => {
    const { lib, ids } = await indexed({ 'a.jpg': photo(1) });
    await using _lib = lib;
    await lib.reopen({ launchEncoder: launchOddEncoder('--dies-at-start') });
    expect(await lib.engine.photos.thumb(ids('a.jpg'))).toBeDefined();
    await rm(join(lib.dataDir, 'thumbnails'), { recursive: true });
    await expect(lib.engine.photos.thumb(ids('a.jpg'))).rejects.toMatchObject({ code: 'ENCODER_CRASHED' });
  });
});
