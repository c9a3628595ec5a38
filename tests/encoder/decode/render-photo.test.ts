import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { decodePhoto } from '../../../src-main/encoder/decode/decode-photo.ts';
import { renderPhoto, type RenderResult, type RenderTask } from '../../../src-main/encoder/decode/render-photo.ts';
import { heicHeader, hugePng } from '../../helpers/photos.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';
import { lookApart, pixels, scene, storedAs } from './photos.ts';

const { image: tower } = await readManifest('tiny-f16');

async function folderForTest(): Promise<TempDir> {
  const folder = await tempDir();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return folder;
}

/** Render bytes from a file as the encoder process would. */
async function render(folder: TempDir, bytes: Buffer, task: Partial<RenderTask> = {}): Promise<RenderResult> {
  const path = folder.at('photo');
  await writeFile(path, bytes);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const cacheDir = folder.at('cache');
  return renderPhoto({ path, contentHash, kind: 'preview', cacheDir, tower, limits: defaultLimits, ...task });
}

function fileOf(result: RenderResult): string {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.file;
}

describe('a preview', () => {
  test.each([
    [5200, 400, 2560, 197],
    [400, 5200, 197, 2560],
    [640, 480, 640, 480],
    [6000, 2, 2560, 1],
  ])('of a %i x %i photo is a WebP of %i x %i', async (width, height, previewWidth, previewHeight) => {
    const folder = await folderForTest();
    const file = fileOf(await render(folder, await pixels(scene(width, height)).tiff().toBuffer()));
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: previewWidth, height: previewHeight });
  });

  test.each([3, 6])('looks like the photo, in EXIF orientation %i too', async (orientation) => {
    const folder = await folderForTest();
    const upright = scene(600, 400);
    const stored = await pixels(storedAs(upright, orientation)).withMetadata({ orientation }).tiff().toBuffer();
    const file = fileOf(await render(folder, stored));
    expect(await sharp(file).metadata()).toMatchObject({ width: 600, height: 400 });
    expect(await lookApart(file, await pixels(upright).png().toBuffer())).toBeLessThan(3);
  });

  test('keeps what is transparent', async () => {
    const folder = await folderForTest();
    const background = { r: 10, g: 200, b: 10, alpha: 0 };
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const file = fileOf(await render(folder, clear));
    expect(await sharp(file).metadata()).toMatchObject({ hasAlpha: true });
  });
});

describe('a thumbnail', () => {
  test('is bit for bit the one that indexing makes', async () => {
    const folder = await folderForTest();
    const bytes = await pixels(scene(1800, 1200)).jpeg().toBuffer();
    const file = fileOf(await render(folder, bytes, { kind: 'thumb' }));
    const library = { thumbDir: folder.at('indexed'), knownHashes: [] };
    const indexed = await decodePhoto({ path: folder.at('photo'), tower, limits: defaultLimits, library });
    if (indexed.kind !== 'decoded' || indexed.facts === null) throw new Error('Expected a decoded photo');
    expect(await readFile(file)).toEqual(await readFile(folder.at('indexed', indexed.facts.thumb)));
    expect(file).toBe(folder.at('cache', indexed.facts.thumb));
  });
});

describe('what cannot be rendered', () => {
  test.each<[string, Buffer | Promise<Buffer>, string]>([
    ['a text', Buffer.from('Dear diary'), 'PHOTO_NOT_AN_IMAGE'],
    ['nothing', Buffer.alloc(0), 'PHOTO_EMPTY'],
    ['a HEIC without a picture', heicHeader(), 'PHOTO_DAMAGED'],
    ['too many pixels', hugePng(60_000, 60_000, 8), 'PHOTO_TOO_MANY_PIXELS'],
    [
      'half a photo',
      pixels(scene(300, 200))
        .png()
        .toBuffer()
        .then((all) => all.subarray(0, 6000)),
      'PHOTO_DAMAGED',
    ],
  ])('says why: %s', async (_, bytes, code) => {
    const folder = await folderForTest();
    for (const kind of ['preview', 'thumb'] as const) {
      expect(await render(folder, await bytes, { kind })).toMatchObject({ ok: false, error: { code } });
    }
    expect(await readdir(folder.path), 'nothing is left').toEqual(['photo']);
  });

  test('is a file that holds another photo by now', async () => {
    const folder = await folderForTest();
    const result = await render(folder, await pixels(scene(20, 20)).png().toBuffer(), { contentHash: 'a'.repeat(64) });
    expect(result).toMatchObject({ ok: false, error: { code: 'PHOTO_MISSING' } });
  });

  test('is a file that is gone', async () => {
    const folder = await folderForTest();
    const result = await render(folder, Buffer.from('x'), { path: folder.at('gone') });
    expect(result).toMatchObject({ ok: false, error: { code: 'PHOTO_MISSING' } });
  });
});
