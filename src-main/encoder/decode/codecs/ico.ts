import { readDib } from './bmp.ts';
import { type Codec, damaged } from './codec.ts';

interface Entry {
  /** Bits a pixel of the largest edge that it states: larger and deeper is better. */
  readonly score: number;
  readonly content: Buffer;
}

const maxEntries = 256;
const pngMagic = 0x89_50_4e_47;

/** Icons and cursors: the largest picture in them, which is a PNG or a bitmap with a mask. */
export const ico: Codec = {
  decode(bytes, maxPixels) {
    const best = readEntries(bytes).reduce<Entry | null>(
      (found, entry) => (found === null || entry.score > found.score ? entry : found),
      null,
    );
    if (best === null) throw damaged('it holds no picture');
    const { content } = best;
    if (content.length >= 8 && content.readUInt32BE(0) === pngMagic) return { file: Uint8Array.from(content) };
    return { raster: readDib(content, { pixelsAt: null, maxPixels, isIcon: true }).raster };
  },
};

function readEntries(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  const count = Math.min(bytes.length >= 6 ? bytes.readUInt16LE(4) : 0, maxEntries);
  for (let at = 6; at + 16 <= Math.min(bytes.length, 6 + count * 16); at += 16) {
    const [size, offset] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    const content = bytes.subarray(offset, offset + size);
    if (content.length < 40) continue;
    const isPng = content.readUInt32BE(0) === pngMagic;
    // The directory has one byte for each edge, where 0 stands for 256 and more.
    const [width, bits] = isPng
      ? [content.readUInt32BE(16), 32]
      : [bytes[at] === 0 ? 256 : (bytes[at] ?? 0), content.readUInt16LE(14)];
    entries.push({ score: width * 64 + Math.min(bits, 32), content });
  }
  return entries;
}
