import { type ScanKernel, scanKernel, type SharedMemory } from '../../../core/vectors/kernel/scan-kernel.ts';
import {
  candidateCapacity,
  foundBytes,
  maskBytes,
  queriesAtOnce,
  type SegmentLayout,
} from '../../../core/vectors/layout.ts';

/** One pass over the blocks, with the queries that lie in the segments. */
export interface ScanPass {
  /** Queries, at most `queriesAtOnce`. */
  readonly count: number;
  /** Hits that each is to find. */
  readonly top: number;
  /** Whether only the rows of the filter masks count. */
  readonly filtered: boolean;
  readonly blocks: number;
}

/** The part of a pass that one thread does. */
export class BlockScanner {
  readonly #layout: SegmentLayout;
  readonly #thread: number;
  readonly #segments: { readonly memory: SharedMemory; readonly kernel: ScanKernel }[] = [];

  constructor(layout: SegmentLayout, thread: number) {
    this.#layout = layout;
    this.#thread = thread;
  }

  /** Take in a segment, the next one. */
  attach(memory: SharedMemory): void {
    this.#segments.push({ memory, kernel: scanKernel(memory) });
  }

  /** Scan the blocks that `next` names until it names none that is there. */
  run(pass: ScanPass, next: () => number): void {
    const { layout, found, keys } = this.#places();
    const half = layout.dim / 2;
    this.#reset(pass, found);
    let before = -1;
    for (let block = next(); block < pass.blocks; block = next()) {
      const at = Math.floor(block / layout.capacity);
      const segment = this.#segments[at];
      if (segment === undefined) throw new RangeError(`Expected a segment for block ${block}`);
      if (before !== at && before >= 0) this.#carryFloors(before, at, pass.count, found);
      before = at;
      const index = block % layout.capacity;
      segment.kernel.scanBlock(
        layout.blocks + index * layout.blockBytes,
        half,
        layout.alive + index * maskBytes,
        pass.filtered ? layout.filter + index * maskBytes : 0,
        layout.queries,
        layout.queryBytes,
        pass.count,
        found,
        keys,
        candidateCapacity,
      );
    }
  }

  #places(): { layout: SegmentLayout; found: number; keys: number } {
    const layout = this.#layout;
    const first = this.#thread * queriesAtOnce;
    return {
      layout,
      found: layout.found + first * foundBytes,
      keys: layout.keys + first * candidateCapacity * 8,
    };
  }

  #reset(pass: ScanPass, found: number): void {
    for (const { memory } of this.#segments) {
      const view = new DataView(memory.buffer, found, pass.count * foundBytes);
      for (let at = 0; at < view.byteLength; at += foundBytes) {
        view.setUint32(at, 0, true);
        view.setUint32(at + 4, Math.max(512, Math.min(candidateCapacity, 4 * pass.top)), true);
        view.setFloat32(at + 8, -Infinity, true);
        view.setFloat32(at + 12, -Infinity, true);
        view.setBigUint64(at + 16, 0n, true);
      }
    }
  }

  /** Let the next segment begin where the last one ended: what is too low stays too low. */
  #carryFloors(from: number, to: number, count: number, found: number): void {
    const source = this.#segments[from]?.memory.buffer;
    const target = this.#segments[to]?.memory.buffer;
    if (source === undefined || target === undefined) return;
    const floors = { offset: 8, length: 16 };
    for (let i = 0; i < count; i++) {
      const at = found + i * foundBytes + floors.offset;
      new Uint8Array(target, at, floors.length).set(new Uint8Array(source, at, floors.length));
    }
  }
}

/**
 * Candidates of a query from all threads and segments, best last: scores and ids as `candidateOf` reads them.
 */
export function collectCandidates(
  memories: readonly SharedMemory[],
  layout: SegmentLayout,
  threads: number,
  query: number,
): BigUint64Array {
  const parts: BigUint64Array[] = [];
  for (const { buffer } of memories) {
    for (let thread = 0; thread < threads; thread++) {
      const slot = thread * queriesAtOnce + query;
      const [count = 0] = new Uint32Array(buffer, layout.found + slot * foundBytes, 1);
      parts.push(new BigUint64Array(buffer, layout.keys + slot * candidateCapacity * 8, count));
    }
  }
  const all = new BigUint64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}

const scratch = new DataView(new ArrayBuffer(4));

/** Read a candidate: the score by its code, whose bits sort as numbers do, and the id, inverted so that lower wins. */
export function candidateOf(key: bigint): { id: number; score: number } {
  const bits = Number(key >> 32n);
  scratch.setUint32(0, bits >>> 31 === 1 ? bits ^ 0x8000_0000 : ~bits);
  return { id: ~Number(key & 0xffff_ffffn) >>> 0, score: scratch.getFloat32(0) };
}
