import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import type { RgbImage } from '../../../src-main/core/image/resample.ts';
import type { ImageTower } from '../../../src-main/core/pack/manifest.ts';
import { decodePhoto, type PhotoFacts, type PhotoTensor } from '../../../src-main/encoder/decode/decode-photo.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';
import { pixels, scene } from './photos.ts';

const [width, height] = [160, 120];
const photo = scene(width, height);
const { image: fixtureTower } = await readManifest('tiny-f16');

/** A tower of the photo's own size that takes pixel values as they are: what was decoded can be read off its input. */
const tower: ImageTower = { ...fixtureTower, width, height, dtype: 'f32', rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] };

let folder: TempDir;
beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function decodeFile(path: string, own: ImageTower = tower): Promise<{ facts: PhotoFacts; tensor: PhotoTensor }> {
  const library = { thumbDir: folder.at('thumbnails'), knownHashes: [] };
  const result = await decodePhoto({ path, tower: own, limits: defaultLimits, library });
  if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
  return { facts: result.facts, tensor: result.tensor };
}

async function decode(bytes: Uint8Array, own?: ImageTower): ReturnType<typeof decodeFile> {
  const path = folder.at('photo.jpg');
  await writeFile(path, bytes);
  return decodeFile(path, own);
}

/** Mean absolute difference of a decoded photo and what it should be, in grey levels. */
async function apart(bytes: Uint8Array, expected: RgbImage): Promise<number> {
  const { facts, tensor } = await decode(bytes);
  expect(facts).toMatchObject({ width, height });
  const plane = width * height;
  let sum = 0;
  for (let i = 0; i < plane; i++)
    for (let c = 0; c < 3; c++) sum += Math.abs((tensor[c * plane + i] ?? NaN) - (expected.data[i * 3 + c] ?? NaN));
  return sum / tensor.length;
}

/** The colour [red, green, blue] of a photo that has one colour only. */
async function colour(bytes: Uint8Array): Promise<number[]> {
  const { tensor } = await decode(bytes);
  const plane = width * height;
  for (let c = 0; c < 3; c++) expect(new Set(tensor.subarray(c * plane, (c + 1) * plane))).toHaveProperty('size', 1);
  return [tensor[0] ?? NaN, tensor[plane] ?? NaN, tensor[2 * plane] ?? NaN];
}

const greyValues = await pixels(photo).greyscale().toColourspace('b-w').raw().toBuffer();
const grey: RgbImage = {
  data: Uint8Array.from(photo.data, (_, i) => greyValues[Math.floor(i / 3)] ?? 0),
  width,
  height,
};
const inColour = (): Sharp => pixels(photo);
const inGrey = (): Sharp => pixels(photo).greyscale().toColourspace('b-w');

test.each<readonly [kind: string, bytes: () => Promise<Buffer>, expected: RgbImage, tolerance: number]>([
  ['PNG', () => inColour().png().toBuffer(), photo, 0],
  ['16-bit PNG', () => inColour().toColourspace('rgb16').png().toBuffer(), photo, 0],
  ['16-bit TIFF', () => inColour().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer(), photo, 0],
  ['opaque PNG with alpha', () => inColour().ensureAlpha(1).png().toBuffer(), photo, 0],
  ['interlaced PNG', () => inColour().png({ progressive: true }).toBuffer(), photo, 0],
  ['palette PNG', () => inColour().png({ palette: true, colours: 256, dither: 0 }).toBuffer(), photo, 3],
  ['GIF', () => inColour().gif().toBuffer(), photo, 4],
  ['JPEG', () => inColour().jpeg({ quality: 95 }).toBuffer(), photo, 2],
  ['progressive JPEG', () => inColour().jpeg({ quality: 95, progressive: true }).toBuffer(), photo, 2],
  // Out-of-gamut colours come back paler; a photo with inverted inks would be some hundred levels away.
  ['CMYK JPEG', () => inColour().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), photo, 15],
  ['CMYK JPEG with profile', () => inColour().withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(), photo, 15],
  ['lossless WebP', () => inColour().webp({ lossless: true }).toBuffer(), photo, 0],
  ['WebP', () => inColour().webp({ quality: 95 }).toBuffer(), photo, 3],
  ['AVIF', () => inColour().avif({ lossless: true, effort: 0 }).toBuffer(), photo, 0.5],
  ['10-bit AVIF', () => inColour().avif({ quality: 95, bitdepth: 10, effort: 0 }).toBuffer(), photo, 3],
  ['grey PNG', () => inGrey().png().toBuffer(), grey, 0],
  ['grey PNG with alpha', () => inGrey().ensureAlpha(1).toColourspace('b-w').png().toBuffer(), grey, 0],
  ['16-bit grey PNG', () => inColour().greyscale().toColourspace('grey16').png().toBuffer(), grey, 1],
  ['grey JPEG', () => inGrey().jpeg({ quality: 95 }).toBuffer(), grey, 1],
  ['grey TIFF', () => inGrey().tiff({ compression: 'lzw' }).toBuffer(), grey, 0],
  ['Display P3 PNG', () => inColour().withIccProfile('p3').png().toBuffer(), photo, 1],
  ['Display P3 JPEG', () => inColour().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(), photo, 2],
])('%s has the pixels it shows', async (_, bytes, expected, tolerance) => {
  expect(await apart(await bytes(), expected)).toBeLessThanOrEqual(tolerance);
});

describe('animations', () => {
  const frames = [scene(width, height), { ...photo, data: new Uint8Array(photo.data.length) }];
  const join = (): Promise<Buffer[]> => Promise.all(frames.map((frame) => pixels(frame).png().toBuffer()));

  test.each([
    ['GIF', (image: Sharp): Promise<Buffer> => image.gif().toBuffer(), 4],
    ['WebP', (image: Sharp): Promise<Buffer> => image.webp({ lossless: true }).toBuffer(), 0],
  ])('%s counts by its first frame', async (_, write, tolerance) => {
    const bytes = await write(sharp(await join(), { join: { animated: true } }));
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    expect(await apart(bytes, photo)).toBeLessThanOrEqual(tolerance);
  });
});

describe('transparency', () => {
  const sheet = (alpha: number, depth: 'srgb' | 'rgb16'): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 4, background: { r: 0, g: 100, b: 200, alpha } } })
      .toColourspace(depth)
      .png()
      .toBuffer();

  test.each(['srgb', 'rgb16'] as const)('shows the white background of the pack in %s', async (depth) => {
    expect(await colour(await sheet(0, depth))).toEqual([255, 255, 255]);
    for (const [i, value] of (await colour(await sheet(0.5, depth))).entries())
      expect(Math.abs(value - ([127.5, 177.5, 227.5][i] ?? 0))).toBeLessThan(1);
    expect(await colour(await sheet(1, depth))).toEqual([0, 100, 200]);
  });

  test('shows another background where the pack says so', async () => {
    const { tensor } = await decode(await sheet(0, 'srgb'), { ...tower, alphaBackground: [10, 20, 30] });
    expect([tensor[0], tensor[width * height], tensor[2 * width * height]]).toEqual([10, 20, 30]);
  });

  test('does not let hidden colours bleed in when a large photo is reduced', async () => {
    // Opaque red on a transparent green that nobody sees.
    const size = 2400;
    const data = Buffer.alloc(size * size * 4);
    for (let i = 0; i < size * size; i++) data.set((i % size) % 8 < 4 ? [255, 0, 0, 255] : [0, 255, 0, 0], i * 4);
    const png = await sharp(data, { raw: { width: size, height: size, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const { tensor } = await decode(png);
    const plane = width * height;
    const mean = [0, 1, 2].map((c) => {
      let sum = 0;
      for (const value of tensor.subarray(c * plane, (c + 1) * plane)) sum += value;
      return sum / plane;
    });
    for (const [i, value] of mean.entries()) expect(Math.abs(value - ([255, 127.5, 127.5][i] ?? 0))).toBeLessThan(2);
  });
});

/** A PNG of one colour with a colour profile, written by hand: sharp would convert the values. */
function profiledPng(values: readonly number[], bits: 8 | 16, profile: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([bits, 2], 8);
  const pixel = Buffer.from(values.flatMap((value) => (bits === 16 ? [value, value] : [value])));
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => pixel)]);
  const chunk = (type: string, content: Buffer): Buffer => {
    const out = Buffer.alloc(12 + content.length);
    out.writeUInt32BE(content.length);
    out.write(type, 4, 'latin1');
    content.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, 8 + content.length)), 8 + content.length);
    return out;
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('iCCP', Buffer.concat([Buffer.from('profile\0\0'), deflateSync(profile)])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('colour profiles', () => {
  // Display P3 coordinates of sRGB 200, 80, 40: https://www.w3.org/TR/css-color-4/#color-conversion-code
  test.each([8, 16] as const)('of %i-bit photos are converted to sRGB', async (bits) => {
    const { icc } = await sharp(await inColour().withIccProfile('p3').png().toBuffer()).metadata();
    const rgb = await colour(profiledPng([186, 87, 51], bits, icc ?? Buffer.alloc(0)));
    for (const [i, value] of rgb.entries()) expect(Math.abs(value - ([200, 80, 40][i] ?? 0))).toBeLessThanOrEqual(2);
  });

  test('that are broken leave the pixels as they are', async () => {
    const rgb = await colour(profiledPng([186, 87, 51], 8, Buffer.from('no profile at all')));
    expect(rgb).toEqual([186, 87, 51]);
  });

  test.skipIf(!hasEvalData)('of real Display P3 and ProPhoto files are converted to sRGB', async () => {
    for (const file of ['p3.png', 'prophoto.png']) {
      const path = evalFile('odd-files/formats', file);
      const raw = await sharp(path).flatten().toColourspace('srgb').raw().toBuffer();
      const { tensor } = await decodeFile(path, { ...tower, width: 32, height: 32 });
      expect([tensor[0], tensor[1024], tensor[2048]], file).toEqual([...raw.subarray(0, 3)]);
    }
  });
});

describe('odd sizes', () => {
  const towers: readonly (readonly [string, ImageTower])[] = [
    ['squashed', { ...tower, width: 64, height: 64 }],
    ['cropped', { ...tower, width: 64, height: 64, resize: 'shortest-crop', interpolation: 'bicubic' }],
  ];
  const sizes = [
    [1, 1],
    [1, 500],
    [2, 3],
    [6_000, 8],
    [8, 6_000],
    [20_000, 300],
    [30_000, 1],
  ] as const;
  const cases = towers.flatMap(([how, own]) => sizes.map(([w, h]) => [w, h, how, own] as const));

  test.each(cases)('%i x %i decodes, %s', async (w, h, _, own) => {
    const background = { r: 20, g: 120, b: 220 };
    const png = await sharp({ create: { width: w, height: h, channels: 3, background } })
      .png()
      .toBuffer();
    const { facts, tensor } = await decode(png, own);
    expect(facts).toMatchObject({ width: w, height: h });
    expect(tensor).toHaveLength(3 * 64 * 64);
    for (const [c, value] of [20, 120, 220].entries())
      expect(tensor.subarray(c * 4096, (c + 1) * 4096).every((v) => Math.abs(v - value) <= 1)).toBe(true);
    const thumb = await sharp(folder.at('thumbnails', facts.thumb)).metadata();
    expect(Math.max(thumb.width, thumb.height)).toBe(Math.min(512, Math.max(w, h)));
  });
});

test('the content decides what a file is, never its name', async () => {
  for (const [name, format] of [
    ['photo.png', 'jpeg'],
    ['photo.jpg', 'webp'],
    ['photo.gif', 'png'],
    ['photo.txt', 'avif'],
    ['photo', 'tiff'],
  ] as const) {
    await writeFile(folder.at(name), await inColour().toFormat(format).toBuffer());
    expect((await decodeFile(folder.at(name))).facts).toMatchObject({ format, width, height });
  }
});
