import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tiffPlanes } from '../../../src-main/encoder/containers/tiff-planes.ts';
import type { DecodeResult, PhotoFacts } from '../../../src-main/encoder/decode/decode-photo.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { decodeBytesIn } from './decoder.ts';
import { lookApart, pixels, scene } from './photos.ts';

const [width, height, tile] = [96, 64, 32];
const { data: rgb } = scene(width, height);
const photo = await pixels(scene(width, height)).png().toBuffer();
let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Variant {
  readonly samples?: number;
  readonly photometric?: number;
  readonly bits?: 8 | 16;
  readonly isLittle?: boolean;
  readonly isDeflated?: boolean;
  readonly orientation?: number;
  /** Edge of a tile. */
  readonly edge?: number;
}

const usual = { samples: 3, photometric: 2, bits: 8, isLittle: true, isDeflated: false, edge: tile } as const;

/** The scene as a TIFF with tiles of their own for each colour; samples after the third are full. */
function tiff(variant: Variant = {}): Buffer {
  const whole = { ...usual, ...variant };
  const { samples, photometric, bits, isLittle, isDeflated, orientation, edge } = whole;
  const tiles: Buffer[] = [];
  for (let sample = 0; sample < samples; sample++)
    for (let top = 0; top < height; top += edge)
      for (let left = 0; left < width; left += edge) tiles.push(tileOf(whole, sample, left, top));
  const entries: [tag: number, type: number, values: number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array<number>(samples).fill(bits)],
    [259, 3, [isDeflated ? 8 : 1]],
    [262, 3, [photometric]],
    ...(orientation === undefined ? [] : [[274, 3, [orientation]] as [number, number, number[]]]),
    [277, 3, [samples]],
    [284, 3, [2]],
    [322, 3, [edge]],
    [323, 3, [edge]],
    [324, 4, tiles.map(() => 0)],
    [325, 4, tiles.map(({ length }) => length)],
  ];
  let at = writeHead(entries, isLittle).length;
  const offsets = entries.find(([tag]) => tag === 324)?.[2] ?? [];
  for (const [i, { length }] of tiles.entries()) {
    offsets[i] = at;
    at += length;
  }
  return Buffer.concat([writeHead(entries, isLittle), ...tiles]);
}

function tileOf(
  { bits, isLittle, isDeflated, edge }: Required<Pick<Variant, 'bits' | 'isLittle' | 'isDeflated' | 'edge'>>,
  sample: number,
  left: number,
  top: number,
): Buffer {
  const content = Buffer.alloc((edge * edge * bits) / 8);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const value = valueAt(sample, left + x, top + y);
      const to = y * edge + x;
      if (bits === 8) content[to] = value;
      else if (isLittle) content.writeUInt16LE(value * 257, to * 2);
      else content.writeUInt16BE(value * 257, to * 2);
    }
  }
  return isDeflated ? deflateSync(content) : content;
}

/** Of a colour; 255 of any other sample, 0 outside of the picture. */
function valueAt(sample: number, x: number, y: number): number {
  if (x >= width || y >= height) return 0;
  return sample < 3 ? (rgb[(y * width + x) * 3 + sample] ?? 0) : 255;
}

function writeHead(entries: readonly [tag: number, type: number, values: number[]][], isLittle: boolean): Buffer {
  const directoryBytes = 2 + entries.length * 12 + 4;
  const outer = entries.map(([, type, values]) => {
    const bytes = values.length * (type === 3 ? 2 : 4);
    return bytes > 4 ? bytes : 0;
  });
  const head = Buffer.alloc(8 + directoryBytes + outer.reduce((sum, bytes) => sum + bytes, 0));
  const write = (value: number, at: number, bytes: 2 | 4): void => {
    if (isLittle) head.writeUIntLE(value, at, bytes);
    else head.writeUIntBE(value, at, bytes);
  };
  head.write(isLittle ? 'II*\0' : 'MM\0*', 0, 'latin1');
  write(8, 4, 4);
  write(entries.length, 8, 2);
  let valuesAt = 8 + directoryBytes;
  for (const [i, [tag, type, values]] of entries.entries()) {
    const at = 10 + i * 12;
    write(tag, at, 2);
    write(type, at + 2, 2);
    write(values.length, at + 4, 4);
    const isOuter = (outer[i] ?? 0) > 0;
    if (isOuter) write(valuesAt, at + 8, 4);
    const size = type === 3 ? 2 : 4;
    for (const [k, value] of values.entries()) write(value, (isOuter ? valuesAt : at + 8) + k * size, size);
    valuesAt += outer[i] ?? 0;
  }
  return head;
}

const decode = (bytes: Buffer): Promise<DecodeResult> => decodeBytesIn(folder, bytes);

async function factsOf(bytes: Buffer): Promise<PhotoFacts> {
  const result = await decode(bytes);
  if (result.kind !== 'decoded' || result.facts === null) throw new Error(JSON.stringify(result));
  return result.facts;
}

describe('a TIFF whose colours lie in tiles of their own', () => {
  test('is what libvips does not read', async () => {
    await expect(sharp(tiff()).stats()).rejects.toThrow(/separate planes/u);
  });

  test.each<[title: string, variant: Variant]>([
    ['8 bits', {}],
    ['big-endian', { isLittle: false }],
    ['16 bits', { bits: 16 }],
    ['16 bits, big-endian, deflated', { bits: 16, isLittle: false, isDeflated: true }],
    ['deflated', { isDeflated: true }],
    ['with transparency, all of it opaque', { samples: 4 }],
    ['with a sample that nobody knows', { samples: 5 }],
    ['one tile a plane', { edge: 96 }],
  ])('is shown: %s', async (_, variant) => {
    const facts = await factsOf(tiff(variant));
    expect(facts).toMatchObject({ format: 'tiff', width, height, warnings: [] });
    expect(await lookApart(folder.at('thumbnails', facts.thumb), photo)).toBeLessThan(3);
  });

  test('is upright', async () => {
    const facts = await factsOf(tiff({ orientation: 6 }));
    expect(facts).toMatchObject({ width: height, height: width });
    const turned = await sharp(photo).rotate(90).png().toBuffer();
    expect(await lookApart(folder.at('thumbnails', facts.thumb), turned)).toBeLessThan(3);
  });

  test('may be grey with transparency, or ink', async () => {
    expect(await factsOf(tiff({ samples: 2, photometric: 1 }))).toMatchObject({ width, height });
    expect(await factsOf(tiff({ samples: 4, photometric: 5 }))).toMatchObject({ width, height });
  });

  test.each<[title: string, bytes: Buffer, code: string]>([
    ['in colours that are not known', tiff({ photometric: 8 }), 'PHOTO_FORMAT_UNSUPPORTED'],
    ['with tiles that are not there', tiff().subarray(0, 2000), 'PHOTO_DAMAGED'],
    ['with tiles that are damaged', Buffer.from(tiff({ isDeflated: true })).fill(7, 400, 700), 'PHOTO_DAMAGED'],
  ])('fails %s', async (_, bytes, code) => {
    expect(await decode(bytes)).toMatchObject({ kind: 'failed', error: { code } });
  });

  test('is read or refused wherever it is cut off or changed', () => {
    const whole = tiff({ edge: 96 });
    for (let length = 0; length < 400; length++) tiffPlanes(whole.subarray(0, length));
    for (let at = 4; at < 250; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = value;
        const planes = tiffPlanes(changed);
        if (planes !== null) expect(planes.pages.length).toBeLessThan(whole.length * 2);
      }
    }
    expect(tiffPlanes(whole)).toMatchObject({ count: 3, colour: 'rgb', alpha: false, bits: 8 });
  });

  test('is nothing else', async () => {
    const others = [
      await pixels(scene(width, height)).tiff().toBuffer(),
      await pixels(scene(width, height)).tiff({ tile: true }).toBuffer(),
      photo,
      Buffer.alloc(0),
    ];
    expect(others.map(tiffPlanes)).toEqual(others.map(() => null));
  });
});
