/** Directories that a CR3 keeps each in a TIFF structure of its own. */
interface Directories {
  /** IFD0. */
  readonly image: Buffer;
  readonly exif: Buffer | null;
  readonly gps: Buffer | null;
}

const [exifPointer, gpsPointer, typeLong] = [0x87_69, 0x88_25, 4];
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** Make one EXIF block of several: the others lie behind the first, which points to them. */
export function joinDirectories({ image, exif, gps }: Directories): Buffer {
  const block = new Block(image[0] === 0x49);
  const first = block.add(image) ?? [];
  const pointers: Buffer[] = [];
  for (const [tag, part] of [
    [exifPointer, exif],
    [gpsPointer, gps],
  ] as const) {
    // A different byte order cannot be joined; no camera does that.
    const entries = part === null || part[0] !== image[0] ? null : block.add(part);
    if (entries !== null) pointers.push(block.entry(tag, block.addDirectory(entries)));
  }
  const own = first.filter((entry) => ![exifPointer, gpsPointer].includes(block.u16(entry, 0)));
  const start = block.addDirectory([...own, ...pointers]);
  return block.finish(start);
}

/** A TIFF structure in the making. */
class Block {
  readonly #isLittle: boolean;
  readonly #parts: Buffer[] = [Buffer.alloc(8)];
  #length = 8;

  constructor(isLittle: boolean) {
    this.#isLittle = isLittle;
  }

  u16(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  #putU32(bytes: Buffer, value: number, at: number): void {
    if (this.#isLittle) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
  }

  #append(bytes: Buffer): number {
    const at = this.#length;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return at;
  }

  /** Append a structure; returns the entries of its first directory with their offsets set right, null if it has none. */
  add(part: Buffer): Buffer[] | null {
    const at = this.#u32(part, 4);
    if (at < 8 || at + 2 > part.length) return null;
    const base = this.#append(part);
    const count = Math.min(this.u16(part, at), Math.floor((part.length - at - 2) / 12));
    return Array.from({ length: count }, (_, i) => {
      const entry = Buffer.from(part.subarray(at + 2 + i * 12, at + 14 + i * 12));
      const bytes = (typeSizes[this.u16(entry, 2)] ?? 0) * this.#u32(entry, 4);
      const target = this.#u32(entry, 8) + base;
      // What points behind the end is left out by the guard, here as in any other block.
      if (bytes > 4) this.#putU32(entry, Math.min(target, 0xff_ff_ff_ff), 8);
      return entry;
    });
  }

  entry(tag: number, target: number): Buffer {
    const entry = Buffer.alloc(12);
    const put = (value: number, at: number): number =>
      this.#isLittle ? entry.writeUInt16LE(value, at) : entry.writeUInt16BE(value, at);
    put(tag, 0);
    put(typeLong, 2);
    this.#putU32(entry, 1, 4);
    this.#putU32(entry, target, 8);
    return entry;
  }

  /** @returns where it lies. */
  addDirectory(entries: readonly Buffer[]): number {
    const count = Buffer.alloc(2);
    if (this.#isLittle) count.writeUInt16LE(entries.length);
    else count.writeUInt16BE(entries.length);
    return this.#append(Buffer.concat([count, ...entries, Buffer.alloc(4)]));
  }

  finish(first: number): Buffer {
    const block = Buffer.concat(this.#parts);
    block.set(this.#isLittle ? [0x49, 0x49, 42, 0] : [0x4d, 0x4d, 0, 42]);
    this.#putU32(block, first, 4);
    return block;
  }
}
