/** One image of a TIFF, as its directory describes it. */
interface TiffImage {
  readonly compression: number;
  readonly photometric: number;
  /** Where its strips or tiles begin. */
  readonly offsets: readonly number[];
}

export interface TiffImages {
  readonly images: readonly TiffImage[];
  /** EXIF orientation of the first directory, 1..8; null when it says nothing. */
  readonly orientation: number | null;
}

const tag = {
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  subDirectories: 330,
  tileOffsets: 324,
} as const;
const wanted: ReadonlySet<number> = new Set(Object.values(tag));

const maxDirectories = 64;
const maxEntries = 1_000;
const maxValues = 65_536;
/** Panasonic's and Olympus' raw files are TIFFs but for this number. */
const magics: ReadonlySet<number> = new Set([42, 0x55, 0x4f_52, 0x53_52]);

/** Does the file begin like a TIFF, or like a raw file that is one in all but the name? */
export function isTiffLike(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const order = bytes.toString('latin1', 0, 2);
  return (order === 'II' && magics.has(bytes.readUInt16LE(2))) || (order === 'MM' && magics.has(bytes.readUInt16BE(2)));
}

/** Read the directories of a TIFF, the nested ones too, as far as they are sound. */
export function readTiffImages(bytes: Buffer): TiffImages {
  const reader = new TiffReader(bytes);
  const images: TiffImage[] = [];
  let orientation: number | null = null;
  const waiting = [reader.u32(4)];
  const seen = new Set<number>();
  for (let at = waiting.shift(); at !== undefined && seen.size < maxDirectories; at = waiting.shift()) {
    if (at < 8 || at + 2 > bytes.length || seen.has(at)) continue;
    seen.add(at);
    const { values, next } = reader.directory(at);
    const first = (tag: number): number | undefined => values.get(tag)?.[0];
    images.push({
      compression: first(tag.compression) ?? 1,
      photometric: first(tag.photometric) ?? 0,
      offsets: [...(values.get(tag.stripOffsets) ?? []), ...(values.get(tag.tileOffsets) ?? [])],
    });
    if (seen.size === 1) orientation = asOrientation(first(tag.orientation));
    waiting.push(...(values.get(tag.subDirectories) ?? []).slice(0, maxDirectories), next);
  }
  return { images, orientation };
}

function asOrientation(value = 0): number | null {
  return value >= 1 && value <= 8 ? value : null;
}

class TiffReader {
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isLittle = bytes[0] === 0x49;
  }

  #u16(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  u32(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** The wanted values of a directory, and where the next one is: 0 for none. */
  directory(at: number): { values: ReadonlyMap<number, number[]>; next: number } {
    const count = Math.min(this.#u16(at), maxEntries, Math.floor((this.#bytes.length - at - 2) / 12));
    const end = at + 2 + count * 12;
    const values = new Map<number, number[]>();
    for (let entry = at + 2; entry < end; entry += 12)
      if (wanted.has(this.#u16(entry))) values.set(this.#u16(entry), this.#values(entry));
    return { values, next: end + 4 <= this.#bytes.length ? this.u32(end) : 0 };
  }

  #values(entry: number): number[] {
    const size = this.#u16(entry + 2) === 3 ? 2 : 4;
    const count = Math.min(this.u32(entry + 4), maxValues);
    const at = count * size <= 4 ? entry + 8 : this.u32(entry + 8);
    if (at + count * size > this.#bytes.length) return [];
    return Array.from({ length: count }, (_, i) => (size === 2 ? this.#u16(at + i * 2) : this.u32(at + i * 4)));
  }
}

/** What a sensor saw, before it is developed: a colour filter's mosaic or linear light. */
export function isSensorData(image: TiffImage): boolean {
  return image.photometric === 32_803 || image.photometric === 34_892;
}

/** Is the first image compressed as TIFF 6.0 did it with JPEG, which nobody implements any more? */
export function isOldJpeg(bytes: Buffer): boolean {
  return isTiffLike(bytes) && readTiffImages(bytes).images[0]?.compression === 6;
}
