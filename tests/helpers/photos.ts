import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

export interface PhotoOptions {
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'jpeg' | 'png' | 'webp' | 'tiff';
}

/** A small picture of coloured squares that follow from the seed: another seed is another content. */
export async function photo(seed: number, options: PhotoOptions = {}): Promise<Buffer> {
  const { width = 64, height = 48, format = 'jpeg' } = options;
  const squares = Uint8Array.from({ length: 4 * 3 * 3 }, (_, i) => scramble(seed * 64 + i));
  return sharp(squares, { raw: { width: 4, height: 3, channels: 3 } })
    .resize(width, height, { kernel: 'nearest' })
    .toFormat(format)
    .toBuffer();
}

/** A picture of one colour. */
export async function plain(background: { r: number; g: number; b: number }): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A byte that looks random and follows from its argument. */
export function scramble(n: number): number {
  let x = Math.imul(n + 1, 0x9e_37_79_b1);
  x ^= x >>> 15;
  x = Math.imul(x, 0x85_eb_ca_77);
  return (x ^ (x >>> 13)) & 255;
}

/** A PNG whose header says `width` x `height` in one bit a pixel, over as many rows of zeros as are asked for. */
export function hugePng(width: number, height: number, rows: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * rows));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The beginning of a HEIC file: enough for every reader to recognise the format, nothing to decode. */
export function heicHeader(): Buffer {
  return Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
    Buffer.from([0, 0, 0, 8]),
    Buffer.from('mdat', 'latin1'),
    Buffer.alloc(256, 7),
  ]);
}
