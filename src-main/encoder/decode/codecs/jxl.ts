import { boxes } from '../../containers/bmff.ts';
import { checkSize, type Codec, damaged } from './codec.ts';
import { startFrom } from './start-wasm.ts';

interface Jxl {
  decode(bytes: Uint8Array): { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number } | null;
  readonly HEAPU8: Uint8Array;
}

/** What the decoder makes its answer of, as a browser would have it. */
class ImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

let loaded: Jxl | undefined;

async function jxlModule(): Promise<Jxl> {
  if (loaded !== undefined) return loaded;
  Object.assign(globalThis, { ImageData });
  // Its types are for browsers.
  const codec: unknown = await import('@jsquash/jxl/codec/dec/jxl_dec.js');
  const { default: create } = codec as { default: (options: object) => Promise<Jxl> };
  loaded = await create(startFrom('@jsquash/jxl/codec/dec/jxl_dec.wasm'));
  return loaded;
}

/** JPEG XL through libjxl in WebAssembly: upright, converted to sRGB, 8 bits, RGBA. */
export const jxl: Codec = {
  async decode(bytes, maxPixels) {
    const size = readSize(codestream(bytes));
    checkSize(size.width, size.height, maxPixels);
    const decoder = await jxlModule();
    const image = decoder.decode(bytes);
    if (image === null) throw damaged('its pixels cannot be decoded');
    const { width, height, data } = image;
    return { raster: { width, height, colour: 'rgb', alpha: true, bits: 8, data: new Uint8Array(data.buffer) } };
  },
  heldBytes: () => loaded?.HEAPU8.byteLength ?? 0,
};

const headerBytes = 16;

/** The beginning of the codestream, bare or in boxes. */
function codestream(bytes: Buffer): Buffer {
  if (bytes.readUInt16BE(0) === 0xff_0a) return bytes;
  const parts: Buffer[] = [];
  for (const { type, content } of boxes(bytes)) {
    if (type === 'jxlc') return content;
    // Parts are numbered in four bytes; the first one may be too short for a header.
    if (type === 'jxlp' && parts.length < headerBytes) parts.push(content.subarray(4, 4 + headerBytes));
  }
  return Buffer.concat(parts);
}

/** Width as a multiple of the height, by the three bits that say so. */
const ratios = [1, 1, 12 / 10, 4 / 3, 3 / 2, 16 / 9, 5 / 4, 2];
const sizeBits = [9, 13, 18, 30];

/** Size before orientation. @see ISO/IEC 18181-1, D.2 */
function readSize(code: Buffer): { width: number; height: number } {
  if (code.length < 2 || code.readUInt16BE(0) !== 0xff_0a) throw damaged('its codestream has no header');
  let at = 16;
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value += (((code[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** i;
    return value;
  };
  const isSmall = bits(1) === 1;
  const edge = (): number => (isSmall ? (bits(5) + 1) * 8 : bits(sizeBits[bits(2)] ?? 0) + 1);
  const height = edge();
  const ratio = bits(3);
  return { width: ratio === 0 ? edge() : Math.floor(height * (ratios[ratio] ?? 1)), height };
}
