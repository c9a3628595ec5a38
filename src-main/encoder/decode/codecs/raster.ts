/** Decoded pixels, in samples that lie side by side, row by row from the top. */
export interface Raster {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** CMYK as inks: 0 is none. */
  readonly colour: 'grey' | 'rgb' | 'cmyk';
  /** Whether a last sample of each pixel says how opaque it is; the colours are not multiplied by it. */
  readonly alpha: boolean;
  /** Bits of a sample; two bytes are little-endian. */
  readonly bits: 8 | 16;
  readonly data: Uint8Array;
  /** Colour profile; sRGB, or what is usual for the colours, without one. */
  readonly icc?: Uint8Array | undefined;
  /** EXIF orientation, 1..8; upright when missing. */
  readonly orientation?: number;
}

const samplesOf = { grey: 1, rgb: 3, cmyk: 4 } as const;
const photometricOf = { grey: 1, rgb: 2, cmyk: 5 } as const;

/** Number of samples of a pixel. */
function samplesPerPixel({ colour, alpha }: Pick<Raster, 'colour' | 'alpha'>): number {
  return samplesOf[colour] + (alpha ? 1 : 0);
}

const stripBytes = 1 << 18;
const [typeShort, typeLong, typeUndefined] = [3, 4, 7];

/** One entry of a TIFF directory. */
interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[] | Uint8Array;
}

/**
 * Write a raster as an uncompressed TIFF, so that what sharp does for every other photo (profiles, 16 bits, CMYK,
 * transparency, limits) is done for it too.
 */
export function toTiff(raster: Raster): Uint8Array<ArrayBuffer> {
  const samples = samplesPerPixel(raster);
  const rowBytes = (raster.width * samples * raster.bits) / 8;
  const rowsPerStrip = Math.max(1, Math.floor(stripBytes / rowBytes));
  const strips = Math.ceil(raster.height / rowsPerStrip);
  const counts = Array.from(
    { length: strips },
    (_, i) => rowBytes * Math.min(rowsPerStrip, raster.height - i * rowsPerStrip),
  );
  const entries = (offsets: readonly number[]): readonly Entry[] => [
    { tag: 256, type: typeLong, values: [raster.width] },
    { tag: 257, type: typeLong, values: [raster.height] },
    { tag: 258, type: typeShort, values: Array.from({ length: samples }, () => raster.bits) },
    { tag: 259, type: typeShort, values: [1] },
    { tag: 262, type: typeShort, values: [photometricOf[raster.colour]] },
    { tag: 273, type: typeLong, values: offsets },
    ...(raster.orientation === undefined ? [] : [{ tag: 274, type: typeShort, values: [raster.orientation] }]),
    { tag: 277, type: typeShort, values: [samples] },
    { tag: 278, type: typeLong, values: [rowsPerStrip] },
    { tag: 279, type: typeLong, values: counts },
    ...(raster.alpha ? [{ tag: 338, type: typeShort, values: [2] }] : []),
    ...(raster.icc === undefined ? [] : [{ tag: 34_675, type: typeUndefined, values: raster.icc }]),
  ];
  const headBytes = writeHead(entries(counts)).length;
  const offsets = counts.map((_, i) => headBytes + i * rowsPerStrip * rowBytes);
  const head = writeHead(entries(offsets));
  const tiff = new Uint8Array(headBytes + rowBytes * raster.height);
  tiff.set(head);
  tiff.set(raster.data.subarray(0, rowBytes * raster.height), headBytes);
  return tiff;
}

/** The header and the one directory, with the values that do not fit into it. */
function writeHead(entries: readonly Entry[]): Uint8Array {
  const directoryAt = 8;
  let valuesAt = directoryAt + 2 + entries.length * 12 + 4;
  const size = valuesAt + entries.reduce((sum, entry) => sum + outerBytes(entry), 0);
  const head = new Uint8Array(size);
  const view = new DataView(head.buffer);
  view.setUint32(0, 0x00_2a_49_49, true);
  view.setUint32(4, directoryAt, true);
  view.setUint16(directoryAt, entries.length, true);
  for (const [i, entry] of entries.entries()) {
    const at = directoryAt + 2 + i * 12;
    view.setUint16(at, entry.tag, true);
    view.setUint16(at + 2, entry.type, true);
    view.setUint32(at + 4, entry.values.length, true);
    const isOuter = outerBytes(entry) > 0;
    if (isOuter) view.setUint32(at + 8, valuesAt, true);
    writeValues(view, isOuter ? valuesAt : at + 8, entry);
    valuesAt += outerBytes(entry);
  }
  return head;
}

function valueBytes({ type }: Entry): number {
  return type === typeLong ? 4 : type === typeShort ? 2 : 1;
}

/** Bytes outside of the entry, an even number. */
function outerBytes(entry: Entry): number {
  const bytes = valueBytes(entry) * entry.values.length;
  return bytes > 4 ? bytes + (bytes % 2) : 0;
}

function writeValues(view: DataView, at: number, entry: Entry): void {
  const bytes = valueBytes(entry);
  for (const [i, value] of entry.values.entries()) {
    if (bytes === 4) view.setUint32(at + i * 4, value, true);
    else if (bytes === 2) view.setUint16(at + i * 2, value, true);
    else view.setUint8(at + i, value);
  }
}
