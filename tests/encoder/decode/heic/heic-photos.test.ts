import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { property } from '../../../../bench/lib/heif-writer.ts';
import type { DecodeLimits } from '../../../../src-main/core/encoder-protocol.ts';
import type { DecodeResult, PhotoFacts } from '../../../../src-main/encoder/decode/decode-photo.ts';
import { CodecThread } from '../../../../src-main/encoder/decode/codecs/codec-thread.ts';
import { nativeCodecs } from '../../../../src-main/encoder/decode/heic/hevc-decoder.ts';
import { openImage } from '../../../../src-main/encoder/decode/open-image.ts';
import { defaultLimits } from '../../../../src-main/core/encoder-protocol.ts';
import { type TempDir, tempDir } from '../../sessions/open-service.ts';
import { decodeBytesIn } from '../decoder.ts';
import { lookApart, pixels, scene } from '../photos.ts';
import { fixture, grid, tiled } from './files.ts';

const native = await nativeCodecs();
const slowly = vi.spyOn(CodecThread.prototype, 'decode');
let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function decode(bytes: Buffer, limits?: Partial<DecodeLimits>): Promise<DecodeResult & { slow: boolean }> {
  slowly.mockClear();
  const result = await decodeBytesIn(folder, bytes, limits);
  return { ...result, slow: slowly.mock.calls.length > 0 };
}

async function factsOf(bytes: Buffer): Promise<PhotoFacts & { slow: boolean }> {
  const result = await decode(bytes);
  if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
  return { ...result.facts, slow: result.slow };
}

/** What the grid of tiles shows. */
const shown = await pixels(scene(192, 128)).extract({ left: 0, top: 0, width: 180, height: 120 }).png().toBuffer();

describe.skipIf(native === null)('with the native decoder', () => {
  test('a grid is decoded by it alone', async () => {
    const facts = await factsOf(grid());
    expect(facts).toMatchObject({ format: 'heic', width: 180, height: 120, warnings: [], slow: false });
    expect(await lookApart(folder.at('thumbnails', facts.thumb), shown)).toBeLessThan(4);
  });

  test('it is upright', async () => {
    const facts = await factsOf(grid({ properties: [property.turn(3)] }));
    expect(facts).toMatchObject({ width: 120, height: 180, slow: false });
    const upright = await sharp(shown).rotate(90).png().toBuffer();
    expect(await lookApart(folder.at('thumbnails', facts.thumb), upright)).toBeLessThan(4);
  });

  test('its profile is applied', async () => {
    const { icc } = await sharp(shown)
      .withIccProfile('p3')
      .png()
      .toBuffer()
      .then((png) => sharp(png).metadata());
    if (icc === undefined) throw new Error('Expected a profile');
    const mean = async (bytes: Buffer): Promise<number> => {
      const { thumb } = await factsOf(bytes);
      const { channels } = await sharp(folder.at('thumbnails', thumb)).stats();
      return (channels[1]?.mean ?? 0) - (channels[0]?.mean ?? 0);
    };
    // The same numbers mean stronger colours.
    expect(await mean(grid({ properties: [property.icc(icc)] }))).toBeGreaterThan((await mean(grid())) + 1);
  });

  test.each(['grey.heic', 'alpha.heic', 'identity.heic'])('%s is left to libheif', async (name) => {
    const facts = await factsOf(await fixture(name));
    expect(facts).toMatchObject({ format: 'heic', width: 96, height: 64, warnings: [], slow: true });
  });

  test('what is transparent shows the background of the pack', async () => {
    const { thumb } = await factsOf(await fixture('alpha.heic'));
    const { data, info } = await sharp(folder.at('thumbnails', thumb)).raw().toBuffer({ resolveWithObject: true });
    const corner = (info.width - 2) * info.channels;
    expect(Math.min(...data.subarray(corner, corner + 3))).toBeGreaterThan(250);
  });

  test('a part of it is cut out of all its pixels', async () => {
    const image = await openImage(grid(), defaultLimits);
    const small = await (await image.pipeline({ scale: 0.25 })).toBuffer({ resolveWithObject: true });
    expect(small.info).toMatchObject({ width: 45, height: 30 });
    const whole = await (await image.pipeline()).toBuffer({ resolveWithObject: true });
    expect(whole.info).toMatchObject({ width: 180, height: 120 });
  });

  test('at exactly the scale that is wanted it is the same with libvips and without', async () => {
    const turned = { properties: [property.turn(3)] };
    const image = await openImage(grid(turned), defaultLimits);
    for (const scale of [1, 0.5, 0.25]) {
      const straight = await image.decode?.({ scale });
      if (straight === undefined || !('data' in straight)) throw new Error('Expected pixels');
      const { data, info } = await (await image.pipeline({ scale })).raw().toBuffer({ resolveWithObject: true });
      expect(straight).toMatchObject({ width: info.width, height: info.height });
      expect(data.equals(Buffer.from(straight.data))).toBe(true);
    }
    // What has yet to be made smaller, or to get other colours, is left to libvips.
    const larger = await image.decode?.({ scale: 0.4 });
    expect(larger).toBeInstanceOf(sharp);
    const { icc } = await sharp(await sharp(shown).withIccProfile('p3').png().toBuffer()).metadata();
    const coloured = await openImage(grid({ properties: [property.icc(icc ?? Buffer.alloc(0))] }), defaultLimits);
    expect(await coloured.decode?.({ scale: 0.5 })).toBeInstanceOf(sharp);
  });

  test('too many pixels are refused before anything is decoded', async () => {
    expect(await decode(grid(), { maxPixels: 21_599 })).toMatchObject({
      kind: 'failed',
      error: { code: 'PHOTO_TOO_MANY_PIXELS' },
      slow: false,
    });
  });
});

describe.skipIf(native === null)('what was cut off', () => {
  const file = grid();
  const without = (count: number): Buffer =>
    file.subarray(0, file.length - tiled.tiles.slice(6 - count).reduce((sum, { length }) => sum + length, 0));

  test.each([1, 2, 3])('%i of 6 tiles: shown with a warning', async (count) => {
    const facts = await factsOf(without(count));
    const percent = Math.round((100 * (6 - count)) / 6);
    expect(facts.warnings).toEqual([`Pixels: the file is damaged; about ${percent} % of the picture is there`]);
    expect(facts).toMatchObject({ width: 180, height: 120, slow: false });
  });

  test.each([4, 5, 6])('%i of 6 tiles: refused', async (count) => {
    expect(await decode(without(count))).toMatchObject({
      kind: 'failed',
      error: { code: 'PHOTO_DAMAGED', message: expect.stringContaining('% of the picture is there') as string },
    });
  });

  test('before the pictures begin: refused', async () => {
    const head = file.subarray(0, file.indexOf('iprp'));
    expect(await decode(head)).toMatchObject({ kind: 'failed', error: { code: 'PHOTO_DAMAGED' } });
  });

  test('a picture without tiles: refused', async () => {
    const single = await fixture('bits8-420.heic');
    expect(await decode(single.subarray(0, single.length - 200))).toMatchObject({
      kind: 'failed',
      error: { code: 'PHOTO_DAMAGED' },
    });
  });
});

test('a file with that name that is a JPEG is one', async () => {
  const jpeg = await sharp(shown).jpeg().toBuffer();
  expect(await factsOf(jpeg)).toMatchObject({ format: 'jpeg', width: 180, slow: false });
});

test('without the native decoder every picture is decoded by libheif', async () => {
  vi.resetModules();
  vi.doMock('@napi-rs/webcodecs', () => {
    throw new Error('Cannot find native binding');
  });
  try {
    const { decodePhoto } = await import('../../../../src-main/encoder/decode/decode-photo.ts');
    const { CodecThread: Thread } = await import('../../../../src-main/encoder/decode/codecs/codec-thread.ts');
    const spy = vi.spyOn(Thread.prototype, 'decode');
    const manifest = await import('../../sessions/packs.ts').then(({ readManifest }) => readManifest('tiny-f16'));
    const library = { thumbDir: folder.at('slow'), knownHashes: [] };
    for (const name of ['plain.heic', 'turned.heic']) {
      const path = new URL(`../../../fixtures/formats/${name}`, import.meta.url).pathname;
      const result = await decodePhoto({ path, tower: manifest.image, limits: defaultLimits, library });
      if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
      expect(result.facts).toMatchObject({ format: 'heic', width: 96, height: 64 });
      const photo = await pixels(scene(96, 64)).png().toBuffer();
      expect(await lookApart(await readFile(folder.at('slow', result.facts.thumb)), photo)).toBeLessThan(4);
    }
    expect(spy).toHaveBeenCalledTimes(2);
  } finally {
    vi.doUnmock('@napi-rs/webcodecs');
    vi.resetModules();
  }
});
