import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { decodePhoto, type DecodeResult, type PhotoFacts } from '../../../src-main/encoder/decode/decode-photo.ts';
import { cacheThumbnail } from '../../../src-main/encoder/decode/thumbnails.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';
import { lookApart, pixels, scene, storedAs } from './photos.ts';

const { image: tower } = await readManifest('tiny-f16');

async function folderForTest(): Promise<TempDir> {
  const folder = await tempDir();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return folder;
}

function decode(file: string, thumbDir: string, knownHashes: readonly string[] | 'all' = []): Promise<DecodeResult> {
  return decodePhoto({ path: file, tower, limits: defaultLimits, library: { thumbDir, knownHashes } });
}

async function factsOf(file: string, thumbDir: string): Promise<PhotoFacts> {
  const result = await decode(file, thumbDir);
  if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
  return result.facts;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

describe('thumbnails', () => {
  test.each([
    [1600, 1200, 512, 384],
    [1200, 1600, 384, 512],
    [513, 100, 512, 100],
    [512, 512, 512, 512],
    [200, 150, 200, 150],
    [4000, 4, 512, 1],
  ])('of a %i x %i photo are WebP of %i x %i', async (width, height, thumbWidth, thumbHeight) => {
    const folder = await folderForTest();
    await pixels(scene(width, height)).jpeg().toFile(folder.at('photo.jpg'));
    const { thumb } = await factsOf(folder.at('photo.jpg'), folder.at('thumbnails'));
    const header = await sharp(folder.at('thumbnails', thumb)).metadata();
    expect(header).toMatchObject({ format: 'webp', width: thumbWidth, height: thumbHeight });
  });

  test('are upright and carry no metadata', async () => {
    const folder = await folderForTest();
    const upright = scene(600, 400);
    const stored = pixels(storedAs(upright, 6)).withMetadata({ orientation: 6 });
    await stored
      .withExifMerge({ IFD0: { Artist: 'Somebody' } })
      .jpeg({ quality: 95 })
      .toFile(folder.at('photo.jpg'));
    const { thumb } = await factsOf(folder.at('photo.jpg'), folder.at('thumbnails'));
    const file = folder.at('thumbnails', thumb);
    const header = await sharp(file).metadata();
    expect(header).toMatchObject({ width: 512, height: 341 });
    expect([header.exif, header.orientation, header.icc, header.xmp]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(await lookApart(file, await pixels(upright).png().toBuffer())).toBeLessThan(2);
  });

  test('are named by the content of the photo, two folders deep', async () => {
    const folder = await folderForTest();
    await pixels(scene(60, 40)).png().toFile(folder.at('photo.png'));
    const facts = await factsOf(folder.at('photo.png'), folder.at('thumbnails'));
    const hash = createHash('sha256')
      .update(await readFile(folder.at('photo.png')))
      .digest('hex');
    expect(facts).toMatchObject({ contentHash: hash, thumb: `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.webp` });
    expect(await filesIn(folder.at('thumbnails'))).toEqual([folder.at('thumbnails', facts.thumb)]);
  });

  test('are not made again while they are there', async () => {
    const folder = await folderForTest();
    await pixels(scene(60, 40)).png().toFile(folder.at('photo.png'));
    const { thumb } = await factsOf(folder.at('photo.png'), folder.at('thumbnails'));
    const file = folder.at('thumbnails', thumb);
    const before = new Date('2001-02-03T04:05:06Z');
    await utimes(file, before, before);
    await factsOf(folder.at('photo.png'), folder.at('thumbnails'));
    expect((await stat(file)).mtime).toEqual(before);
  });

  test('of the same content encoded at once several times are one file, complete, with nothing left beside it', async () => {
    const folder = await folderForTest();
    await pixels(scene(800, 600)).jpeg().toFile(folder.at('photo.jpg'));
    const all = await Promise.all(
      Array.from({ length: 8 }, () => factsOf(folder.at('photo.jpg'), folder.at('thumbnails'))),
    );
    const [file, ...others] = await filesIn(folder.at('thumbnails'));
    expect(others).toEqual([]);
    expect(file).toBe(folder.at('thumbnails', all[0]?.thumb ?? ''));
    expect(await sharp(file).stats()).toBeDefined();
  });

  test('that cannot be written are an error of their own', async () => {
    const folder = await folderForTest();
    await writeFile(folder.at('thumbnails'), 'a file where the cache should be');
    await pixels(scene(60, 40)).png().toFile(folder.at('photo.png'));
    expect(await decode(folder.at('photo.png'), folder.at('thumbnails'))).toEqual({
      kind: 'failed',
      error: {
        code: 'THUMBNAIL_WRITE_FAILED',
        message: expect.stringMatching(/thumbnail cannot be written: (ENOTDIR|EEXIST)/u) as string,
      },
    });
  });

  test('leave nothing behind when they fail to get their name', async () => {
    const folder = await folderForTest();
    // A folder that appears in the thumbnail's place meanwhile: writing succeeds and renaming does not.
    const render = async (): Promise<Buffer> => {
      await mkdir(folder.at('a/b.webp/x'), { recursive: true });
      return Buffer.from('thumbnail');
    };
    await expect(cacheThumbnail(folder.path, 'a/b.webp', render)).rejects.toMatchObject({
      code: 'THUMBNAIL_WRITE_FAILED',
    });
    expect(await filesIn(folder.path)).toEqual([]);
  });

  test('are not made for an example image of a query', async () => {
    const folder = await folderForTest();
    await pixels(scene(60, 40)).png().toFile(folder.at('photo.png'));
    const result = await decodePhoto({ path: folder.at('photo.png'), tower, limits: defaultLimits, library: null });
    expect(result).toMatchObject({ kind: 'decoded', facts: null });
    expect(await filesIn(folder.path)).toEqual([folder.at('photo.png')]);
  });
});

describe('known hashes', () => {
  async function photo(): Promise<{ folder: TempDir; file: string; hash: string; sizeBytes: number }> {
    const folder = await folderForTest();
    const file = folder.at('photo.png');
    await pixels(scene(60, 40)).png().toFile(file);
    const bytes = await readFile(file);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { folder, file, hash, sizeBytes: bytes.length };
  }

  test.each(['listed', 'all'] as const)('%s: the photo is hashed and nothing else', async (how) => {
    const { folder, file, hash, sizeBytes } = await photo();
    const known = how === 'all' ? how : ['0'.repeat(64), hash];
    const { mtimeMs } = await stat(file);
    expect(await decode(file, folder.at('thumbnails'), known)).toEqual({
      kind: 'hashed',
      contentHash: hash,
      sizeBytes,
      mtimeMs,
    });
    expect(await filesIn(folder.at('thumbnails'))).toEqual([]);
  });

  test('of other photos do not stop this one', async () => {
    const { folder, file, hash } = await photo();
    const result = await decode(file, folder.at('thumbnails'), ['0'.repeat(64), hash.toUpperCase()]);
    expect(result).toMatchObject({ kind: 'decoded', facts: { contentHash: hash } });
  });

  test('stop before decoding: a file that is no photo is hashed too', async () => {
    const folder = await folderForTest();
    await writeFile(folder.at('text.jpg'), 'no photo');
    expect(await decode(folder.at('text.jpg'), folder.at('thumbnails'), 'all')).toMatchObject({ kind: 'hashed' });
  });

  test.each([
    ['missing', 'PHOTO_MISSING'],
    ['empty', 'PHOTO_EMPTY'],
  ])('do not hide that a file is %s', async (what, code) => {
    const folder = await folderForTest();
    if (what === 'empty') await writeFile(folder.at('photo.jpg'), '');
    expect(await decode(folder.at('photo.jpg'), folder.at('thumbnails'), 'all')).toMatchObject({
      kind: 'failed',
      error: { code },
    });
  });
});
