import { createRequire } from 'node:module';
import { boxes, findBox } from '../../containers/bmff.ts';
import { checkSize, type Codec, damaged, unsupported } from './codec.ts';
import { withChannels } from './jp2-channels.ts';
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

/**
 * JPEG 2000 through OpenJPEG in WebAssembly: grey, and RGB of at most 8 bits, which is what this build gives; with a
 * fourth or second component of at most 8 bits, which it is asked for by itself (note _Channels_ in `jp2-channels.ts`).
 */
export const jp2: Codec = {
  async decode(bytes, maxPixels) {
    const header = readHeader(bytes);
    const { width, height, icc, components, depth } = header;
    checkSize(width, height, maxPixels);
    const library = await openJpeg();
    if (components !== 2 && components !== 4) {
      const { data, bits, colours } = decodeWith(library, bytes, header);
      const colour = colours === 1 ? 'grey' : 'rgb';
      return { raster: { width, height, colour, alpha: false, bits, data, icc } };
    }
    const channels = { code: header.code, width, height, components, depth };
    const colours = Array.from({ length: components - 1 }, (_, i) => i);
    const first = decodeWith(library, withChannels({ ...channels, wanted: colours }), header);
    const last = decodeWith(library, withChannels({ ...channels, wanted: [components - 1] }), header);
    const data = interleaved(first.data, last.data, components - 1);
    if (header.isInk) return { raster: { width, height, colour: 'cmyk', alpha: false, bits: 8, data, icc } };
    return { raster: { width, height, colour: components === 2 ? 'grey' : 'rgb', alpha: true, bits: 8, data, icc } };
  },
  heldBytes: () => loaded?.HEAPU8.byteLength ?? 0,
};

interface Samples {
  readonly data: Uint8Array;
  readonly bits: 8 | 16;
  /** One or three side by side. */
  readonly colours: number;
}

function decodeWith(library: OpenJpeg, bytes: Uint8Array, header: Pick<Header, 'width' | 'height'>): Samples {
  const decoder = new library.J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const data = decoder.getDecodedBuffer();
    if (width !== header.width || height !== header.height || data.length === 0)
      throw damaged('its pixels cannot be decoded');
    // A palette makes three of one.
    const colours = componentCount === 1 ? 1 : 3;
    const samples = stretched(new Uint8Array(data.buffer), bitsPerSample);
    return { data: samples, bits: bitsPerSample > 8 ? 16 : 8, colours };
  } finally {
    decoder.delete();
  }
}

/** `colours` samples of a pixel and one more behind them. */
function interleaved(first: Uint8Array, last: Uint8Array, colours: number): Uint8Array {
  const data = new Uint8Array(first.length + last.length);
  for (let pixel = 0, to = 0; pixel < last.length; pixel++) {
    for (let c = 0; c < colours; c++) data[to++] = first[pixel * colours + c] ?? 0;
    data[to++] = last[pixel] ?? 0;
  }
  return data;
}

/** Samples of a few bits, of the file's own range, in the full range of 8 or 16 bits. */
function stretched(data: Uint8Array, bits: number): Uint8Array {
  if (bits === 8 || bits === 16) return data;
  if (bits < 8) return data.map((value) => Math.round((value * 255) / (2 ** bits - 1)));
  const words = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  for (const [i, value] of words.entries()) words[i] = Math.round((value * 65_535) / (2 ** bits - 1));
  return data;
}

const codeMagic = 0xff_4f_ff_51;

interface Header extends Pick<Raster, 'width' | 'height' | 'icc'> {
  readonly code: Buffer;
  readonly components: number;
  /** Bits of a sample. */
  readonly depth: number;
  /** Four components are inks; else the last of four, as of two, says how opaque it is. */
  readonly isInk: boolean;
}

/** @see ISO/IEC 15444-1, A.5.1 for SIZ and I.5.3.3 for colour */
function readHeader(bytes: Buffer): Header {
  const { code, around } = takeApart(bytes);
  if (code.length < 43 || code.readUInt32BE(0) !== codeMagic) throw damaged('it holds no codestream');
  const [width = 0, height = 0, left = 0, top = 0] = [8, 12, 16, 20].map((at) => code.readUInt32BE(at));
  if (left > 0 || top > 0) throw unsupported('JPEG 2000', 'it is cut out of a larger canvas');
  const { components, depth } = readComponents(code);
  if (components % 2 === 0 && findBox(around, 'pclr') !== undefined)
    throw unsupported('JPEG 2000', 'a palette with transparency');
  const colour = readColour(around);
  return { code, width, height, components, depth, icc: colour.icc, isInk: components === 4 && colour.isInk === true };
}

/** The codestream, and the header of the file around it; both can be empty. */
function takeApart(bytes: Buffer): { code: Buffer; around: Buffer } {
  const nothing = Buffer.alloc(0);
  if (bytes.readUInt32BE(0) === codeMagic) return { code: bytes, around: nothing };
  return { code: findBox(bytes, 'jp2c') ?? nothing, around: findBox(bytes, 'jp2h') ?? nothing };
}

/** Most bits that a sample may have, by the number of components. */
const deepest: Readonly<Record<number, number>> = { 1: 16, 2: 8, 3: 8, 4: 8 };

function readComponents(code: Buffer): Pick<Header, 'components' | 'depth'> {
  const components = code.readUInt16BE(40);
  const isSigned = code.readUInt8(42) >= 128;
  const depth = (code.readUInt8(42) & 127) + 1;
  const isWhole = components % 2 === 1 || areAlike(code, components);
  if (isSigned || depth > (deepest[components] ?? 0) || !isWhole)
    throw unsupported('JPEG 2000', `${components} components of ${depth} bits`);
  return { components, depth };
}

/** Have all components the same depth and size? */
function areAlike(code: Buffer, components: number): boolean {
  if (code.length < 42 + components * 3) return false;
  const each = Array.from({ length: components }, (_, i) => code.toString('hex', 42 + i * 3, 45 + i * 3));
  return each.every((one) => one === each[0] && one.endsWith('0101'));
}

const enumeratedCmyk = 12;

/** The colours of a JP2 header: method 1, enumerated, or a profile: 2, restricted, or 3, any. */
function readColour(header: Buffer): { icc?: Uint8Array; isInk?: boolean } {
  for (const { type, content } of boxes(header)) {
    if (type !== 'colr') continue;
    if (content[0] === 1 && content.length >= 7) return { isInk: content.readUInt32BE(3) === enumeratedCmyk };
    if (content[0] === 2 || content[0] === 3)
      return { icc: content.subarray(3), isInk: content.toString('latin1', 19, 23) === 'CMYK' };
  }
  return {};
}
