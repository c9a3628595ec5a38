import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  AppError,
  type Failure,
  type Folder,
  type IndexProgress,
  type IndexSummary,
  type LibraryStatus,
  type ProviderChoice,
  type SearchAnswer,
  type SearchRequest,
} from '../../src-contract/index.ts';
import { type DecodeLimits, defaultLimits, type ProviderRequest } from '../core/encoder-protocol.ts';
import type { Logger } from '../core/logger.ts';
import { EncoderClient } from './encoding/encoder-client.ts';
import type { EncoderLauncher } from './encoding/encoder-process.ts';
import { folderBytes } from './library/folder-bytes.ts';
import { pathBelow, refuseOverlap, resolveFolder } from './library/folder-paths.ts';
import { Indexer } from './library/indexer.ts';
import { type VerifiedPack, verifyPack } from './models/verify-pack.ts';
import { QuantizedIndex } from './search/quantized-index.ts';
import { Searcher } from './search/searcher.ts';
import type { VectorIndex } from './search/vector-index.ts';
import { Store } from './store/store.ts';

export interface EngineOptions {
  /** Holds the database and the thumbnails; created when missing. */
  readonly dataDir: string;
  readonly packDir: string;
  readonly launchEncoder: EncoderLauncher;
  readonly log: Logger;
  readonly provider?: ProviderRequest;
  readonly threads?: number | null;
  readonly limits?: DecodeLimits;
}

/** A scan slower than this is worth a line in the log. */
const slowScanMs = 200;

/** One open library: what every host drives. */
export class Engine implements AsyncDisposable {
  readonly dataDir: string;
  readonly #store: Store;
  readonly #pack: VerifiedPack;
  readonly #packRow: number;
  readonly #encoder: EncoderClient;
  readonly #index: VectorIndex;
  readonly #indexer: Indexer;
  readonly #searcher: Searcher;
  readonly #thumbDir: string;
  readonly #log: Logger;
  readonly #listeners = new Set<(progress: IndexProgress) => void>();
  #closing = false;
  #indexing: { readonly abort: AbortController; readonly ended: Promise<unknown> } | undefined;

  private constructor(options: EngineOptions, store: Store, pack: VerifiedPack, packRow: number, index: VectorIndex) {
    this.dataDir = options.dataDir;
    this.#log = options.log;
    this.#store = store;
    this.#pack = pack;
    this.#thumbDir = join(options.dataDir, 'thumbnails');
    this.#packRow = packRow;
    this.#index = index;
    this.#encoder = new EncoderClient(options.launchEncoder, {
      packDir: pack.dir,
      thumbDir: this.#thumbDir,
      provider: options.provider ?? 'auto',
      limits: options.limits ?? defaultLimits,
      threads: options.threads ?? null,
    });
    const shared = { store, index: this.#index, encoder: this.#encoder };
    this.#indexer = new Indexer({ ...shared, pack: this.#packRow, dataDir: options.dataDir, thumbDir: this.#thumbDir });
    this.#searcher = new Searcher(store, this.#index, this.#encoder);
  }

  /**
   * Open the library of a data folder with a model pack, for this process alone.
   *
   * @throws DATA_DIR_*, DATABASE_*, PACK_*
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const pack = await verifyPack(options.packDir);
    const store = Store.open(options.dataDir);
    try {
      // The scanner compares real paths to know the data folder when it comes across it.
      const dataDir = await realpath(options.dataDir);
      const { id, version, space, embedding } = pack.manifest;
      const { dim } = embedding;
      const packRow = store.photos.registerPack({ id, version, space, dim });
      const index = await QuantizedIndex.open({ store: store.codes, pack: packRow, dim, log: options.log });
      return new Engine({ ...options, dataDir }, store, pack, packRow, index);
    } catch (error) {
      store[Symbol.dispose]();
      throw store.translate(error);
    }
  }

  /**
   * Register a folder; a registered one is returned as it is. Nothing is scanned yet.
   *
   * @throws FOLDER_NOT_FOUND, FOLDER_NOT_A_FOLDER, FOLDER_UNREADABLE, FOLDER_OVERLAP
   */
  async addFolder(path: string): Promise<Folder> {
    const resolved = await resolveFolder(path);
    const present = this.#store.folders.byPath(resolved);
    if (present !== undefined) return present;
    if (pathBelow(this.dataDir, resolved) !== undefined) {
      throw new AppError(
        'FOLDER_OVERLAP',
        `Expected a folder of photos but "${resolved}" lies in the data folder "${this.dataDir}"`,
      );
    }
    refuseOverlap(resolved, this.#store.folders.list());
    return this.#store.folders.add(resolved, Date.now());
  }

  listFolders(): Folder[] {
    return this.#store.folders.list();
  }

  /**
   * Forget a folder. Its photos and embeddings are kept for the grace period. An indexing run in progress is cancelled:
   * it may be writing what is forgotten here.
   *
   * @throws FOLDER_NOT_REGISTERED
   */
  async forgetFolder(path: string): Promise<void> {
    // The folder may be gone from the disk; then the path as registered must be named.
    const resolved = path === '' ? '' : await resolveFolder(path).catch(() => resolve(path));
    const folder = this.#store.folders.byPath(resolved);
    if (folder === undefined)
      throw new AppError('FOLDER_NOT_REGISTERED', `Expected an indexed folder but received "${resolved}"`);
    await this.cancelIndexing();
    this.#store.folders.remove(folder.id);
    for (const id of this.#store.photos.markUnreferenced(Date.now())) this.#index.delete(id);
  }

  /**
   * Scan and encode what is new. One run at a time: a second call waits for the first.
   *
   * @param folderIds null for all folders.
   * @throws CANCELLED when the engine is closed before the run begins. FOLDER_NOT_REGISTERED, DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED
   */
  async index(options: { folderIds: readonly number[] | null; retryFailed: boolean }): Promise<IndexSummary> {
    while (this.#indexing !== undefined) await this.#indexing.ended;
    if (this.#closing) throw new AppError('CANCELLED', 'Expected an open engine but it is shutting down');
    const all = this.#store.folders.list();
    const folders = all.filter((folder) => options.folderIds === null || options.folderIds.includes(folder.id));
    if (options.folderIds !== null && folders.length < new Set(options.folderIds).size) {
      throw new AppError(
        'FOLDER_NOT_REGISTERED',
        `Expected ids of indexed folders but received [${options.folderIds.join(', ')}]`,
      );
    }
    const abort = new AbortController();
    const run = this.#indexer.run({
      folders,
      retryFailed: options.retryFailed,
      signal: abort.signal,
      onProgress: (progress) => {
        for (const listener of this.#listeners) listener(progress);
      },
    });
    this.#indexing = { abort, ended: Promise.allSettled([run]) };
    try {
      const summary = await run;
      this.#log.info({ ...summary, encoderRestarts: this.#encoder.restarts }, 'indexed');
      return summary;
    } finally {
      this.#indexing = undefined;
    }
  }

  get isIndexing(): boolean {
    return this.#indexing !== undefined;
  }

  /** Stop indexing after the inference in progress. What is done stays. */
  async cancelIndexing(): Promise<void> {
    const running = this.#indexing;
    running?.abort.abort();
    await running?.ended;
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const answer = await this.#searcher.search(request);
    if (answer.timings.scanMs > slowScanMs) {
      this.#log.warn({ ...answer.timings, searched: answer.searched }, 'slow search');
    }
    return answer;
  }

  /** Everything that could not be indexed, with reasons, by path. */
  failures(): Failure[] {
    return this.#store.files
      .failures()
      .map(({ folderPath, path, ...failure }) => ({ path: join(folderPath, path), ...failure }));
  }

  async status(): Promise<LibraryStatus> {
    const { id, version, title, embedding } = this.#pack.manifest;
    const [database, thumbnailBytes] = await Promise.all([stat(this.#store.file), folderBytes(this.#thumbDir)]);
    return {
      dataDir: this.dataDir,
      databaseBytes: database.size,
      thumbnailBytes,
      folders: this.#store.folders.list(),
      ...this.#store.files.counts(),
      ...this.#store.photos.counts(this.#packRow),
      pack: { id, version, title, dim: embedding.dim },
    };
  }

  /** Where the models run, and why there. Loads them. */
  async provider(): Promise<ProviderChoice> {
    const { provider, providerReason } = await this.#encoder.warmUp();
    return { provider, reason: providerReason };
  }

  /** The encoder itself, for what is no query: benchmarks, the doctor. */
  get encoder(): EncoderClient {
    return this.#encoder;
  }

  /** Name a database error for the user; anything else comes back unchanged. */
  translate(error: unknown): unknown {
    return this.#store.translate(error);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.cancelIndexing();
    await this.#encoder[Symbol.asyncDispose]();
    await this.#index[Symbol.asyncDispose]();
    this.#store[Symbol.dispose]();
  }
}
