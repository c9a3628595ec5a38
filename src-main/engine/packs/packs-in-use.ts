import type { PackId } from '../models/index.ts';
import type { Store } from '../store/store.ts';
import type { OpenPack } from './open-pack.ts';

/** What happened to photos while a pack was being opened. */
interface PhotoChange {
  readonly kind: 'forgotten' | 'remembered';
  readonly photoIds: readonly number[];
}

/**
 * Which pack answers, and which one is to. The one owner of both: everything that belongs to a pack is reached through it and
 * changes with it, at once. See [Note: Switching].
 */
export class PacksInUse implements AsyncDisposable {
  readonly #store: Store;
  #answering: OpenPack;
  #incoming: OpenPack | null = null;
  /** Packs that are closed when nobody uses them any more, by row. */
  readonly #retiring = new Map<number, Promise<void>>();
  readonly #listeners: (() => void)[] = [];
  readonly #opening = new Map<PhotoChange[], PackId>();

  constructor(store: Store, answering: OpenPack) {
    this.#store = store;
    this.#answering = answering;
  }

  /** Answers searches, and is the first to see new photos. Ask for it each time: it may be another. */
  get answering(): OpenPack {
    return this.#answering;
  }

  /** Is shown the photos of the library, to answer later. */
  get incoming(): OpenPack | null {
    return this.#incoming;
  }

  /** Those that have an index which is to be kept right. */
  get open(): readonly OpenPack[] {
    return this.#incoming === null ? [this.#answering] : [this.#answering, this.#incoming];
  }

  /** Those whose files are being read, to be taken in. */
  get opening(): readonly PackId[] {
    return [...this.#opening.values()];
  }

  /** Be told when another pack answers. */
  onAnswering(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Let searches that begin from now on be answered by this pack. The one of before is closed when its last has ended. */
  answerWith(pack: OpenPack): void {
    const before = this.#answering;
    if (pack === before) return;
    this.#answering = pack;
    if (this.#incoming === pack) this.#incoming = null;
    this.#retire(before);
    for (const listener of this.#listeners) listener();
  }

  /**
   * Note what becomes of photos while a pack is opened, which its index may not know.
   *
   * @returns `end` tells, once and for all.
   */
  beginOpening(pack: PackId): { end: () => readonly PhotoChange[] } {
    const changes: PhotoChange[] = [];
    this.#opening.set(changes, pack);
    return {
      end: () => {
        this.#opening.delete(changes);
        return changes;
      },
    };
  }

  /** Take in a pack that is to answer later, instead of the one there may be. */
  takeIn(pack: OpenPack, changes: readonly PhotoChange[]): void {
    for (const { kind, photoIds } of changes) {
      if (kind === 'remembered') this.#remember(pack, photoIds);
      else for (const id of photoIds) pack.index.delete(id);
    }
    this.setIncoming(pack);
  }

  /** Let no pack be incoming, or another one. */
  setIncoming(pack: OpenPack | null): void {
    const before = this.#incoming;
    this.#incoming = pack;
    if (before !== null && before !== pack) this.#retire(before);
  }

  /** Settles when no pack of this row is open that was used before: what it has not written yet is written. */
  async retired(row: number): Promise<void> {
    await this.#retiring.get(row);
  }

  /** Take photos out of every index. */
  forget(photoIds: readonly number[]): void {
    for (const { index } of this.open) for (const id of photoIds) index.delete(id);
    this.#note({ kind: 'forgotten', photoIds });
  }

  /** Take photos into every index again that has an embedding of them: they have a file again. */
  remember(photoIds: readonly number[]): void {
    for (const pack of this.open) this.#remember(pack, photoIds);
    this.#note({ kind: 'remembered', photoIds });
  }

  #remember({ row, index }: OpenPack, photoIds: readonly number[]): void {
    for (const id of photoIds) {
      const known = index.has(id) ? undefined : this.#store.photos.biasedEmbedding(row, id);
      if (known !== undefined) index.set(id, known.vector, known.bias ?? 0);
    }
  }

  #note(change: PhotoChange): void {
    for (const changes of this.#opening.keys()) changes.push(change);
  }

  #retire(pack: OpenPack): void {
    const retired = pack.retire().finally(() => {
      if (this.#retiring.get(pack.row) === retired) this.#retiring.delete(pack.row);
    });
    // An error would be that of closing it: whoever waits gets it.
    retired.catch((error: unknown) => error);
    this.#retiring.set(pack.row, retired);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.open.map((pack) => pack[Symbol.asyncDispose]()), ...this.#retiring.values()]);
  }
}
