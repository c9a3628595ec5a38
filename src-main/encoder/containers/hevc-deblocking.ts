import { ByteReader, StructureError } from './byte-reader.ts';

/** Numbers of units. @see ITU-T H.265, table 7-1 */
const pictureParameters = 34;
/** Cameras write some hundred bytes, encoders that note their settings a few thousand. More would take memory and time. */
const longest = 16 * 1024;

/**
 * Rewrite a box `hvcC` so that decoders leave the deblocking filter out, which is made for eyes that see single pixels:
 * nothing is predicted from what it changes inside of a key frame. Where headers of slices would then have to be other ones,
 * and where the box is not understood, it comes back as it is.
 *
 * @see ITU-T H.265, 7.3.2.3.1 (picture parameter set) and 7.3.6.1 (header of a slice)
 */
export function withoutDeblocking(description: Buffer): Buffer {
  if (description.length > longest) return description;
  try {
    return rewritten(description);
  } catch (error) {
    // Whether that is damage is for the decoder to say.
    if (error instanceof StructureError) return description;
    throw error;
  }
}

/** @throws StructureError */
function rewritten(description: Buffer): Buffer {
  const reader = new ByteReader(description);
  reader.skip(22);
  const kinds = reader.uint(1);
  const parts = [description.subarray(0, 23)];
  for (let i = 0; i < kinds; i++) {
    const kind = reader.uint(1);
    const count = reader.uint(2);
    parts.push(Buffer.from([kind, count >> 8, count & 255]));
    for (let j = 0; j < count; j++) {
      const length = reader.uint(2);
      const unit = reader.rest().subarray(0, length);
      reader.skip(length);
      const written = (kind & 63) === pictureParameters ? unfiltered(unit) : unit;
      parts.push(Buffer.from([written.length >> 8, written.length & 255]), written);
    }
  }
  return Buffer.concat([...parts, reader.rest()]);
}

/** A picture parameter set that turns the filter off, and means the same otherwise. @throws StructureError */
function unfiltered(unit: Buffer): Buffer {
  const bits = bitsOf(unit);
  const reader = new BitReader(bits);
  // Header of the unit, numbers of the sets, and flags that the slices' headers depend on.
  reader.skip(16);
  reader.exponential(2);
  reader.skip(7);
  reader.exponential(3);
  reader.skip(2);
  if (reader.flag()) reader.exponential(1);
  reader.exponential(2);
  reader.skip(4);
  const hasTiles = reader.flag();
  reader.skip(1);
  const acrossSlices = reader.flag();
  // Slices then say whether they are filtered across their edges, and do not when they are not filtered at all.
  if (hasTiles || acrossSlices) return unit;
  const start = reader.at;
  const isSaid = reader.flag();
  const mayDiffer = isSaid && reader.flag();
  // Two offsets, where it is on.
  if (isSaid && !reader.flag()) reader.exponential(2);
  const rest = bits.slice(reader.at, bits.lastIndexOf(1) + 1);
  return unitOf([...bits.slice(0, start), 1, mayDiffer ? 1 : 0, 1, ...rest]);
}

/** Reads the bits of a unit one after the other. */
class BitReader {
  at = 0;
  readonly #bits: readonly number[];

  constructor(bits: readonly number[]) {
    this.#bits = bits;
  }

  flag(): boolean {
    const bit = this.#bits[this.at++];
    if (bit === undefined) throw new StructureError('A parameter set ends too early');
    return bit === 1;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i++) this.flag();
  }

  /** Leave out numbers in the code of Exp-Golomb: as many bits behind a one as there are zeros before it. */
  exponential(count: number): void {
    for (let i = 0; i < count; i++) {
      let zeros = 0;
      while (!this.flag()) zeros++;
      this.skip(zeros);
    }
  }
}

/** Bits of a unit, without the bytes that keep it from looking like the start of another. */
function bitsOf(unit: Buffer): number[] {
  const bits: number[] = [];
  let zeros = 0;
  for (const byte of unit) {
    const isGuard = zeros >= 2 && byte === 3;
    if (!isGuard) for (let i = 7; i >= 0; i--) bits.push((byte >> i) & 1);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return bits;
}

/** The reverse; what is missing of the last byte is filled with zeros. */
function unitOf(bits: readonly number[]): Buffer {
  const bytes: number[] = [];
  let zeros = 0;
  for (let at = 0; at < bits.length; at += 8) {
    let byte = 0;
    for (let i = 0; i < 8; i++) byte = byte * 2 + (bits[at + i] ?? 0);
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}
