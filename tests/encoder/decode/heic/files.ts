import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type HeicToWrite, writeHeic } from '../../../../bench/lib/heif-writer.ts';
import { heic } from '../../../../src-main/encoder/decode/codecs/heic.ts';
import type { RgbPixels } from '../../../../src-main/encoder/decode/heic/transform.ts';
import { readHeifItems } from '../../../../src-main/encoder/containers/heif-items.ts';

/** A picture of tests/fixtures/heic. */
export function fixture(name: string): Promise<Buffer> {
  return readFile(path.resolve(import.meta.dirname, '../../../fixtures/heic', name));
}

/** 192 x 128 pixels in 3 x 2 tiles of 64 x 64. */
export const tiled = piecesOf(await fixture('tiles.heic'));

/** The coded pictures of a file, and what decoders have to know. */
export function piecesOf(file: Buffer): Pick<HeicToWrite, 'tiles' | 'hvcC' | 'tile'> {
  const { items, dataOf } = readHeifItems(file);
  const coded = [...items.values()].filter(({ type }) => type === 'hvc1');
  const content = (type: string): Buffer => {
    const found = coded[0]?.properties.find((property) => property.type === type);
    if (found === undefined) throw new Error(`Expected a property ${type}`);
    return found.content;
  };
  const tiles = coded.map(({ id }) => dataOf(id)).filter((data) => data !== null);
  const size = content('ispe');
  return {
    tiles,
    hvcC: content('hvcC'),
    tile: { width: size.readUInt32BE(4), height: size.readUInt32BE(8) },
  };
}

/** A grid of the tiles, cut off on the right and below. */
export function grid(changes: Partial<HeicToWrite> = {}): Buffer {
  return writeHeic({ ...tiled, columns: 3, width: 180, height: 120, ...changes });
}

/** What libheif makes of a file: an independent reader and decoder. */
export async function throughLibheif(file: Buffer): Promise<RgbPixels> {
  const decoded = await heic.decode(file, 1e8);
  if (!('raster' in decoded)) throw new Error('Expected pixels');
  const { width, height, data } = decoded.raster;
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set(data.subarray(i * 4, i * 4 + 3), i * 3);
  return { width, height, data: rgb };
}

/** Mean absolute difference in levels of 8 bits. */
export function meanApart(a: RgbPixels, b: RgbPixels): number {
  if (a.width !== b.width || a.height !== b.height)
    throw new Error(`Expected ${b.width} x ${b.height} but received ${a.width} x ${a.height}`);
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0) / a.data.length;
}
