import { checkSize, type Codec, damaged, unsupported } from './codec.ts';
import type { Raster } from './raster.ts';

/** BMP as Windows and OS/2 write it: 1 to 32 bits, palettes, bit fields, run lengths, top-down, a profile in V5. */
export const bmp: Codec = {
  decode(bytes, maxPixels) {
    const pixelsAt = bytes.length >= 14 ? bytes.readUInt32LE(10) : 0;
    const { raster, missing } = readDib(bytes.subarray(14), { pixelsAt: pixelsAt - 14, maxPixels });
    if (missing > 0.5) throw damaged('more than half of its pixels are missing');
    return missing > 0
      ? {
          raster,
          warnings: [`Pixels: the file is damaged; about ${Math.floor(100 - missing * 100)} % of the picture is there`],
        }
      : { raster };
  },
};

interface DibOptions {
  /** Where the pixels begin, from the start of the header; null for right behind header and palette. */
  readonly pixelsAt: number | null;
  readonly maxPixels: number;
  /** Icons state twice their height: a mask of one bit a pixel follows, which is set where they are transparent. */
  readonly isIcon?: boolean;
}

/** What the header says. */
interface DibHeader {
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly colours: number;
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number] | null;
  readonly icc: Uint8Array | undefined;
}

const [plain, runs8, runs4, bitFields, alphaBitFields] = [0, 1, 2, 3, 6] as const;

/** Read a device-independent bitmap: header, palette, pixels. `missing` is the share of the rows that is not there. */
export function readDib(bytes: Buffer, options: DibOptions): { raster: Raster; missing: number } {
  const header = readHeader(bytes);
  const height = options.isIcon === true ? Math.floor(header.height / 2) : header.height;
  checkSize(header.width, height, options.maxPixels);
  const { width } = header;
  const palette = readPalette(bytes, header);
  const at = options.pixelsAt ?? header.size + palette.bytes + (header.masks !== null && header.size === 40 ? 12 : 0);
  const coded = bytes.subarray(Math.max(0, at));
  const isRuns = header.compression === runs8 || header.compression === runs4;
  const packed = isRuns ? expandRuns(coded, width, height, header.compression === runs4) : coded;
  const rowBytes = isRuns ? width : 4 * Math.ceil((width * header.bits) / 32);
  const rows = Math.min(height, Math.floor(packed.length / rowBytes));
  const data = new Uint8Array(width * height * 4).fill(255);
  const readRow = rowReader(isRuns ? { ...header, bits: 8 } : header, palette.colours);
  for (let row = 0; row < rows; row++) {
    const y = header.isTopDown ? row : height - 1 - row;
    readRow(packed.subarray(row * rowBytes, (row + 1) * rowBytes), data.subarray(y * width * 4, (y + 1) * width * 4));
  }
  const isOpaque = !hasAlpha(header, data, options.isIcon === true);
  if (isOpaque) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  if (options.isIcon === true && isOpaque) applyMask(packed.subarray(height * rowBytes), header.bits, width, data);
  const raster: Raster = { width, height, colour: 'rgb', alpha: true, bits: 8, data, icc: header.icc };
  return { raster, missing: 1 - rows / height };
}

function readHeader(bytes: Buffer): DibHeader {
  if (bytes.length < 12) throw damaged('its header is cut off');
  const size = bytes.readUInt32LE(0);
  if (size === 12) {
    const [width, height, bits] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6), bytes.readUInt16LE(10)];
    return { size, width, height, isTopDown: false, bits, compression: plain, colours: 0, masks: null, icc: undefined };
  }
  // A common header has 40 bytes; shorter and longer ones begin with the same fields.
  if (size < 16 || size > 4096 || bytes.length < Math.max(size, 40)) throw damaged('its header is damaged');
  const height = bytes.readInt32LE(8);
  const compression = readCompression(bytes, size);
  return {
    size,
    width: bytes.readInt32LE(4),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits: bytes.readUInt16LE(14),
    compression,
    colours: size >= 40 ? bytes.readUInt32LE(32) : 0,
    masks: isBitFields(compression) ? readMasks(bytes, size, compression) : null,
    icc: size >= 124 && bytes.toString('latin1', 56, 60) === 'DEBM' ? embeddedProfile(bytes) : undefined,
  };
}

function isBitFields(compression: number): boolean {
  return compression === bitFields || compression === alphaBitFields;
}

function readCompression(bytes: Buffer, size: number): number {
  const compression = size >= 40 ? bytes.readUInt32LE(16) : plain;
  // OS/2 has other methods under the numbers of bit fields.
  if (compression <= runs4 || (isBitFields(compression) && size !== 64)) return compression;
  throw unsupported('BMP', `compression ${compression}`);
}

function readMasks(bytes: Buffer, size: number, compression: number): [number, number, number, number] {
  // They are part of longer headers and lie behind the short one, at the same place.
  const hasAlphaMask = size >= 56 || compression === alphaBitFields;
  if (bytes.length < 56) throw damaged('its header is cut off');
  const mask = (i: number): number => bytes.readUInt32LE(40 + i * 4);
  return [mask(0), mask(1), mask(2), hasAlphaMask ? mask(3) : 0];
}

function embeddedProfile(bytes: Buffer): Uint8Array | undefined {
  const [at, length] = [bytes.readUInt32LE(112), bytes.readUInt32LE(116)];
  return length >= 128 && at + length <= bytes.length ? bytes.subarray(at, at + length) : undefined;
}

function readPalette(bytes: Buffer, header: DibHeader): { colours: Uint8Array; bytes: number } {
  if (header.bits > 8) return { colours: new Uint8Array(0), bytes: header.colours < 4096 ? header.colours * 4 : 0 };
  const entryBytes = header.size === 12 ? 3 : 4;
  const count = header.colours > 0 ? Math.min(header.colours, 256) : 2 ** header.bits;
  const colours = new Uint8Array(256 * 3);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) colours[i * 3 + c] = bytes[header.size + i * entryBytes + 2 - c] ?? 0;
  return { colours, bytes: count * entryBytes };
}

type RowReader = (row: Uint8Array, rgba: Uint8Array) => void;

function rowReader(header: DibHeader, palette: Uint8Array): RowReader {
  switch (header.bits) {
    case 1:
    case 2:
    case 4:
    case 8:
      return paletteRow(header.bits, palette);
    case 16:
      return fieldsRow(2, header.masks ?? [0x7c_00, 0x03_e0, 0x00_1f, 0]);
    case 24:
      return (row, rgba) => {
        for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
          rgba[to] = row[from + 2] ?? 0;
          rgba[to + 1] = row[from + 1] ?? 0;
          rgba[to + 2] = row[from] ?? 0;
        }
      };
    case 32:
      return fieldsRow(4, header.masks ?? [0xff_00_00, 0xff_00, 0xff, 0xff_00_00_00]);
    default:
      throw unsupported('BMP', `${header.bits} bits a pixel`);
  }
}

function paletteRow(bits: number, palette: Uint8Array): RowReader {
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return (row, rgba) => {
    for (let x = 0, to = 0; to < rgba.length; x++, to += 4) {
      const shift = 8 - bits * ((x % perByte) + 1);
      const entry = (((row[Math.floor(x / perByte)] ?? 0) >> shift) & mask) * 3;
      for (let c = 0; c < 3; c++) rgba[to + c] = palette[entry + c] ?? 0;
    }
  };
}

/** Samples of any bits inside a word, stretched to 8 bits. */
function fieldsRow(bytes: 2 | 4, masks: readonly [number, number, number, number]): RowReader {
  const fields = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { shift, max: mask === 0 ? 0 : (mask >>> shift) >>> 0 };
  });
  return (row, rgba) => {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    for (let from = 0, to = 0; to < rgba.length; from += bytes, to += 4) {
      const word = bytes === 2 ? view.getUint16(from, true) : view.getUint32(from, true);
      for (const [c, { shift, max }] of fields.entries())
        rgba[to + c] =
          max === 0 ? (c === 3 ? 255 : 0) : max === 255 ? (word >>> shift) & 255 : scaled(word, shift, max);
    }
  };
}

function scaled(word: number, shift: number, max: number): number {
  return Math.round((((word >>> shift) & max) >>> 0) * (255 / max));
}

/** The fourth byte of a pixel is alpha where masks say so; in icons also where any pixel has some. */
function hasAlpha(header: DibHeader, rgba: Uint8Array, isIcon: boolean): boolean {
  if (header.bits !== 32 && header.bits !== 16) return false;
  if (header.masks !== null) return header.masks[3] !== 0 && hasAny(rgba);
  return isIcon && header.bits === 32 && hasAny(rgba);
}

function hasAny(rgba: Uint8Array): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 0) return true;
  return false;
}

/**
 * Make transparent what the mask of an icon says. Of one bit, white there inverts what is behind it, as the beam of a text
 * cursor does: it is shown black.
 */
function applyMask(mask: Uint8Array, bits: number, width: number, rgba: Uint8Array): void {
  const rowBytes = 4 * Math.ceil(width / 32);
  const height = rgba.length / (width * 4);
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const isClear = ((mask[row * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      if (isClear === 0) continue;
      const at = ((height - 1 - row) * width + x) * 4;
      if (bits === 1 && rgba[at] !== 0) rgba.fill(0, at, at + 3);
      else rgba[at + 3] = 0;
    }
  }
}

/** Expand run lengths to one byte a pixel, rows as stored. What they skip has the first colour. */
function expandRuns(coded: Uint8Array, width: number, height: number, isHalfBytes: boolean): Uint8Array {
  const out = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (byte: number, i: number): void => {
    const value = isHalfBytes ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte;
    if (x < width && y < height) out[y * width + x] = value;
    x++;
  };
  /** Pixels as they are, up to an even number of bytes. */
  const literal = (count: number): void => {
    for (let i = 0; i < count; i++) put(coded[at + (isHalfBytes ? i >> 1 : i)] ?? 0, i);
    const bytes = isHalfBytes ? (count + 1) >> 1 : count;
    at += bytes + (bytes % 2);
  };
  const escape = (what: number): void => {
    if (what === 0) [x, y] = [0, y + 1];
    else if (what === 1) y = height;
    else if (what === 2) [x, y, at] = [x + (coded[at] ?? 0), y + (coded[at + 1] ?? 0), at + 2];
    else literal(what);
  };
  while (at + 1 < coded.length && y < height) {
    const [count, value] = [coded[at] ?? 0, coded[at + 1] ?? 0];
    at += 2;
    if (count === 0) escape(value);
    else for (let i = 0; i < count; i++) put(value, i);
  }
  return out.subarray(0, Math.max(1, Math.min(height, y + 1)) * width);
}
