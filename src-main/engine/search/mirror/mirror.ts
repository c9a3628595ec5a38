import { IdMap } from '../../../core/id-map.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import { type CodeBounds, Coder, type CodeRow, DamagedCodes } from '../../../core/vectors/codes.ts';
import { blockRows, maskBytes, segmentLayout, type SegmentLayout } from '../../../core/vectors/layout.ts';
import { MomentsQueue } from './moments-queue.ts';
import { type RowLabel, Segment } from './segment.ts';

/** A block as the database holds it, or will. */
interface Block {
  /** Its id in the database; null before it is stored. */
  stored: number | null;
  /** Rows that were ever written; the next one goes here while this is the last block. */
  used: number;
  /** Rows that photos have now. */
  live: number;
  /** Has rows that are not stored. */
  grown: boolean;
  /** Lost rows that are stored as live. */
  shrunk: boolean;
  /** A bit for each row: 1 where it counts for nothing. */
  readonly dead: Uint8Array<ArrayBuffer>;
}

/** What lies beside a code, and the norm of what was coded. */
export interface PlacedRow extends Pick<RowLabel, 'scale' | 'bias'> {
  readonly norm: number;
}

/** What of a block has to be written. */
export interface UnstoredBlock {
  readonly block: number;
  readonly stored: number | null;
  /** Null where they are stored. */
  readonly bytes: Uint8Array | null;
  /** A bit for each row: 1 where it counts for nothing. */
  readonly dead: Uint8Array;
}

/** A block with less than this many live rows is worth moving together with others. */
const sparseRows = blockRows / 4;

/**
 * The codes of all photos of one pack, in memory that threads scan, in blocks that are stored as they are.
 *
 * [Note: Torn reads] A row is written once, published by its `alive` bit, and never written again while any scan runs:
 * a new embedding of a photo gets a new row, and the old one is dead. Dead rows lose their bit, and blocks of dead rows
 * are used again, by `sweep`, which is called between scans. So no scan sees half a row; one that runs meanwhile may
 * see a photo's old row, its new one or both, which is why its answer is only a list of ids to look up.
 */
export class Mirror {
  readonly coder: Coder;
  readonly layout: SegmentLayout;
  readonly segments: Segment[] = [];
  readonly #isCounted: boolean;
  readonly #values: Float32Array;
  #moments: MomentsQueue;
  #rowOf = new IdMap();
  #blocks: (Block | undefined)[] = [];
  #free: number[] = [];
  /** The block that takes the next row; undefined before the first and after a full one. */
  #last: number | undefined;
  /** Told of every new row of a photo, its first one too. */
  onPlaced: ((id: number, row: number) => void) | undefined;
  /** Dead rows that scans still see. */
  #dead: number[] = [];
  #bounds: CodeBounds = { scale: 0, norm: 0 };

  /** @param options.isCounted whether moments are kept of its rows; they are when missing. */
  constructor(
    embeddingDim: number,
    threads: number,
    {
      segmentBytes,
      isCounted = true,
    }: { readonly segmentBytes?: number | undefined; readonly isCounted?: boolean } = {},
  ) {
    this.#isCounted = isCounted;
    this.coder = new Coder(embeddingDim);
    this.#values = new Float32Array(this.coder.dim);
    this.layout = segmentLayout(this.coder.dim, threads, segmentBytes);
    this.#moments = this.#countFromZero();
  }

  /** Forget everything, while nobody scans. */
  clear(): void {
    this.segments.length = 0;
    this.#rowOf = new IdMap();
    this.#blocks = [];
    this.#free = [];
    this.#last = undefined;
    this.#dead = [];
    this.#bounds = { scale: 0, norm: 0 };
    this.#moments = this.#countFromZero();
  }

  get moments(): MomentsQueue {
    return this.#moments;
  }

  /** Photos. */
  get size(): number {
    return this.#rowOf.size;
  }

  /** Blocks to scan, from 0; some can be empty. */
  get blockCount(): number {
    return this.#blocks.length;
  }

  /** The largest scale and norm there ever were. */
  get bounds(): CodeBounds {
    return this.#bounds;
  }

  set bounds(bounds: CodeBounds) {
    this.#bounds = {
      scale: Math.max(this.#bounds.scale, bounds.scale),
      norm: Math.max(this.#bounds.norm, bounds.norm),
    };
  }

  /** The row of a photo, counted over all blocks; -1 when there is none. */
  rowOf(id: number): number {
    return this.#rowOf.get(id);
  }

  /** The bias of a photo, as a 32-bit float; 0 when there is no such photo. */
  biasOf(id: number): number {
    const row = this.#rowOf.get(id);
    if (row < 0) return 0;
    const [segment, block, index] = this.#locate(row);
    return segment.bias(block, index);
  }

  /** Add a photo, or give it another embedding. @throws RangeError when there is no memory or no direction. */
  set(id: number, embedding: Embedding, norm: number, bias: number): void {
    this.#write(id, (row) => ({ scale: this.coder.encode(embedding, row), norm, bias }));
  }

  /** Add a row, or replace it, by a code that was made before. @throws RangeError when there is no memory. */
  place(id: number, code: CodeRow, label: PlacedRow): void {
    this.#write(id, (row) => {
      this.#copy(code, row);
      return label;
    });
  }

  /** The code of a row and its scale, as values [dim], rotated as they are; undefined when there is none. */
  decoded(id: number): Float32Array | undefined {
    const row = this.#rowOf.get(id);
    if (row < 0) return undefined;
    const { code, scale } = this.#code(row);
    this.coder.decode(code, scale, this.#values);
    return this.#values;
  }

  delete(id: number): void {
    const row = this.#rowOf.get(id);
    if (row < 0) return;
    this.#rowOf.delete(id);
    if (this.#isCounted) this.#moments.remove(row);
    this.#kill(row);
  }

  /**
   * Take in a stored block.
   *
   * @param dead bits of rows that count for nothing.
   * @throws DamagedCodes when it is of another size, or a row is of no photo. RangeError when there is no memory.
   */
  load(stored: number, bytes: Uint8Array, dead: Uint8Array): void {
    if (bytes.byteLength !== this.layout.blockBytes || dead.byteLength !== maskBytes) {
      throw new DamagedCodes(
        `Expected a block of ${this.layout.blockBytes} bytes but received ${bytes.byteLength}, ${dead.byteLength} dead`,
      );
    }
    const block = this.#newBlock();
    const [segment, position] = this.#locate(block * blockRows);
    segment.block(position).set(bytes);
    const state: Block = {
      stored,
      used: blockRows,
      live: 0,
      grown: false,
      shrunk: false,
      dead: Uint8Array.from(dead),
    };
    this.#blocks[block] = state;
    for (const [index, id] of segment.ids(position).entries()) {
      if (((state.dead[index >>> 3] ?? 0) >>> (index & 7)) & 1) continue;
      if (id === 0) throw new DamagedCodes(`Expected a photo in row ${index} of block ${stored}`);
      this.#rowOf.set(id, block * blockRows + index);
      state.live++;
    }
    segment.setAllAlive(position, state.dead);
  }

  /** Go on filling a block that was stored before it was full, the last one. */
  reopenLast(): void {
    const last = this.#blocks.length - 1;
    const state = this.#blocks[last];
    if (state === undefined) return;
    const [segment, position] = this.#locate(last * blockRows);
    // Rows that were never written have no id.
    while (state.used > 0 && segment.id(position, state.used - 1) === 0) state.used--;
    this.#last = state.used < blockRows ? last : undefined;
  }

  /** Let scans forget dead rows, and use blocks of nothing else again. To be called while no scan runs. */
  sweep(): void {
    for (const row of this.#dead) {
      const [segment, block, index] = this.#locate(row);
      segment.setAlive(block, index, false);
    }
    this.#dead = [];
  }

  /** Move what is left in sparse blocks to the last one, a few blocks at a time. */
  gather(most: number): void {
    let moved = 0;
    for (const [block, state] of this.#blocks.entries()) {
      if (moved === most) return;
      if (state === undefined || block === this.#last || state.live >= sparseRows || state.live === 0) continue;
      for (let index = 0; index < state.used; index++) this.#move(block * blockRows + index);
      moved++;
    }
  }

  /** Give up blocks without photos, whose database ids are returned. To be called after `sweep`, while no scan runs. */
  release(): number[] {
    const stored: number[] = [];
    // The queue of moments still reads dead rows.
    if (this.#moments.waiting > 0 || this.#dead.length > 0) return stored;
    for (const [block, state] of this.#blocks.entries()) {
      if (state === undefined || state.live > 0 || block === this.#last) continue;
      if (state.stored !== null) stored.push(state.stored);
      this.#blocks[block] = undefined;
      this.#free.push(block);
      const [segment, position] = this.#locate(block * blockRows);
      segment.block(position).fill(0);
    }
    return stored;
  }

  /** Blocks that are not stored as they are; the one that is still filled comes last, where `reopenLast` looks for it. */
  *unstored(): Generator<UnstoredBlock> {
    const blocks = [...this.#blocks.keys()].filter((block) => block !== this.#last);
    if (this.#last !== undefined) blocks.push(this.#last);
    for (const block of blocks) {
      const state = this.#blocks[block];
      if (state === undefined || !(state.grown || state.shrunk)) continue;
      const [segment, position] = this.#locate(block * blockRows);
      const bytes = state.grown ? segment.block(position) : null;
      yield { block, stored: state.stored, bytes, dead: state.dead };
    }
  }

  /** Note that a block is stored as it is. */
  markStored(block: number, stored: number): void {
    const state = this.#blocks[block];
    if (state !== undefined) Object.assign(state, { stored, grown: false, shrunk: false });
  }

  #countFromZero(): MomentsQueue {
    return new MomentsQueue(this.coder, (row) => this.#code(row));
  }

  #write(id: number, write: (row: CodeRow) => PlacedRow): void {
    const row = this.#nextRow();
    const [segment, block, index] = this.#locate(row);
    const { scale, norm, bias } = write(segment.row(block, index));
    this.bounds = { scale, norm };
    const old = this.#rowOf.get(id);
    this.#rowOf.set(id, row);
    this.#publish(row, { scale, id, bias });
    if (this.#isCounted) this.#moments.add(row);
    if (old < 0) return;
    if (this.#isCounted) this.#moments.remove(old);
    this.#kill(old);
  }

  #copy(source: CodeRow, target: CodeRow): void {
    const half = this.coder.halfBytes;
    for (const [from, to] of [
      [source.start, target.start],
      [source.start + source.fine, target.start + target.fine],
    ] as const) {
      target.bytes.set(source.bytes.subarray(from, from + half), to);
    }
  }

  /** Segment, block in it, and row in that. */
  #locate(row: number): [Segment, number, number] {
    const block = Math.floor(row / blockRows);
    const segment = this.segments[Math.floor(block / this.layout.capacity)];
    if (segment === undefined) throw new RangeError(`Expected a row below ${this.#blocks.length * blockRows}: ${row}`);
    return [segment, block % this.layout.capacity, row % blockRows];
  }

  /** The code of a row and its scale. */
  #code(row: number): { code: CodeRow; scale: number } {
    const [segment, block, index] = this.#locate(row);
    return { code: segment.row(block, index), scale: segment.scale(block, index) };
  }

  #nextRow(): number {
    this.#last ??= this.#openBlock();
    const state = this.#blocks[this.#last];
    if (state === undefined) throw new Error(`Expected block ${this.#last} to exist`);
    return this.#last * blockRows + state.used;
  }

  #openBlock(): number {
    const block = this.#newBlock();
    const dead = new Uint8Array(maskBytes).fill(0xff);
    this.#blocks[block] = { stored: null, used: 0, live: 0, grown: true, shrunk: false, dead };
    return block;
  }

  /** A block that nobody uses, with memory behind it. */
  #newBlock(): number {
    const block = this.#free.pop() ?? this.#blocks.length;
    const { capacity } = this.layout;
    const at = Math.floor(block / capacity);
    const segment = (this.segments[at] ??= new Segment(this.layout));
    segment.reserve((block % capacity) + 1);
    return block;
  }

  /** Let scans see the row just written, the next of the last block. */
  #publish(row: number, label: RowLabel): void {
    const [segment, block, index] = this.#locate(row);
    const state = this.#blocks[Math.floor(row / blockRows)];
    if (state === undefined) throw new Error(`Expected a block for row ${row}`);
    segment.label(block, index, label);
    segment.setAlive(block, index, true);
    state.dead[index >>> 3] = (state.dead[index >>> 3] ?? 0) & ~(1 << (index & 7));
    state.used++;
    state.live++;
    state.grown = true;
    if (state.used === blockRows) this.#last = undefined;
    this.onPlaced?.(label.id, row);
  }

  #kill(row: number): void {
    const state = this.#blocks[Math.floor(row / blockRows)];
    if (state === undefined) throw new Error(`Expected a block for row ${row}`);
    const index = row % blockRows;
    state.dead[index >>> 3] = (state.dead[index >>> 3] ?? 0) | (1 << (index & 7));
    state.live--;
    state.shrunk = true;
    this.#dead.push(row);
  }

  #move(row: number): void {
    const [segment, block, index] = this.#locate(row);
    const id = segment.id(block, index);
    if (this.#rowOf.get(id) !== row) return;
    const to = this.#nextRow();
    this.#copy(segment.row(block, index), this.#code(to).code);
    this.#rowOf.set(id, to);
    this.#publish(to, { scale: segment.scale(block, index), id, bias: segment.bias(block, index) });
    this.#kill(row);
  }
}
