import { createRequire } from 'node:module';
import { boxes, findBox } from '../../containers/bmff.ts';
import { checkSize, type Codec, damaged, unsupported } from './codec.ts';
import type { Raster } from './raster.ts';
import { startFrom } from './start-wasm.ts';

interface OpenJpeg {
  readonly J2KDecoder: new () => Decoder;
  readonly HEAPU8: Uint8Array;
}

interface Decoder {
  getEncodedBuffer(size: number): Uint8Array;
  getDecodedBuffer(): Uint8ClampedArray<ArrayBuffer>;
  decode(): void;
  getFrameInfo(): { width: number; height: number; componentCount: number; bitsPerSample: number };
  delete(): void;
}

let loaded: OpenJpeg | undefined;

async function openJpeg(): Promise<OpenJpeg> {
  const create = createRequire(import.meta.url)('@cornerstonejs/codec-openjpeg/decodewasmjs') as (
    options: object,
  ) => Promise<OpenJpeg>;
  loaded ??= await create(startFrom('@cornerstonejs/codec-openjpeg/decodewasm'));
  return loaded;
}

/** JPEG 2000 through OpenJPEG in WebAssembly: grey, and RGB of at most 8 bits, which is what this build gives. */
export const jp2: Codec = {
  async decode(bytes, maxPixels) {
    const header = readHeader(bytes);
    checkSize(header.width, header.height, maxPixels);
    const decoder = new (await openJpeg()).J2KDecoder();
    try {
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
      const data = decoder.getDecodedBuffer();
      if (width !== header.width || height !== header.height || data.length === 0)
        throw damaged('its pixels cannot be decoded');
      const bits = bitsPerSample > 8 ? 16 : 8;
      // A palette makes three of one.
      const colour = componentCount === 1 ? 'grey' : 'rgb';
      const samples = stretched(new Uint8Array(data.buffer), bitsPerSample);
      return { raster: { width, height, colour, alpha: false, bits, data: samples, icc: header.icc } };
    } finally {
      decoder.delete();
    }
  },
  heldBytes: () => loaded?.HEAPU8.byteLength ?? 0,
};

/** Samples of a few bits, of the file's own range, in the full range of 8 or 16 bits. */
function stretched(data: Uint8Array, bits: number): Uint8Array {
  if (bits === 8 || bits === 16) return data;
  if (bits < 8) return data.map((value) => Math.round((value * 255) / (2 ** bits - 1)));
  const words = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  for (const [i, value] of words.entries()) words[i] = Math.round((value * 65_535) / (2 ** bits - 1));
  return data;
}

const codeMagic = 0xff_4f_ff_51;

type Header = Pick<Raster, 'width' | 'height' | 'icc'>;

/** @see ISO/IEC 15444-1, A.5.1 for SIZ and I.5.3.3 for colour */
function readHeader(bytes: Buffer): Header {
  const isBare = bytes.readUInt32BE(0) === codeMagic;
  const code = isBare ? bytes : (findBox(bytes, 'jp2c') ?? Buffer.alloc(0));
  if (code.length < 43 || code.readUInt32BE(0) !== codeMagic) throw damaged('it holds no codestream');
  const [width, height, left, top] = [8, 12, 16, 20].map((at) => code.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (left > 0 || top > 0) throw unsupported('JPEG 2000', 'it is cut out of a larger canvas');
  const components = code.readUInt16BE(40);
  const isSigned = code.readUInt8(42) >= 128;
  const depth = (code.readUInt8(42) & 127) + 1;
  const isKnown = (components === 1 && depth <= 16) || (components === 3 && depth <= 8);
  if (isSigned || !isKnown) throw unsupported('JPEG 2000', `${components} components of ${depth} bits`);
  return { width, height, icc: isBare ? undefined : profile(findBox(bytes, 'jp2h') ?? Buffer.alloc(0)) };
}

/** The colour profile of a JP2 header: method 2, restricted, or 3, any. */
function profile(header: Buffer): Uint8Array | undefined {
  for (const { type, content } of boxes(header))
    if (type === 'colr' && (content[0] === 2 || content[0] === 3)) return content.subarray(3);
  return undefined;
}
