import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Box } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { decodePhoto, type DecodeTask, type ExampleTensors } from '../../../src-main/encoder/decode/decode-photo.ts';
import { hugePng } from '../../helpers/photos.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';
import { pixels, scene, storedAs } from './photos.ts';

const towers = {
  squash: (await readManifest('builtin')).image,
  'shortest-crop': (await readManifest('tiny-clip')).image,
} as const;
let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function decode(file: string, box: Box | null, task: Partial<DecodeTask> = {}): Promise<ExampleTensors> {
  const all = { path: folder.at(file), tower: towers.squash, limits: defaultLimits, library: null, ...task };
  const result = await decodePhoto(box === null ? all : { ...all, box });
  if (result.kind !== 'decoded') throw new Error(JSON.stringify(result));
  const { tensor, surroundings } = result;
  return surroundings === undefined ? { tensor } : { tensor, surroundings };
}

async function refusal(file: string, box: Box, limits: Partial<typeof defaultLimits> = {}): Promise<unknown> {
  const task = { tower: towers.squash, limits: { ...defaultLimits, ...limits }, library: null };
  return decodePhoto({ ...task, path: folder.at(file), box });
}

/** Mean difference of two inputs of a tower, in what its standard deviation of pixels is 1 of. */
function apart({ tensor: a }: ExampleTensors, { tensor: b }: ExampleTensors): number {
  expect(a).toHaveLength(b.length);
  let sum = 0;
  for (const [i, value] of a.entries()) sum += Math.abs(value - (b[i] ?? NaN));
  return sum / a.length;
}

/** The surroundings alone. */
function around({ surroundings }: ExampleTensors): ExampleTensors {
  if (surroundings === undefined) throw new Error('Expected surroundings');
  return { tensor: surroundings };
}

/** In shares of a photo, from pixels. */
function boxOf([left, top, width, height]: Pixels, of: { width: number; height: number }): Box {
  return { x: left / of.width, y: top / of.height, width: width / of.width, height: height / of.height };
}

type Pixels = readonly [left: number, top: number, width: number, height: number];

describe.each(Object.entries(towers))('for a tower that takes photos by %s', (_, tower) => {
  const photo = scene(400, 300);

  test.each<readonly [where: string, box: Pixels, surroundings: Pixels]>([
    ['in the middle: twice its sides', [100, 100, 100, 50], [50, 75, 200, 100]],
    ['tall', [200, 50, 20, 200], [190, 0, 40, 300]],
    ['at the left upper corner', [0, 0, 100, 50], [0, 0, 150, 75]],
    ['at the right lower corner', [300, 250, 100, 50], [250, 225, 150, 75]],
    ['along an edge', [0, 200, 400, 100], [0, 150, 400, 150]],
    ['of most of the photo', [20, 15, 360, 270], [0, 0, 400, 300]],
    ['of few pixels', [10, 10, 8, 8], [6, 6, 16, 16]],
  ])('a box %s; it and its surroundings are prepared as if they were photos', async (_, box, outer) => {
    const part = async ([left, top, width, height]: Pixels): Promise<ExampleTensors> => {
      await pixels(photo).extract({ left, top, width, height }).png().toFile(folder.at('part.png'));
      return decode('part.png', null, { tower });
    };
    await pixels(photo).png().toFile(folder.at('photo.png'));
    const boxed = await decode('photo.png', boxOf(box, photo), { tower });
    expect(boxed.tensor).toEqual((await part(box)).tensor);
    expect(boxed.surroundings).toEqual((await part(outer)).tensor);
  });

  test.each<readonly [which: string, box: Box]>([
    ['of everything', { x: 0, y: 0, width: 1, height: 1 }],
    ['of everything but a rounding', { x: 1e-7, y: 0, width: 1, height: 1 - 1e-7 }],
  ])('a box %s is the photo', async (_, box) => {
    await pixels(photo).png().toFile(folder.at('whole.png'));
    expect(await decode('whole.png', box, { tower })).toEqual(await decode('whole.png', null, { tower }));
  });
});

describe('in every orientation the box is that of the upright photo', () => {
  test.each<
    readonly [format: string, size: readonly [number, number], write: (image: Sharp) => Sharp, tolerance: number]
  >([
    ['PNG', [400, 300], (image) => image.png(), 0],
    ['WebP', [400, 300], (image) => image.webp({ lossless: true, effort: 0 }), 0],
    ['TIFF', [400, 300], (image) => image.tiff({ compression: 'lzw' }), 0],
    ['AVIF', [400, 300], (image) => image.avif({ lossless: true, effort: 0 }), 0.01],
    ['JPEG', [1600, 1200], (image) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }), 0.01],
  ])('%s', async (format, [width, height], write, tolerance) => {
    const upright = scene(width, height);
    const box = { x: 0.15, y: 0.1, width: 0.4, height: 0.6 };
    let first: ExampleTensors | undefined;
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const file = `${format}-${orientation}`;
      await write(pixels(storedAs(upright, orientation)).withMetadata({ orientation })).toFile(folder.at(file));
      const boxed = await decode(file, box);
      first ??= boxed;
      expect(apart(boxed, first), `orientation ${orientation}`).toBeLessThanOrEqual(tolerance);
      expect(apart(around(boxed), around(first)), `orientation ${orientation}`).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('every decoder knows boxes', () => {
  const fixtures = path.resolve(import.meta.dirname, '../../fixtures/formats');
  const photo = scene(96, 64);
  const region = { left: 12, top: 7, width: 40, height: 30 };
  const box = boxOf([12, 7, 40, 30], photo);

  test.each([
    ['plain.heic', 0.1],
    ['turned.heic', 0.1],
    ['plain.jxl', 0.1],
    ['plain.jp2', 0.1],
    ['rgb.psd', 0.1],
    ['topdown24.bmp', 0.1],
    ['turned.dng', 0.1],
    ['pentax.pef', 0.1],
    ['olympus.orf', 0.1],
    ['panasonic.rw2', 0.1],
    ['canon.cr3', 0.1],
    ['fuji.raf', 0.1],
  ])('%s', async (file, tolerance) => {
    await pixels(photo).extract(region).png().toFile(folder.at('part.png'));
    const part = await decode('part.png', null);
    const boxed = await decode('', box, { path: path.join(fixtures, file) });
    expect(apart(boxed, part)).toBeLessThan(tolerance);
    expect(apart(await decode('', null, { path: path.join(fixtures, file) }), part)).toBeGreaterThan(3 * tolerance);
  });

  test('SVG, in the size in which it is drawn', async () => {
    await writeFile(
      folder.at('drawing.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="20" height="20" fill="#f00"/>' +
        '<rect x="20" width="20" height="20" fill="#00f"/></svg>',
    );
    const { tensor: left } = await decode('drawing.svg', { x: 0.05, y: 0.2, width: 0.3, height: 0.5 });
    const plane = left.length / 3;
    // (255 - 127) / 128 in red, (0 - 127) / 128 in green and blue.
    expect([left[0], left[plane], left[2 * plane]].map((value) => Math.sign(value ?? 0))).toEqual([1, -1, -1]);
    expect(new Set(left.subarray(0, plane)).size).toBe(1);
  });
});

describe('a small box in a large photo', () => {
  const detail = scene(360, 270);
  const large = { width: 4000, height: 3000 };
  const [left, top] = [2900, 400];

  test.each<readonly [format: string, write: (image: Sharp) => Sharp]>([
    ['JPEG', (image) => image.jpeg({ quality: 98, chromaSubsampling: '4:4:4' })],
    ['PNG', (image) => image.png({ compressionLevel: 1 })],
  ])('%s: is decoded with all the detail that is there', async (format, write) => {
    const file = `large ${format}`;
    const inset = await pixels(detail).png().toBuffer();
    const grey = pixels({ data: new Uint8Array(3).fill(120), width: 1, height: 1 });
    const photo = grey.resize(large.width, large.height).composite([{ input: inset, left, top }]);
    await write(photo.removeAlpha()).toFile(folder.at(file));
    const part = pixels(detail).extract({ left: 30, top: 15, width: 300, height: 240 });
    await part.png().toFile(folder.at('detail.png'));
    await part.clone().resize(75).toFile(folder.at('less.png'));
    const boxed = await decode(file, boxOf([left + 30, top + 15, 300, 240], large));
    const sharply = apart(boxed, await decode('detail.png', null));
    expect(sharply).toBeLessThan(0.02);
    expect(apart(boxed, await decode('less.png', null))).toBeGreaterThan(3 * sharply);
  });
});

describe('is refused', () => {
  test.each<readonly [what: string, box: Pixels, message: RegExp]>([
    [
      'a box of less than 8 pixels across',
      [50, 50, 7, 100],
      /at least 8 x 8 pixels but received 7 x 100 of a photo of 400 x 300/u,
    ],
    ['a box of less than 8 pixels down', [50, 50, 100, 3], /but received 100 x 3 of/u],
    ['a click', [50, 50, 0.001, 0.001], /but received 1 x 1 of/u],
  ])('%s', async (_, box, message) => {
    const photo = scene(400, 300);
    await pixels(photo).png().toFile(folder.at('photo.png'));
    expect(await refusal('photo.png', boxOf(box, photo))).toMatchObject({
      kind: 'failed',
      error: { code: 'QUERY_IMAGE_UNREADABLE', message: expect.stringMatching(message) as string },
    });
  });

  test('a photo of too many pixels, however small the box', async () => {
    await writeFile(folder.at('huge.png'), hugePng(30_000, 30_000, 1));
    expect(await refusal('huge.png', { x: 0, y: 0, width: 0.01, height: 0.01 })).toMatchObject({
      error: { code: 'PHOTO_TOO_MANY_PIXELS', message: expect.stringContaining('30000 x 30000') as string },
    });
  });

  test('a photo that is cut off, where the box is in what is missing', async () => {
    const whole = await pixels(scene(600, 400)).jpeg().toBuffer();
    await writeFile(folder.at('cut.jpg'), whole.subarray(0, whole.length * 0.6));
    expect(await refusal('cut.jpg', { x: 0.2, y: 0.8, width: 0.5, height: 0.15 })).toMatchObject({
      error: { code: 'PHOTO_DAMAGED' },
    });
    const there = await decode('cut.jpg', { x: 0.2, y: 0.05, width: 0.5, height: 0.2 });
    expect(there.tensor).toHaveLength(3 * 320 * 320);
  });
});
