import type { PackManifest } from '../../core/pack/manifest.ts';
import type { EncoderClient, Processors } from '../encoder/index.ts';
import type { HubCorrection, PackSearch, VectorIndex } from '../search/index.ts';
import type { PackCounts } from '../store/packs/packs.ts';
import type { Store } from '../store/store.ts';
import type { Users } from '../users.ts';

export interface OpenPackOptions {
  readonly store: Store;
  /** Row of the pack. */
  readonly row: number;
  readonly manifest: PackManifest;
  /** Its index and all that searches it. */
  readonly search: PackSearch;
  readonly encoder: EncoderClient;
  /** Decides where its encoder runs. */
  readonly processors: Processors;
  /** Whoever searches or indexes with it. */
  readonly users: Users;
}

/**
 * A model pack with all that belongs to it and to no other: its encoder, the index of its embeddings, biases and chance,
 * what searches them. Whoever holds one can mix nothing up; whoever wants the one that answers now asks `PacksInUse`.
 */
export class OpenPack implements AsyncDisposable {
  readonly row: number;
  readonly manifest: PackManifest;
  readonly search: PackSearch;
  readonly encoder: EncoderClient;
  readonly processors: Processors;
  readonly users: Users;
  readonly #store: Store;
  #counts: PackCounts;

  constructor({ store, row, manifest, search, encoder, processors, users }: OpenPackOptions) {
    this.#store = store;
    this.row = row;
    this.manifest = manifest;
    this.search = search;
    this.encoder = encoder;
    this.processors = processors;
    this.users = users;
    this.#counts = store.packs.counts(row);
  }

  get index(): VectorIndex {
    return this.search.index;
  }

  get hubs(): HubCorrection {
    return this.search.hubs;
  }

  /** How far it is with the photos of the library, as of the last count. */
  get counts(): PackCounts {
    return this.#counts;
  }

  /** Whether every photo that it could be shown has an embedding, as of the last count. */
  get covers(): boolean {
    return this.#counts.missing <= this.#counts.failed;
  }

  recount(): PackCounts {
    this.#counts = this.#store.packs.counts(this.row);
    return this.#counts;
  }

  /** Photos that have a file and no embedding yet; 0 is known without asking. */
  countMissing(): number {
    return this.#counts.missing === 0 ? 0 : this.#store.packs.countMissing(this.row);
  }

  /** Close it as soon as nobody uses it any more: what was begun with it ends with it. */
  async retire(): Promise<void> {
    await this.users.none();
    // What reads photos in its encoder is no user of the pack: it ends, too.
    await this.encoder.recycle();
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whatever asks the encoder in the background waits for its answer: it ends because the encoder does.
    await Promise.all([
      this.search[Symbol.asyncDispose](),
      this.processors[Symbol.asyncDispose](),
      this.encoder[Symbol.asyncDispose](),
    ]);
    await this.index[Symbol.asyncDispose]();
  }
}
