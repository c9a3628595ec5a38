import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../../src-main/core/encoder-protocol.ts';
import type { DecodeResult, PhotoFacts } from '../../../src-main/encoder/decode/decode-photo.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { decodeBytesIn, decodeIn } from './decoder.ts';
import { lookApart, pixels, scene } from './photos.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/formats');
const [width, height] = [96, 64];
const photo = await pixels(scene(width, height)).png().toBuffer();
let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

const decode = (file: string, limits?: Partial<DecodeLimits>): Promise<DecodeResult> => decodeIn(folder, file, limits);
const decodeBytes = (bytes: Uint8Array | string, limits?: Partial<DecodeLimits>): Promise<DecodeResult> =>
  decodeBytesIn(folder, bytes, limits);

function factsOf(result: DecodeResult): PhotoFacts {
  if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
  return result.facts;
}

// Thumbnails are lossy, and grey is made in more than one way.
describe('a photo in each format is upright, whole and in its colours', () => {
  test.each<readonly [file: string, format: string, tolerance: number]>([
    ['plain.heic', 'heic', 4],
    ['turned.heic', 'heic', 4],
    ['plain.jxl', 'jxl', 3],
    ['metadata.jxl', 'jxl', 3],
    ['plain.jp2', 'jp2', 3],
    ['bare.j2k', 'jp2', 3],
    ['grey.jp2', 'jp2', 12],
    ['alpha.jp2', 'jp2', 3],
    ['grey-alpha.jp2', 'jp2', 12],
    ['cmyk.jp2', 'jp2', 25],
    ['rgb.psd', 'psd', 3],
    ['runs.psd', 'psd', 3],
    ['grey.psd', 'psd', 12],
    ['grey16.psd', 'psd', 12],
    // Ink without a profile is printed by the book: paler.
    ['cmyk.psd', 'psd', 25],
    ['layers-only.psd', 'psd', 3],
    ['bits8.bmp', 'bmp', 4],
    ['runs8.bmp', 'bmp', 4],
    ['fields16.bmp', 'bmp', 5],
    ['topdown24.bmp', 'bmp', 3],
    ['turned.dng', 'dng', 3],
    ['pentax.pef', 'raw', 3],
    ['olympus.orf', 'orf', 3],
    ['panasonic.rw2', 'rw2', 3],
    ['canon.cr3', 'cr3', 3],
    ['fuji.raf', 'raf', 3],
  ])('%s', async (file, format, tolerance) => {
    const facts = factsOf(await decode(path.join(fixtures, file)));
    expect(facts).toMatchObject({ format, width, height });
    expect(await lookApart(folder.at('thumbnails', facts.thumb), photo)).toBeLessThan(tolerance);
    const [red, , blue] = (await sharp(folder.at('thumbnails', facts.thumb)).stats()).channels.map(({ mean }) => mean);
    // Grey has both alike; else red and blue are told apart by the sky.
    if (!file.startsWith('grey')) expect((blue ?? 0) - (red ?? 0)).toBeGreaterThan(5);
  });

  // 66 is what `badheadersize.bmp` of the BMP Suite has, https://entropymine.com/jason/bmpsuite/
  test.each([44, 66, 120])('a BMP whose header says that it has %i bytes', async (headerBytes) => {
    const right = await readFile(path.join(fixtures, 'topdown24.bmp'));
    const wrong = Buffer.concat([right.subarray(0, 54), Buffer.alloc(headerBytes - 40), right.subarray(54)]);
    wrong.writeUInt32LE(14 + headerBytes, 10);
    wrong.writeUInt32LE(headerBytes, 14);
    const facts = factsOf(await decodeBytes(wrong));
    expect(facts).toMatchObject({ format: 'bmp', width, height });
    expect(await lookApart(folder.at('thumbnails', facts.thumb), photo)).toBeLessThan(3);
  });

  test.each(['png.ico', 'bitmap.ico'])('%s: the largest picture in it', async (file) => {
    const facts = factsOf(await decode(path.join(fixtures, file)));
    expect(facts).toMatchObject({ format: 'ico', width: 64 });
    const square = await sharp(photo).resize(64, facts.height, { fit: 'fill' }).png().toBuffer();
    expect(await lookApart(folder.at('thumbnails', facts.thumb), square)).toBeLessThan(6);
  });
});

/** A cursor of `edge` pixels in one bit each: a white square, black around it, and a border that is transparent or inverts. */
function cursor(edge: number, inverts = false): Buffer {
  const rowBytes = 4 * Math.ceil(edge / 32);
  const header = Buffer.alloc(6 + 16 + 40 + 8);
  header.writeUInt16LE(2, 2);
  header.writeUInt16LE(1, 4);
  header.set([edge, edge, 2, 0], 6);
  header.writeUInt32LE(48 + 2 * rowBytes * edge, 14);
  header.writeUInt32LE(22, 18);
  header.writeUInt32LE(40, 22);
  header.writeInt32LE(edge, 26);
  header.writeInt32LE(edge * 2, 30);
  header.writeUInt16LE(1, 34);
  header.writeUInt16LE(1, 36);
  header.set([0, 0, 0, 0, 255, 255, 255, 0], 62);
  const [colours, mask] = [Buffer.alloc(rowBytes * edge), Buffer.alloc(rowBytes * edge)];
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const depth = Math.min(x, y, edge - 1 - x, edge - 1 - y);
      const at = y * rowBytes + (x >> 3);
      const bit = 128 >> (x & 7);
      if (depth >= edge / 4 || (inverts && depth < edge / 8)) colours[at] = (colours[at] ?? 0) | bit;
      if (depth < edge / 8) mask[at] = (mask[at] ?? 0) | bit;
    }
  }
  return Buffer.concat([header, colours, mask]);
}

test('a cursor of one bit is shown with its mask, and black where it inverts', async () => {
  /** Brightness at the left, from the border on: border, frame, square. */
  const row = async (bytes: Buffer): Promise<number[]> => {
    const facts = factsOf(await decodeBytes(bytes));
    expect(facts).toMatchObject({ format: 'ico', width: 32, height: 32 });
    const { data, info } = await sharp(folder.at('thumbnails', facts.thumb))
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [1, 6, 16].map((x) => data[(16 * 32 + x) * info.channels] ?? -1);
  };
  const [background = 0, frame = 0, square = 0] = await row(cursor(32));
  expect(background, 'the background of the pack').toBeGreaterThan(100);
  expect(frame).toBeLessThan(20);
  expect(square).toBeGreaterThan(240);
  expect((await row(cursor(32, true)))[0]).toBeLessThan(20);
});

describe('metadata', () => {
  const taken = { takenAt: '2021-05-06T07:08:09' };
  test.each<readonly [file: string, metadata: object]>([
    ['turned.heic', { ...taken, cameraModel: 'Model' }],
    ['metadata.jxl', { ...taken, cameraModel: 'Model' }],
    ['rgb.psd', { ...taken, cameraModel: 'Model' }],
    ['fuji.raf', { ...taken, cameraModel: 'Model', orientation: 6 }],
    ['canon.cr3', { ...taken, cameraMake: 'Canon', orientation: 6, latitude: 47.5, longitude: 8.25 }],
    ['turned.dng', { cameraMake: 'Maker', orientation: 6 }],
    ['olympus.orf', { cameraMake: 'OLYMPUS', orientation: 6 }],
    ['panasonic.rw2', { cameraMake: 'Panasonic', orientation: 6 }],
  ])('of %s is read', async (file, metadata) => {
    expect(factsOf(await decode(path.join(fixtures, file))).metadata).toMatchObject(metadata);
  });
});

describe('what is only half there', () => {
  test.each([
    ['turned.dng', /only a preview of 64 x 96 pixels/u],
    ['layers-only.psd', /only a small preview/u],
  ])('%s says so', async (file, warning) => {
    expect(factsOf(await decode(path.join(fixtures, file))).warnings).toContainEqual(expect.stringMatching(warning));
  });

  test('a variant that no decoder takes is named', async () => {
    const bytes = await readFile(path.join(fixtures, 'alpha.jp2'));
    const siz = bytes.indexOf('ff4fff51', 0, 'hex');
    const five = Buffer.from(bytes);
    five.writeUInt16BE(5, siz + 40);
    const deep = Buffer.from(bytes);
    deep[siz + 42] = 11;
    const failed = (detail: string): object => ({
      kind: 'failed',
      error: { code: 'PHOTO_FORMAT_UNSUPPORTED', message: expect.stringContaining(detail) as string },
    });
    expect(await decodeBytes(five)).toMatchObject(failed('5 components of 8 bits'));
    expect(await decodeBytes(deep)).toMatchObject(failed('4 components of 12 bits'));
  });

  test.each(['jpeg', 'png'] as const)('a %s cut off late is shown with a warning', async (format) => {
    const whole = await pixels(scene(600, 400)).toFormat(format).toBuffer();
    const { warnings } = factsOf(await decodeBytes(whole.subarray(0, whole.length * 0.8)));
    expect(warnings).toEqual([
      expect.stringMatching(/^Pixels: the file is damaged; about [6-9]\d % of the picture is there$/u),
    ]);
  });

  test('an animation counts by the first frame that shows something', async () => {
    const blank = { create: { width, height, channels: 3, background: 'black' } } as const;
    const frames = [await sharp(blank).png().toBuffer(), photo, photo];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { thumb } = factsOf(await decodeBytes(gif));
    expect(await lookApart(folder.at('thumbnails', thumb), photo)).toBeLessThan(4);
  });
});

describe('drawings', () => {
  const svg = (content: string, size = 'width="96" height="64"'): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${content}</svg>`;

  test('are drawn large enough to be seen', async () => {
    expect(factsOf(await decodeBytes(svg('<rect width="9" height="9"/>')))).toMatchObject({
      format: 'svg',
      width: 1024,
    });
    expect(factsOf(await decodeBytes(svg('', 'width="90000" height="90"')))).toMatchObject({ width: 4096 });
  });

  test('never show another file', async () => {
    await writeFile(folder.at('secret.png'), await sharp(photo).flatten().png().toBuffer());
    const image = `<image xlink:href="${folder.at('secret.png')}" width="96" height="64"/>`;
    const { thumb } = factsOf(await decodeBytes(svg(image)));
    const { channels } = await sharp(folder.at('thumbnails', thumb)).stats();
    expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });

  test('that would take for ever are ended, and the next photo is decoded', async () => {
    const filter = '<filter id="f"><feGaussianBlur stdDeviation="300"/><feTurbulence numOctaves="10"/></filter>';
    const endless = svg(
      filter + '<rect width="3000" height="2000" filter="url(#f)"/>'.repeat(2000),
      'width="3000" height="2000"',
    );
    expect(await decodeBytes(endless, { timeoutSeconds: 1 })).toMatchObject({ error: { code: 'PHOTO_TIMEOUT' } });
    expect(factsOf(await decode(path.join(fixtures, 'plain.jxl')))).toMatchObject({ format: 'jxl' });
  });

  test.each([
    [
      'entities',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>${svg('<text>&a;</text>')}`,
    ],
    ['nothing that ends', svg('<g>').slice(0, -6)],
  ])('with %s are refused', async (_, bytes) => {
    expect(await decodeBytes(bytes)).toMatchObject({ error: { code: 'PHOTO_DAMAGED' } });
  });
});

test('whatever the bytes, the result is a photo or an error of the photo', async () => {
  const names = [
    'plain.heic',
    'plain.jxl',
    'plain.jp2',
    'runs.psd',
    'runs8.bmp',
    'bitmap.ico',
    'turned.dng',
    'canon.cr3',
  ];
  const originals = await Promise.all(names.map((name) => readFile(path.join(fixtures, name))));
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) });
  const damaged = fc.record({
    original: fc.constantFrom(...originals),
    // Most of what can be wrong is in the header.
    changes: fc.array(
      change.map(({ at, byte }) => ({ at: at ** 4, byte })),
      { maxLength: 8 },
    ),
    keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const photoCodes = errorCodes.filter((code) => code.startsWith('PHOTO_'));
  await fc.assert(
    fc.asyncProperty(damaged, async ({ original, changes, keep }) => {
      const bytes = Buffer.from(original.subarray(0, Math.ceil(original.length * keep)));
      for (const { at, byte } of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
      const result = await decodeBytes(bytes, { maxPixels: 1_000_000, timeoutSeconds: 3 });
      if (result.kind === 'failed') {
        expect(photoCodes).toContain(result.error.code);
        expect(result.error.message).toMatch(/^[^\n]{10,}$/u);
      } else expect(result.kind).toBe('decoded');
    }),
    { numRuns: 120 },
  );
}, 60_000);
