import type { CodeRow } from '../../../core/vectors/codes.ts';
import type { SharedMemory } from '../../../core/vectors/kernel/scan-kernel.ts';
import { blockRows, maskBytes, pageBytes, segmentBytes, type SegmentLayout } from '../../../core/vectors/layout.ts';

/** What lies beside the code of a row. */
export interface RowLabel {
  readonly scale: number;
  /** Of the photo. */
  readonly id: number;
  /** What its scores are lowered by, times the weight of the query. */
  readonly bias: number;
}

/** Blocks by which a segment grows: a few megabytes. */
const growBlocks = 4;

/**
 * Blocks of codes in one shared memory, which grows in place. Rows are only ever added; see [Note: Torn reads].
 */
export class Segment {
  readonly layout: SegmentLayout;
  readonly memory: SharedMemory;
  #bytes: Uint8Array<SharedArrayBuffer>;
  #numbers: Uint32Array<SharedArrayBuffer>;
  #floats: Float32Array<SharedArrayBuffer>;

  /** @throws RangeError if there is not as much memory. */
  constructor(layout: SegmentLayout) {
    this.layout = layout;
    this.memory = createMemory(layout.blocks);
    const { buffer } = this.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#numbers = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
    // What the kernel loads instead of having constants.
    this.#bytes.fill(0x0f, 0, 16);
    this.#bytes.fill(0x80, 16, 32);
  }

  get bytes(): Uint8Array<SharedArrayBuffer> {
    return this.#bytes;
  }

  get numbers(): Uint32Array<SharedArrayBuffer> {
    return this.#numbers;
  }

  get floats(): Float32Array<SharedArrayBuffer> {
    return this.#floats;
  }

  /** Make room for `count` blocks. @throws RangeError if there is not as much memory. */
  reserve(count: number): void {
    const { layout, memory } = this;
    const wanted = layout.blocks + count * layout.blockBytes;
    if (wanted <= memory.buffer.byteLength) return;
    const blocks = Math.min(layout.capacity, count + growBlocks);
    memory.grow(Math.ceil((layout.blocks + blocks * layout.blockBytes - memory.buffer.byteLength) / pageBytes));
    const { buffer } = memory;
    this.#bytes = new Uint8Array(buffer);
    this.#numbers = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
  }

  /** The bytes of a block, as they are stored. */
  block(block: number): Uint8Array<SharedArrayBuffer> {
    const start = this.#start(block);
    return this.#bytes.subarray(start, start + this.layout.blockBytes);
  }

  row(block: number, row: number): CodeRow {
    const half = this.layout.dim / 2;
    return { bytes: this.#bytes, start: this.#start(block) + row * half, fine: blockRows * half };
  }

  scale(block: number, row: number): number {
    return this.#floats[this.#scales(block) + row] ?? 0;
  }

  id(block: number, row: number): number {
    return this.#numbers[this.#scales(block) + blockRows + row] ?? 0;
  }

  /** Photo ids of a block, u32 [blockRows]. */
  ids(block: number): Uint32Array<SharedArrayBuffer> {
    const start = this.#scales(block) + blockRows;
    return this.#numbers.subarray(start, start + blockRows);
  }

  bias(block: number, row: number): number {
    return this.#floats[this.#scales(block) + 2 * blockRows + row] ?? 0;
  }

  label(block: number, row: number, { scale, id, bias }: RowLabel): void {
    const first = this.#scales(block) + row;
    this.#floats[first] = scale;
    this.#numbers[first + blockRows] = id;
    this.#floats[first + 2 * blockRows] = bias;
  }

  /**
   * Let scans see a row, or no longer. The code must be complete before: writing the bit is what publishes it to other
   * threads.
   */
  setAlive(block: number, row: number, alive: boolean): void {
    const word = (this.layout.alive + block * maskBytes) / 4 + (row >>> 5);
    const bit = 1 << (row & 31);
    if (alive) Atomics.or(this.#numbers, word, bit);
    else Atomics.and(this.#numbers, word, ~bit);
  }

  /** Let scans see all rows of a block but those of `dead`, a bit each. */
  setAllAlive(block: number, dead: Uint8Array<ArrayBuffer>): void {
    const words = new Uint32Array(dead.buffer, dead.byteOffset, maskBytes / 4);
    const first = (this.layout.alive + block * maskBytes) / 4;
    for (const [i, word] of words.entries()) Atomics.store(this.#numbers, first + i, ~word);
  }

  #start(block: number): number {
    return this.layout.blocks + block * this.layout.blockBytes;
  }

  /** Index of a block's first scale among the floats. */
  #scales(block: number): number {
    return (this.#start(block) + blockRows * this.layout.dim) / 4;
  }
}

interface MemoryDescriptor {
  readonly initial: number;
  readonly maximum: number;
  readonly shared: true;
}

function createMemory(bytes: number): SharedMemory {
  const Memory = WebAssembly.Memory as unknown as new (descriptor: MemoryDescriptor) => SharedMemory;
  return new Memory({ initial: Math.ceil(bytes / pageBytes), maximum: segmentBytes / pageBytes, shared: true });
}
