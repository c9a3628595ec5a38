import type { Embedding } from '../math/vector.ts';
import { blockRows, queryHeaderBytes } from './layout.ts';
import { Rotation } from './rotation.ts';

/** Version of what is stored: codes of another one are made anew from the embeddings. */
export const codeFormat = 2;

/** Codes are padded with zeros to whole steps of the kernel. */
const dimStep = 64;

/**
 * How many standard deviations an error of rounding may be before a photo can be lost: one in 10^11.
 *
 * [Note: Margins] Rounding a value to a step s makes an error of deviation s / sqrt(12), and in the dot product with a
 * query of norm n these add up to n * s / sqrt(12), because after the rotation they are independent of each other and
 * of the query. Measured on real and made-up embeddings the deviation is that, and the largest of 10^7 errors is 6 to
 * 6.7 of them. Everything that could be among the best with errors of 7 goes on to the next, more exact step.
 *
 * Where a photo is dropped because k others score better by their codes, one of those k must in truth be no better for
 * the photo to be missed; so it is the difference of two errors that counts, which is sqrt(2) times as large as one.
 */
const sureness = 7;
const perStep = 1 / Math.sqrt(12);

const halfRange = 127;
/** Codes are stored as value + 128, 1..255; the coarse half stands for 16 of them, this far below their middle. */
const offset = 128;
const coarseMiddle = offset - 7.5;
/** Steps of the query in the exact sums: dim * 127 * 8191 fits 32 bits up to 2,000 values, and lanes are separate. */
const queryRange = 8191;

/** Stored codes, or what is stored about them, are not what they should be. */
export class DamagedCodes extends Error {
  override readonly name = 'DamagedCodes';
}

/** Where a row of a block lies in its memory, which is a segment's or a plain copy of one block. */
export interface CodeRow {
  readonly bytes: Uint8Array;
  /** Start of the row in the coarse plane, whose fine counterpart lies `fine` bytes after it. */
  readonly start: number;
  readonly fine: number;
}

/** What the margins need to know about the codes that are compared. */
export interface CodeBounds {
  readonly scale: number;
  readonly norm: number;
}

/** What codes are compared with: score = vector . embedding - biasWeight * bias of the photo. */
export interface CodeQuery {
  /** [embeddingDim] */
  readonly vector: ArrayLike<number>;
  readonly biasWeight: number;
}

/**
 * Turns embeddings into codes and queries into what the kernel compares with them.
 *
 * [Note: Codes] A code is the rotated embedding in steps of `scale`, its largest value being 127 of them. Byte k of a
 * row's coarse half holds the upper 4 bits of two values, as does the fine half the lower 4 bits: in each group of 32
 * values, value j (0..15) in the lower and value 16 + j in the upper half of byte j.
 */
export class Coder {
  readonly embeddingDim: number;
  /** Values of a code: a multiple of 64. */
  readonly dim: number;
  readonly #rotation: Rotation;
  readonly #values: Float64Array;

  constructor(embeddingDim: number) {
    this.embeddingDim = embeddingDim;
    this.dim = Math.ceil(embeddingDim / dimStep) * dimStep;
    this.#rotation = new Rotation(embeddingDim);
    this.#values = new Float64Array(this.dim);
  }

  /** The rotated embedding, [dim] with zeros at the end. Valid until the next call of any method. */
  rotate(embedding: ArrayLike<number>): Float64Array {
    const values = this.#values;
    for (let i = 0; i < this.embeddingDim; i++) values[i] = embedding[i] ?? 0;
    this.#rotation.apply(values.subarray(0, this.embeddingDim));
    return values;
  }

  /** The embedding [embeddingDim] of values that are rotated. */
  unrotate(rotated: ArrayLike<number>): Embedding {
    const values = Float64Array.from({ length: this.embeddingDim }, (_, i) => rotated[i] ?? 0);
    this.#rotation.undo(values);
    return Float32Array.from(values);
  }

  /**
   * Write the code of an embedding.
   *
   * @returns its scale, rounded to float32.
   * @throws RangeError when it is zero or not finite.
   */
  encode(embedding: Embedding, row: CodeRow): number {
    const values = this.rotate(embedding);
    const scale = Math.fround(largest(values) / halfRange);
    if (!(scale > 0 && scale < Infinity)) {
      throw new RangeError(`Expected an embedding of finite norm above 0 but its largest value is ${largest(values)}`);
    }
    // Rounds to the nearest step, and to a positive number: cutting off what is behind the point rounds down.
    const inverse = 1 / scale;
    const middle = offset + 0.5;
    const { bytes, start, fine } = row;
    for (let group = 0; group < this.dim; group += 32) {
      for (let j = 0; j < 16; j++) {
        const low = ((values[group + j] ?? 0) * inverse + middle) | 0;
        const high = ((values[group + 16 + j] ?? 0) * inverse + middle) | 0;
        const at = start + group / 2 + j;
        bytes[at] = (low >> 4) | (high & 0xf0);
        bytes[at + fine] = (low & 0x0f) | ((high & 0x0f) << 4);
      }
    }
    return scale;
  }

  /** Read a code back into [dim] values times `factor`, rotated as they are. */
  decode(row: CodeRow, factor: number, values: Float32Array): void {
    const { bytes, start, fine } = row;
    for (let group = 0; group < this.dim; group += 32) {
      for (let j = 0; j < 16; j++) {
        const at = start + group / 2 + j;
        const upper = bytes[at] ?? 0;
        const lower = bytes[at + fine] ?? 0;
        values[group + j] = (((upper & 0x0f) << 4) + (lower & 0x0f) - offset) * factor;
        values[group + 16 + j] = ((upper & 0xf0) + (lower >> 4) - offset) * factor;
      }
    }
  }

  /**
   * Write a query as the kernel reads it: [header, i8 [dim], i16 [dim]] into `bytes`.
   *
   * @param bytes aligned to 4 bytes.
   * @param query with the weight by which a photo's bias is subtracted from its score.
   * @param bounds of all codes that it will be compared with.
   */
  encodeQuery(query: CodeQuery, top: number, bounds: CodeBounds, bytes: Uint8Array): void {
    const values = this.rotate(query.vector);
    // Terms can cancel out to a query of nothing, for which every photo scores 0.
    const most = Math.max(largest(values), 1e-30);
    const coarseStep = most / halfRange;
    const fineStep = most / queryRange;
    const coarse = new Int8Array(bytes.buffer, bytes.byteOffset + queryHeaderBytes, this.dim);
    const fine = new Int16Array(bytes.buffer, bytes.byteOffset + queryHeaderBytes + this.dim, this.dim);
    let sum = 0;
    let squares = 0;
    let norm = 0;
    for (const [i, value] of values.entries()) {
      const steps = Math.round(value / coarseStep);
      coarse[i] = steps;
      fine[i] = Math.round(value / fineStep);
      sum += steps;
      squares += steps * steps;
      norm += value * value;
    }
    const header = new DataView(bytes.buffer, bytes.byteOffset, queryHeaderBytes);
    // A row's coarse score is scale * coarseStep * (16 * sum of products - coarseMiddle * sum), give or take; what it
    // gives is added, so that the kernel compares the most that the row can score.
    header.setFloat32(0, (-coarseMiddle * sum) / 16 + sureness * perStep * Math.sqrt(squares), true);
    header.setFloat32(4, 16 * coarseStep, true);
    header.setFloat32(8, fineStep, true);
    header.setFloat32(12, this.margin(norm, bounds), true);
    header.setFloat32(16, sureness * perStep * coarseStep * bounds.norm, true);
    header.setUint32(20, top, true);
    header.setFloat32(24, query.biasWeight / (16 * coarseStep), true);
    header.setFloat32(28, query.biasWeight, true);
  }

  /**
   * How far below the k-th best score of codes a score may lie whose photo belongs to the best k.
   */
  margin(squaredNorm: number, bounds: CodeBounds): number {
    return Math.SQRT2 * sureness * perStep * bounds.scale * Math.sqrt(squaredNorm);
  }

  /** Bytes of a row in one plane. */
  get halfBytes(): number {
    return this.dim / 2;
  }

  /** Address a row of a block that begins at `block`. */
  row(bytes: Uint8Array, block: number, row: number): CodeRow {
    return { bytes, start: block + row * this.halfBytes, fine: blockRows * this.halfBytes };
  }
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
