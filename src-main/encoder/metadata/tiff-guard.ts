import { isUtf8 } from 'node:buffer';

/** A TIFF structure whose wanted tags are all safe to read, and what had to be done for that. */
interface GuardedTiff {
  /** The block as given when it is sound, else a corrected copy. */
  readonly tiff: Buffer;
  readonly bigEndian: boolean;
  /** Raw values of the `embedded` tags of IFD0, as views of the block. */
  readonly embedded: ReadonlyMap<number, Buffer>;
  /** What the camera's maker keeps for itself, as a view of the block; null where there is none, or not all of it. */
  readonly makerNote: Buffer | null;
  readonly problems: readonly string[];
}

/** Which tags will be read from each directory. */
interface WantedTags {
  readonly image: readonly number[];
  readonly gps: readonly number[];
  readonly embedded: readonly number[];
}

// Far above any real title or comment, and low enough that decoding all of them takes no time.
const maxValueBytes = 1 << 20;
const maxProblems = 20;

const exifPointer = 0x8769;
const gpsPointer = 0x8825;
const makerNote = 0x927c;

const typeAscii = 2;
const typeLong = 4;
const typeUndefined = 7;
const typeIfd = 13;
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * Check every wanted tag of a TIFF structure before exifr reads it.
 *
 * [Note: exifr needs a guard] exifr 7.1.3 trusts the block. One tag with a bad type or offset loses its whole directory
 * and every directory behind it; a count is allocated as stated, up to 32 GB; a value that ends behind the block is read
 * from whatever memory follows; text that is not UTF-8 is destroyed. So unsound tags are blanked, long text is clipped,
 * and text in other encodings is relabelled as bytes, in a copy. (Picking tags per file instead would leak: exifr keeps
 * every options object it has seen.)
 *
 * @throws Error when there is no readable first directory.
 */
export function guardTiff(block: Buffer, wanted: WantedTags): GuardedTiff {
  return new Guard(block, wanted).run();
}

class Guard {
  readonly #block: Buffer;
  readonly #view: DataView;
  readonly #wanted: WantedTags;
  readonly #little: boolean;
  readonly #edits: ((copy: DataView) => void)[] = [];
  readonly #embedded = new Map<number, Buffer>();
  readonly #problems: string[] = [];
  #makerNote: Buffer | null = null;

  constructor(block: Buffer, wanted: WantedTags) {
    this.#block = block;
    this.#view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    this.#wanted = wanted;
    const order = block.toString('latin1', 0, 2);
    if (block.length < 8 || (order !== 'II' && order !== 'MM')) throw new Error('not a TIFF structure');
    this.#little = order === 'II';
  }

  run(): GuardedTiff {
    const magic = this.#view.getUint16(2, this.#little);
    if (magic === 43) throw new Error('BigTIFF is not supported');
    if (magic !== 42) throw new Error(`expected 42 for the TIFF version but received ${String(magic)}`);
    const first = this.#view.getUint32(4, this.#little);
    if (!this.#fits(first, 2) || first < 8) throw new Error('the first directory lies outside the block');
    const pointers = this.#directory(first, this.#wanted.image, true);
    if (pointers.exif !== null) this.#directory(pointers.exif, this.#wanted.image, false);
    if (pointers.gps !== null) this.#directory(pointers.gps, this.#wanted.gps, false);
    return {
      tiff: this.#corrected(),
      bigEndian: !this.#little,
      embedded: this.#embedded,
      makerNote: this.#makerNote,
      problems: this.#problems.slice(0, maxProblems),
    };
  }

  #directory(at: number, tags: readonly number[], isFirst: boolean): { exif: number | null; gps: number | null } {
    const stated = this.#view.getUint16(at, this.#little);
    const count = Math.min(stated, Math.floor((this.#block.length - at - 2) / 12));
    if (count < stated) {
      this.#problems.push(`directory at ${String(at)} states ${String(stated)} tags but holds ${String(count)}`);
      this.#edits.push((copy) => {
        copy.setUint16(at, count, this.#little);
      });
    }
    const pointers: { exif: number | null; gps: number | null } = { exif: null, gps: null };
    const sound = new Set<number>();
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const tag = this.#view.getUint16(entry, this.#little);
      this.#noteMaker(entry, tag);
      if (isFirst && tag === exifPointer) pointers.exif ??= this.#pointer(entry, tag);
      else if (isFirst && tag === gpsPointer) pointers.gps ??= this.#pointer(entry, tag);
      else if (isFirst && this.#wanted.embedded.includes(tag)) this.#embed(entry, tag);
      // exifr reads the first of two equal tags; not looking at the others keeps the time within bounds.
      else if (tags.includes(tag) && !sound.has(tag) && this.#value(entry, tag)) sound.add(tag);
    }
    return pointers;
  }

  #pointer(entry: number, tag: number): number | null {
    const type = this.#view.getUint16(entry + 2, this.#little);
    const target = this.#view.getUint32(entry + 8, this.#little);
    const count = this.#view.getUint32(entry + 4, this.#little);
    if ((type === typeLong || type === typeIfd) && count === 1 && target >= 8 && this.#fits(target, 2)) return target;
    this.#blank(entry, `${tag === gpsPointer ? 'GPS' : 'Exif'} directory pointer is broken`);
    return null;
  }

  #embed(entry: number, tag: number): void {
    const value = this.#locate(entry);
    if (value.bytes === null || !this.#fits(value.at, value.bytes)) {
      this.#problems.push(`value of tag ${hex(tag)} lies outside the block`);
    } else if (!this.#embedded.has(tag)) {
      this.#embedded.set(tag, this.#block.subarray(value.at, value.at + value.bytes));
    }
  }

  #noteMaker(entry: number, tag: number): void {
    if (tag !== makerNote) return;
    const { at, bytes } = this.#locate(entry);
    if (bytes !== null && this.#fits(at, bytes)) this.#makerNote ??= this.#block.subarray(at, at + bytes);
  }

  /** Tell whether the value can be read, after correction where needed. */
  #value(entry: number, tag: number): boolean {
    const { type, at, bytes } = this.#locate(entry);
    if (bytes === null) {
      this.#blank(entry, `tag ${hex(tag)} has the unknown type ${String(type)}`);
      return false;
    }
    let available = Math.max(0, Math.min(bytes, maxValueBytes, this.#block.length - at));
    if (available < bytes) {
      // Half a UTF-8 character at the cut would make all of the text look like another encoding.
      for (let i = 0; i < 3 && (this.#block[at + available - 1] ?? 0) >= 0x80; i++) available--;
      // Four bytes or less would be looked for inside the entry, and half a number is no number.
      if (type !== typeAscii || available <= 4) {
        this.#blank(entry, `value of tag ${hex(tag)} lies outside the block or is too large`);
        return false;
      }
      this.#problems.push(`text of tag ${hex(tag)} is cut short`);
      const kept = available;
      this.#edits.push((copy) => {
        copy.setUint32(entry + 4, kept, this.#little);
      });
    }
    if (type === typeAscii && !isUtf8(this.#block.subarray(at, at + available))) {
      this.#edits.push((copy) => {
        copy.setUint16(entry + 2, typeUndefined, this.#little);
      });
    }
    return true;
  }

  /** `bytes` is null for an unknown type. */
  #locate(entry: number): { type: number; at: number; bytes: number | null } {
    const type = this.#view.getUint16(entry + 2, this.#little);
    const size = typeSizes[type] ?? 0;
    const bytes = size * this.#view.getUint32(entry + 4, this.#little);
    const at = bytes <= 4 ? entry + 8 : this.#view.getUint32(entry + 8, this.#little);
    return { type, at, bytes: size === 0 ? null : bytes };
  }

  #fits(at: number, bytes: number): boolean {
    return at + bytes <= this.#block.length;
  }

  #blank(entry: number, problem: string): void {
    this.#problems.push(problem);
    // Tag 0 is wanted nowhere.
    this.#edits.push((copy) => {
      copy.setUint16(entry, 0, this.#little);
    });
  }

  #corrected(): Buffer {
    if (this.#edits.length === 0) return this.#block;
    const copy = Buffer.from(this.#block);
    const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
    for (const edit of this.#edits) edit(view);
    return copy;
  }
}

function hex(tag: number): string {
  return `0x${tag.toString(16).padStart(4, '0')}`;
}
