type Colour = 'grey' | 'rgb' | 'cmyk';

/** A TIFF whose colours lie in tiles of their own, taken apart. */
export interface TiffPlanes {
  /** The same file with a page of one sample for each plane, in tiles, and with no other. */
  readonly pages: Buffer;
  readonly count: number;
  readonly colour: Colour;
  readonly alpha: boolean;
  readonly bits: 8 | 16;
  /** EXIF orientation; 1 when it says nothing. */
  readonly orientation: number;
}

const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  orientation: 274,
  samples: 277,
  planes: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
  jpegTables: 347,
} as const;

/** What a page says as the whole does. */
const shared = [
  tag.width,
  tag.height,
  tag.compression,
  tag.fillOrder,
  tag.predictor,
  tag.tileWidth,
  tag.tileHeight,
  tag.jpegTables,
];

const [typeShort, typeLong, blackIsZero] = [3, 4, 1];
const colours: Readonly<Record<number, readonly [Colour, samples: number]>> = {
  1: ['grey', 1],
  2: ['rgb', 3],
  5: ['cmyk', 4],
};

/**
 * Take a TIFF apart in which each colour has tiles of its own, which libvips does not read: the tiles stay where they
 * are, and a directory is added for each plane that names its tiles alone.
 *
 * @returns null for any other file, and for a variant of this one that is not known.
 * @see TIFF 6.0, PlanarConfiguration and section 15, Tiled Images
 */
export function tiffPlanes(bytes: Buffer): TiffPlanes | null {
  const isLittle = bytes.toString('latin1', 0, 4) === 'II*\0';
  if (!isLittle && bytes.toString('latin1', 0, 4) !== 'MM\0*') return null;
  const directory = new Directory(bytes, isLittle);
  const samples = directory.number(tag.samples) ?? 1;
  const bits = directory.number(tag.bits);
  if (samples < 2 || (bits !== 8 && bits !== 16) || !isTiledByPlane(directory, samples)) return null;
  const [colour, inks] = colours[directory.number(tag.photometric) ?? -1] ?? [null, 0];
  if (colour === null || samples < inks) return null;
  const count = Math.min(samples, inks + 1);
  const pages = directory.pages(count, directory.count(tag.tileOffsets) / samples, bits);
  const orientation = directory.number(tag.orientation) ?? 1;
  return { pages, count, colour, alpha: count > inks, bits, orientation };
}

/** Are there tiles of whole numbers, as many for each sample? */
function isTiledByPlane(directory: Directory, samples: number): boolean {
  const tiles = directory.count(tag.tileOffsets);
  return (
    directory.number(tag.planes) === 2 &&
    tiles > 0 &&
    tiles % samples === 0 &&
    directory.count(tag.tileBytes) === tiles &&
    (directory.number(tag.sampleFormat) ?? 1) === 1
  );
}

/** The first directory of a TIFF. */
class Directory {
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;
  /** Where the entry of a tag begins. */
  readonly #entries = new Map<number, number>();

  constructor(bytes: Buffer, isLittle: boolean) {
    this.#bytes = bytes;
    this.#isLittle = isLittle;
    const at = bytes.length < 8 ? 0 : this.#u32(4);
    if (at < 8 || at + 2 > bytes.length) return;
    const end = Math.min(bytes.length - 11, at + 2 + 12 * this.#u16(at));
    for (let entry = at + 2; entry < end; entry += 12) this.#entries.set(this.#u16(entry), entry);
  }

  #u16(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  #u32(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** The number of values of a tag; 0 where it is not there, or they are not whole numbers inside of the file. */
  count(wanted: number): number {
    const entry = this.#entries.get(wanted);
    if (entry === undefined) return 0;
    const [type, count] = [this.#u16(entry + 2), this.#u32(entry + 4)];
    const size = type === typeShort ? 2 : 4;
    if (type !== typeShort && type !== typeLong) return 0;
    return this.#valuesAt(entry) + count * size <= this.#bytes.length ? count : 0;
  }

  /** The first value of a tag. */
  number(wanted: number): number | undefined {
    const entry = this.#entries.get(wanted);
    if (entry === undefined || this.count(wanted) === 0) return undefined;
    const at = this.#valuesAt(entry);
    return this.#u16(entry + 2) === typeShort ? this.#u16(at) : this.#u32(at);
  }

  #valuesAt(entry: number): number {
    const size = this.#u16(entry + 2) === typeShort ? 2 : 4;
    return this.#u32(entry + 4) * size <= 4 ? entry + 8 : this.#u32(entry + 8);
  }

  /** Values `from` and on of a tag. */
  #slice(wanted: number, from: number, count: number): number[] {
    const entry = this.#entries.get(wanted) ?? 0;
    const at = this.#valuesAt(entry);
    return Array.from({ length: count }, (_, i) =>
      this.#u16(entry + 2) === typeShort ? this.#u16(at + (from + i) * 2) : this.#u32(at + (from + i) * 4),
    );
  }

  /** The file with directories for its planes behind it, the first of which is the first of the file. */
  pages(planes: number, tilesOfEach: number, bits: number): Buffer {
    const parts: Buffer[] = [];
    const begin = this.#bytes.length + (this.#bytes.length % 2);
    let at = begin;
    for (let plane = 0; plane < planes; plane++) {
      const part = this.#page(at, { plane, tiles: tilesOfEach, bits, isLast: plane === planes - 1 });
      parts.push(part);
      at += part.length;
    }
    const pages = Buffer.concat([this.#bytes, Buffer.alloc(begin - this.#bytes.length), ...parts]);
    this.#write32(pages, begin, 4);
    return pages;
  }

  #page(
    at: number,
    { plane, tiles, bits, isLast }: { plane: number; tiles: number; bits: number; isLast: boolean },
  ): Buffer {
    const offsets = this.#slice(tag.tileOffsets, plane * tiles, tiles);
    const sizes = this.#slice(tag.tileBytes, plane * tiles, tiles);
    const own: [number, number, number[]][] = [
      [tag.bits, typeShort, [bits]],
      [tag.photometric, typeShort, [blackIsZero]],
      [tag.samples, typeShort, [1]],
      [tag.tileOffsets, typeLong, offsets],
      [tag.tileBytes, typeLong, sizes],
    ];
    const copied = shared.filter((wanted) => this.#entries.has(wanted));
    const tags = [...copied, ...own.map(([wanted]) => wanted)].sort((a, b) => a - b);
    const headBytes = 2 + tags.length * 12 + 4;
    const page = Buffer.alloc(headBytes + (tiles > 1 ? 2 * tiles * 4 : 0));
    this.#write16(page, tags.length, 0);
    let valuesAt = headBytes;
    for (const [i, wanted] of tags.entries()) {
      const entry = 2 + i * 12;
      const [, type, values] = own.find(([name]) => name === wanted) ?? [];
      if (type === undefined || values === undefined) {
        const from = this.#entries.get(wanted) ?? 0;
        this.#bytes.copy(page, entry, from, from + 12);
        continue;
      }
      this.#write16(page, wanted, entry);
      this.#write16(page, type, entry + 2);
      this.#write32(page, values.length, entry + 4);
      if (values.length > 1) {
        this.#write32(page, at + valuesAt, entry + 8);
        for (const value of values) {
          this.#write32(page, value, valuesAt);
          valuesAt += 4;
        }
      } else if (type === typeShort) this.#write16(page, values[0] ?? 0, entry + 8);
      else this.#write32(page, values[0] ?? 0, entry + 8);
    }
    this.#write32(page, isLast ? 0 : at + page.length, headBytes - 4);
    return page;
  }

  #write16(to: Buffer, value: number, at: number): void {
    if (this.#isLittle) to.writeUInt16LE(value, at);
    else to.writeUInt16BE(value, at);
  }

  #write32(to: Buffer, value: number, at: number): void {
    if (this.#isLittle) to.writeUInt32LE(value, at);
    else to.writeUInt32BE(value, at);
  }
}
