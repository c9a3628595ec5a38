import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { decodePhoto } from '../../../src-main/encoder/decode/decode-photo.ts';
import { renderPhoto, type RenderResult, type RenderTask } from '../../../src-main/encoder/decode/render-photo.ts';
import { renderTile, type TileTask } from '../../../src-main/encoder/decode/render-tile.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
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

describe('a larger thumbnail', () => {
  test.each([
    [1800, 1200, 768, 768, 512],
    [4000, 500, 3072, 3072, 384],
    [1000, 2000, 1024, 512, 1024],
    [900, 600, 1024, 900, 600],
  ] as const)('of a %i x %i photo, at most %i, is %i x %i', async (width, height, edge, thumbWidth, thumbHeight) => {
    const folder = await folderForTest();
    const upright = scene(width, height);
    const bytes = await pixels(upright).jpeg({ quality: 95 }).toBuffer();
    const file = fileOf(await render(folder, bytes, { kind: 'thumb', edge }));
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: thumbWidth, height: thumbHeight });
    expect(await lookApart(file, await pixels(upright).png().toBuffer())).toBeLessThan(2);
    expect(path.basename(file)).toMatch(new RegExp(`^[0-9a-f]{64}-${edge}\\.webp$`, 'u'));
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

describe('all pixels', () => {
  /** What a rendering shows, 8-bit RGB. */
  async function shownBy(file: string): Promise<Buffer> {
    return sharp(file).raw().toBuffer();
  }

  test.each([1, 3, 6, 7])('are those of the photo, one for one, in EXIF orientation %i too', async (orientation) => {
    const folder = await folderForTest();
    const upright = scene(3001, 400);
    const stored = await pixels(storedAs(upright, orientation))
      .withMetadata({ orientation })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const file = fileOf(await render(folder, stored, { kind: 'pixels' }));
    expect(await sharp(file).metadata()).toMatchObject({ format: 'tiff', width: 3001, height: 400, depth: 'uchar' });
    expect((await shownBy(file)).equals(Buffer.from(upright.data))).toBe(true);
    expect(await readdir(path.dirname(file)), 'no leftovers').toEqual([path.basename(file)]);
  });

  test.each(['plain.heic', 'turned.heic', 'plain.jxl', 'plain.jp2', 'cmyk.jp2', 'rgb.psd', 'grey16.psd', 'turned.dng'])(
    'of %s look like its preview, in its size',
    async (name) => {
      const folder = await folderForTest();
      const bytes = await readFile(path.join(import.meta.dirname, '../../fixtures/formats', name));
      const preview = fileOf(await render(folder, bytes));
      const file = fileOf(await render(folder, bytes, { kind: 'pixels' }));
      const { width, height } = await sharp(preview).metadata();
      expect(await sharp(file).metadata()).toMatchObject({ width, height, depth: 'uchar' });
      expect(await lookApart(file, preview)).toBeLessThan(2);
    },
  );

  test('of a photo of which nothing can be had say why, and leave nothing', async () => {
    const folder = await folderForTest();
    const half = (await pixels(scene(300, 200)).png().toBuffer()).subarray(0, 6000);
    expect(await render(folder, half, { kind: 'pixels' })).toMatchObject({ error: { code: 'PHOTO_DAMAGED' } });
    const left = await readdir(folder.at('cache'), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  test('that cannot be written are no fault of the photo', async () => {
    const folder = await folderForTest();
    await writeFile(folder.at('cache'), 'in the way');
    const result = await render(folder, await pixels(scene(30, 20)).tiff().toBuffer(), { kind: 'pixels' });
    expect(result).toMatchObject({ error: { code: 'THUMBNAIL_WRITE_FAILED' } });
  });
});

describe('a tile', () => {
  const photo = scene(1500, 1200);

  async function tileOf(folder: TempDir, region: TileTask['region'], width: number, height: number): Promise<string> {
    const rendered = fileOf(await render(folder, await pixels(photo).png().toBuffer(), { kind: 'pixels' }));
    const task = { pixels: rendered, region, width, height, cacheDir: folder.at('tiles'), file: 'a/0.png' };
    return fileOf(await renderTile({ ...task, limits: defaultLimits }));
  }

  test('is cut out as it is', async () => {
    const folder = await folderForTest();
    const region = { left: 1024, top: 1024, width: 476, height: 176 };
    const file = await tileOf(folder, region, 476, 176);
    expect(file).toBe(folder.at('tiles', 'a', '0.png'));
    const expected = await pixels(photo).extract(region).raw().toBuffer();
    expect((await sharp(file).raw().toBuffer()).equals(expected)).toBe(true);
  });

  test('may have fewer pixels than its part', async () => {
    const folder = await folderForTest();
    const file = await tileOf(folder, { left: 0, top: 0, width: 1500, height: 1200 }, 375, 300);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 375, height: 300 });
    expect(await lookApart(file, await pixels(photo).png().toBuffer())).toBeLessThan(1);
  });

  test('of pixels that are gone says so', async () => {
    const folder = await folderForTest();
    const region = { left: 0, top: 0, width: 10, height: 10 };
    const task = { pixels: folder.at('gone.tif'), region, width: 10, height: 10, cacheDir: folder.at('tiles') };
    const result = await renderTile({ ...task, file: 'a.png', limits: defaultLimits });
    expect(result).toMatchObject({ ok: false, error: { code: 'PHOTO_MISSING' } });
  });
});

describe('colours', () => {
  const colour = [200, 60, 30] as const;
  const [r, g, b] = colour;
  const plain = sharp({ create: { width: 640, height: 480, channels: 3, background: { r, g, b } } });
  /** In Display P3, whose numbers for this colour are others. */
  const wide = (): Sharp => plain.clone().withIccProfile('p3');

  test.each<[string, () => Promise<Buffer>]>([
    ['TIFF', () => wide().tiff({ compression: 'lzw' }).toBuffer()],
    ['TIFF of 16 bits', () => wide().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer()],
    ['JPEG', () => wide().jpeg({ quality: 100 }).toBuffer()],
    ['PNG that is turned', () => wide().withMetadata({ orientation: 6, icc: 'p3' }).png().toBuffer()],
    ['AVIF', () => wide().avif({ quality: 90, effort: 0 }).toBuffer()],
  ])('of a %s in Display P3 are the same in sRGB, however it is shown', async (_, write) => {
    const bytes = await write();
    expect((await sharp(bytes).metadata()).hasProfile).toBe(true);
    for (const how of [
      { kind: 'thumb' },
      { kind: 'thumb', edge: 768 },
      { kind: 'preview' },
      { kind: 'pixels' },
    ] as const) {
      const folder = await folderForTest();
      const { data } = await sharp(fileOf(await render(folder, bytes, how)))
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const [i, value] of colour.entries())
        expect(Math.abs((data[i] ?? 0) - value), JSON.stringify(how)).toBeLessThanOrEqual(4);
    }
  });

  test.skipIf(!hasEvalData)('of a HEIC in Display P3 are the same, however it is shown', async () => {
    const bytes = await readFile(evalFile('odd-files/formats/iphone_15_pro.heic'));
    const means: number[][] = [];
    for (const how of [
      { kind: 'thumb' },
      { kind: 'thumb', edge: 1024 },
      { kind: 'preview' },
      { kind: 'pixels' },
    ] as const) {
      const folder = await folderForTest();
      const { channels } = await sharp(fileOf(await render(folder, bytes, how))).stats();
      means.push(channels.slice(0, 3).map(({ mean }) => mean));
    }
    for (const mean of means)
      for (const [i, value] of mean.entries()) expect(Math.abs(value - (means[0]?.[i] ?? 0))).toBeLessThan(1);
  });
});
