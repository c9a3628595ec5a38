import type { Logger } from '../../../core/logger.ts';
import { directionNorm, type Embedding } from '../../../core/math/vector.ts';
import { DamagedCodes } from '../../../core/vectors/codes.ts';
import { Slices } from '../../slices.ts';
import type { CodeStore } from '../../store/search/codes.ts';
import type { Mirror } from './mirror.ts';

/** Changes that are read at a time. */
const changesAtOnce = 256;
/** Changes after which blocks are written: as many as a block has rows. */
const settleAfter = 2048;
/** The same while a whole library is coded anew. */
const settleAfterMany = 4 * settleAfter;
/** Changes that are written when the index is closed: to make good fewer takes no longer than to read a block. */
const worthKeeping = 256;
/** Changes that are taken off the list at a time. */
const forgottenAtOnce = settleAfterMany;
/** Sparse blocks that are moved together each time. */
const gatheredAtOnce = 4;

/** Keeps the blocks in the database in step with the mirror. See [Note: Code blocks]. */
export class CodeArchive {
  readonly #store: CodeStore;
  readonly #pack: number;
  readonly #mirror: Mirror;
  readonly #log: Logger;
  /** Photos whose changes the mirror has and the blocks have not. */
  readonly #changed = new Set<number>();
  /** Photos whose changes the blocks have, while the database still lists them: too many to forget at once. */
  readonly #settled = new Set<number>();
  /** Blocks in the database that the mirror has given up. */
  #dropped: number[] = [];
  #due = settleAfter;

  constructor(store: CodeStore, pack: number, mirror: Mirror, log: Logger) {
    this.#store = store;
    this.#pack = pack;
    this.#mirror = mirror;
    this.#log = log;
  }

  /** Note that the mirror has a change. */
  note(photoId: number): void {
    this.#changed.add(photoId);
    this.#settled.delete(photoId);
  }

  /** Whether there is enough to write. */
  get isDue(): boolean {
    return this.#changed.size >= this.#due || this.#settled.size > 0;
  }

  /** Fill the mirror, which is empty, from the blocks and what changed since they were written. */
  async restore(): Promise<void> {
    const slices = new Slices();
    if (!(await this.#restoreBlocks(slices))) {
      this.#store.reset(this.#pack);
    }
    this.#mirror.reopenLast();
    let after = 0;
    for (;;) {
      const changes = this.#store.changes(this.#pack, after, changesAtOnce);
      for (const { photoId, vector, bias } of changes) {
        const norm = vector === null ? 0 : this.#norm(photoId, vector);
        if (vector === null || norm === 0) this.#mirror.delete(photoId);
        else this.#mirror.set(photoId, vector, norm, bias ?? 0);
        this.note(photoId);
        after = photoId;
      }
      const last = changes.length < changesAtOnce;
      if (last || this.#changed.size >= settleAfterMany) {
        while (!this.#mirror.moments.catchUp(1)) await slices.breathe();
      }
      if (last) return;
      if (this.#changed.size >= settleAfterMany) this.settle(true);
      await slices.breathe();
    }
  }

  /**
   * Write what is not stored, or go on with what is left of the last time. All rows must be counted in the moments.
   *
   * @param idle whether no scan is running, so that blocks can be given up.
   */
  settle(idle: boolean): void {
    if (this.#settled.size > 0) {
      this.#store.forgetChanges(this.#pack, this.#someSettled());
      return;
    }
    const mirror = this.#mirror;
    if (mirror.moments.waiting > 0) throw new Error(`Expected all rows counted but ${mirror.moments.waiting} wait`);
    mirror.gather(gatheredAtOnce);
    if (idle) {
      mirror.sweep();
      this.#dropped.push(...mirror.release());
    }
    // What goes to the database is a copy: it takes no shared memory.
    const blocks = Array.from(mirror.unstored(), (block) => ({
      ...block,
      bytes: block.bytes === null ? null : new Uint8Array(block.bytes),
    }));
    try {
      const { scale: maxScale, norm: maxNorm } = mirror.bounds;
      const state = { maxScale, maxNorm, moments: mirror.moments.moments.toBytes() };
      const ids = this.#store.write(this.#pack, { blocks, dropped: this.#dropped, state });
      for (const [i, id] of ids.entries()) mirror.markStored(blocks[i]?.block ?? -1, id);
    } catch (error) {
      // What is stored stays right, and so do the changes: opening takes longer meanwhile.
      this.#due = this.#changed.size + settleAfter;
      throw error;
    }
    for (const id of this.#changed) this.#settled.add(id);
    this.#changed.clear();
    this.#dropped = [];
    this.#due = settleAfter;
    this.#store.forgetChanges(this.#pack, this.#someSettled());
  }

  /** Write what is worth it, while nobody scans any more; what is not written is made good at the next start. */
  close(): void {
    this.#settled.clear();
    if (this.#changed.size >= worthKeeping) this.settle(true);
  }

  /** The norm of a stored embedding; 0 when nothing can be compared with it: one such must not keep others away. */
  #norm(photoId: number, vector: Embedding): number {
    try {
      return directionNorm(vector, this.#mirror.coder.embeddingDim, `an embedding of photo ${photoId}`);
    } catch (error) {
      this.#log.warn({ error }, 'an embedding cannot be used');
      return 0;
    }
  }

  /** Take out as many as are forgotten at a time. */
  #someSettled(): number[] {
    const some: number[] = [];
    for (const id of this.#settled) {
      if (some.length === forgottenAtOnce) break;
      some.push(id);
      this.#settled.delete(id);
    }
    return some;
  }

  /** @returns false when the blocks cannot be used, and nothing of them is. */
  async #restoreBlocks(slices: Slices): Promise<boolean> {
    const ids = this.#store.blocks(this.#pack);
    const state = this.#store.state(this.#pack);
    if (state === undefined) return ids.length === 0;
    try {
      this.#mirror.moments.moments.restore(state.moments);
      this.#mirror.bounds = { scale: state.maxScale, norm: state.maxNorm };
      for (const id of ids) {
        const block = this.#store.block(id);
        if (block === undefined) throw new DamagedCodes(`Expected the bytes of block ${id}`);
        this.#mirror.load(id, block.bytes, block.dead);
        // Lets go of the memory now: left to the garbage collector, a hundred megabytes of blocks pile up.
        block.bytes.buffer.transfer(0);
        await slices.breathe();
      }
      const { count } = this.#mirror.moments.moments;
      if (count !== this.#mirror.size) {
        throw new DamagedCodes(`Expected moments of ${this.#mirror.size} photos but they are of ${count}`);
      }
      return true;
    } catch (error) {
      if (!(error instanceof DamagedCodes)) throw error;
      this.#log.warn({ error }, 'codes are made anew');
      this.#mirror.clear();
      return false;
    }
  }
}
