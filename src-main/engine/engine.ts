import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  CopyReport,
  EngineEvent,
  Failure,
  Folder,
  IndexProgress,
  IndexSummary,
  LibraryStatus,
  ProviderChoice,
  SearchAnswer,
  SearchRequest,
  Settings,
  StorageReport,
} from '../../src-contract/index.ts';
import { type DecodeLimits, defaultLimits, type ProviderRequest } from '../core/encoder-protocol.ts';
import type { Logger } from '../core/logger.ts';
import { EncoderClient } from './encoding/encoder-client.ts';
import type { EncoderLauncher } from './encoding/encoder-process.ts';
import { EngineEvents } from './engine-events.ts';
import { fileBytes, folderBytes } from './library/folder-bytes.ts';
import { FolderRegistry } from './library/folder-registry.ts';
import { IndexRuns, type IndexRequest } from './library/index-runs.ts';
import { Indexer } from './library/indexer.ts';
import { LibraryKeeper } from './library/library-keeper.ts';
import { PlaceFiller } from './library/place-filler.ts';
import { Housekeeping } from './library/housekeeping.ts';
import { FolderWatching, type WatchTimes } from './library/watch/folder-watching.ts';
import type { StartWatcher } from './library/watch/folder-watcher.ts';
import { ThreadWatcher } from './library/watch/thread-watcher.ts';
import { type VerifiedPack, verifyPack } from './models/verify-pack.ts';
import { OpenCalls } from './open-calls.ts';
import { PackChanging } from './packs/index.ts';
import { copyPhotos } from './photos/copy-photos.ts';
import { type PhotoFile, PhotoFiles } from './photos/photo-files.ts';
import { defaultPreviewBytes, PreviewCache } from './photos/preview-cache.ts';
import { type DisplayFile, RenderedPhotos, type ThumbFile } from './photos/rendered-photos.ts';
import { Gazetteer } from './places/gazetteer.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from './search/local-search.ts';
import { QuantizedIndex } from './search/quantized-index.ts';
import { Searching } from './search/searching.ts';
import type { VectorIndex } from './search/vector-index.ts';
import { Searches } from './searches/searches.ts';
import type { CatalogStore } from './store/catalog.ts';
import { Store } from './store/store.ts';
import { untilAborted } from './until-aborted.ts';

export interface EngineOptions {
  /** Holds the database and the thumbnails; created when missing. */
  readonly dataDir: string;
  readonly packDir: string;
  /**
   * Keep the library with this pack from now on, as with the one that comes with the app. Else it is used for this time,
   * and what other packs have made stays. See [Note: Change of packs].
   */
  readonly adoptPack?: boolean;
  readonly launchEncoder: EncoderLauncher;
  readonly log: Logger;
  readonly provider?: ProviderRequest;
  readonly threads?: number | null;
  readonly limits?: DecodeLimits;
  /** Notice changes of the folders by itself; not when missing. Its times are for tests. */
  readonly watch?: { readonly start?: StartWatcher; readonly times?: Partial<WatchTimes> };
  /** Bytes that the encoder may grow by before it is replaced; 1 GiB when missing. */
  readonly encoderGrowthBytes?: number;
  /** Bytes of previews that are kept. */
  readonly maxPreviewBytes?: number;
  /** What photos are compared with for their biases; the English bank for packs that know English when missing. */
  readonly captions?: readonly string[];
}

const defaultEncoderGrowthBytes = 2 ** 30;

/** One open library: what every host drives. */
export class Engine implements AsyncDisposable {
  readonly dataDir: string;
  /** Indexing in the background; nothing happens by itself until it is asked once. */
  readonly keeper: LibraryKeeper;
  /** Saved and recent searches. */
  readonly searches: Searches;
  /** Giving every photo an embedding of the pack in use. */
  readonly packs: PackChanging;
  readonly #store: Store;
  readonly #pack: VerifiedPack;
  readonly #packRow: number;
  readonly #encoder: EncoderClient;
  readonly #index: VectorIndex;
  readonly #runs: IndexRuns;
  readonly #folders: FolderRegistry;
  readonly #searching: Searching;
  readonly #placeFiller: PlaceFiller;
  readonly #files: PhotoFiles;
  readonly #rendered: RenderedPhotos;
  readonly #events: EngineEvents;
  readonly #watching: FolderWatching | undefined;
  readonly #calls = new OpenCalls();
  readonly #housekeeping: Housekeeping;
  readonly #thumbDir: string;
  readonly #previewDir: string;
  #closed: Promise<void> | undefined;

  private constructor(options: EngineOptions, store: Store, pack: VerifiedPack, packRow: number, index: VectorIndex) {
    const { dataDir, log } = options;
    this.dataDir = dataDir;
    this.#store = store;
    this.#pack = pack;
    this.#thumbDir = join(dataDir, 'thumbnails');
    this.#previewDir = join(dataDir, 'previews');
    this.#packRow = packRow;
    this.#index = index;
    const encoder = new EncoderClient(options.launchEncoder, {
      packDir: pack.dir,
      thumbDir: this.#thumbDir,
      provider: options.provider ?? 'auto',
      limits: options.limits ?? defaultLimits,
      threads: options.threads ?? null,
    });
    this.#encoder = encoder;
    this.#files = new PhotoFiles(store);
    this.#events = new EngineEvents(log);
    const gazetteer = new Gazetteer();
    const countryOf = gazetteer.countryOf.bind(gazetteer);
    this.#searching = new Searching({
      store,
      index,
      encoder,
      files: this.#files,
      places: gazetteer,
      manifest: pack.manifest,
      pack: packRow,
      uploadDir: join(dataDir, 'uploads'),
      captions: options.captions,
      countMissing: () => this.packs.countMissing(),
      log,
    });
    const { hubs } = this.#searching;
    const encoderGrowthBytes = options.encoderGrowthBytes ?? defaultEncoderGrowthBytes;
    const indexer = new Indexer({
      store,
      index,
      encoder,
      hubs,
      pack: packRow,
      countryOf,
      dataDir,
      thumbDir: this.#thumbDir,
      encoderGrowthBytes,
    });
    this.#runs = new IndexRuns(store, indexer, encoder, log);
    this.packs = new PackChanging({
      store,
      index,
      encoder,
      hubs,
      pack: packRow,
      manifest: pack.manifest,
      events: this.#events,
      log,
      encoderGrowthBytes,
      isIndexing: () => this.#runs.isRunning,
    });
    this.#runs.onBegin(() => this.packs.stop());
    this.#housekeeping = new Housekeeping(store, [this.#thumbDir, this.#previewDir], log);
    this.#runs.onEnded(({ cancelled }) => {
      if (!cancelled) this.packs.start();
      this.#housekeeping.backUp();
      // Without photos nobody needs the captions.
      if (index.size > 0) void hubs.complete();
    });
    this.#folders = new FolderRegistry(store, index, this.#runs, dataDir);
    this.#placeFiller = new PlaceFiller({
      store,
      countryOf,
      log,
      onFilled: () => {
        this.#events.changed();
      },
    });
    this.searches = new Searches(store, this.#events, log);
    this.keeper = new LibraryKeeper(store, this.#folders, this.#runs, this.#events);
    const { watch } = options;
    this.#watching =
      watch &&
      new FolderWatching({
        store,
        log,
        events: this.#events,
        start: watch.start ?? ((listener) => new ThreadWatcher(listener, dataDir)),
        touch: (folderId, parts) => {
          this.keeper.touch(folderId, parts);
        },
        ...(watch.times === undefined ? {} : { times: watch.times }),
      });
    const previews = new PreviewCache(this.#previewDir, options.maxPreviewBytes ?? defaultPreviewBytes);
    this.#rendered = new RenderedPhotos(store, this.#files, encoder, this.#thumbDir, previews);
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
      const packRow = store.packs.register({ id, version, space, dim });
      if (options.adoptPack === true) store.packs.adopt(packRow);
      const index = await QuantizedIndex.open({ store: store.codes, pack: packRow, dim, log: options.log });
      const engine = new Engine({ ...options, dataDir }, store, pack, packRow, index);
      await engine.#searching.clean();
      // Photos of an older version are without biases; without photos nobody needs the captions yet.
      if (index.size > 0) void engine.#searching.hubs.complete();
      void engine.#placeFiller.fill();
      return engine;
    } catch (error) {
      store[Symbol.dispose]();
      throw store.translate(error);
    }
  }

  /** Register a folder; nothing is scanned yet. See `FolderRegistry.add`. */
  addFolder(path: string): Promise<Folder> {
    return this.#folders.add(path);
  }

  listFolders(): Folder[] {
    return this.#folders.list();
  }

  /** Forget a folder, by its path. See `FolderRegistry.remove`. */
  async forgetFolder(path: string): Promise<void> {
    await this.#folders.remove((await this.#folders.byPath(path)).id);
  }

  /**
   * Scan and encode what is new, and wait for it and, until the request's signal is aborted, for all that comes of it.
   * See `IndexRuns.index`; `keeper` does it in the background.
   */
  async index(request: IndexRequest): Promise<IndexSummary> {
    const before = this.packs.encoded;
    const summary = await this.#runs.index(request);
    if (summary.cancelled) return summary;
    await untilAborted(this.packs.settled(), request.signal);
    await untilAborted(this.#searching.hubs.complete(), request.signal);
    return { ...summary, encoded: summary.encoded + this.packs.encoded - before };
  }

  get isIndexing(): boolean {
    return this.#runs.isRunning;
  }

  /** Stop indexing after the inference in progress. What is done stays. */
  cancelIndexing(): Promise<void> {
    return this.#runs.cancel();
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    return this.#runs.onProgress(listener);
  }

  /** Listen to what the engine says without being asked. */
  onEvent(listener: (event: EngineEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /** Answer a search by the contract. See `Searcher.query`. */
  query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.#searching.query(request, signal);
  }

  /** Search by files and folders of this machine. See `Searcher.search`. */
  search(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    return this.#searching.search(request, signal);
  }

  /** Encode an example image and forget it. Returns the key of its embedding. See `UploadedImages.add`. */
  upload(image: Blob): Promise<string> {
    return this.#searching.upload(image);
  }

  /** The library in order of time, and what there is to filter it by. */
  get catalog(): Pick<CatalogStore, 'timeline' | 'facets'> {
    return this.#store.catalog;
  }

  /** What is known about photos, and where they lie. */
  get photos(): Pick<PhotoFiles, 'details' | 'paths'> {
    return this.#files;
  }

  /** Copy photos into a folder. See `copyPhotos`. */
  copyPhotos(photoIds: readonly number[], folder: string, signal?: AbortSignal): Promise<CopyReport> {
    return copyPhotos(this.#files, { photoIds, folder, dataDir: this.dataDir, signal });
  }

  /**
   * A file that holds a photo, for a host to read or to hand to another program.
   *
   * @throws PHOTO_NOT_FOUND, PHOTO_MISSING, CANCELLED when the engine closes
   */
  photoFile(photoId: number): Promise<PhotoFile> {
    return this.call(() => this.#files.file(photoId));
  }

  /** A photo's thumbnail. See `RenderedPhotos.thumb`. @throws CANCELLED when the engine closes */
  thumbFile(photoId: number): Promise<ThumbFile> {
    return this.call(() => this.#rendered.thumb(photoId));
  }

  /** A photo as a page can show it. See `RenderedPhotos.display`. @throws CANCELLED when the engine closes */
  displayFile(photoId: number): Promise<DisplayFile> {
    return this.call(() => this.#rendered.display(photoId));
  }

  /** Everything that could not be indexed, with reasons, by path. */
  failures(): Failure[] {
    const { files, packs } = this.#store;
    return [...files.failures(), ...packs.failures(this.#packRow)].map(({ folderPath, path, ...failure }) => ({
      path: join(folderPath, path),
      ...failure,
    }));
  }

  status(): LibraryStatus {
    const { id, version, title, embedding, license, languages } = this.#pack.manifest;
    const packChange = this.packs.change;
    const { failed, ...files } = this.#store.files.counts();
    return {
      folders: this.#store.folders.list(),
      ...files,
      failed: failed + this.packs.failed,
      ...this.#store.photos.counts(this.#packRow),
      pack: { id, version, title, dim: embedding.dim, license: license.spdx, languages },
      packChange,
      indexing: this.keeper.state,
      watching: this.#watching?.states ?? [],
      notice: this.#store.notice,
      provider: this.#encoder.choice,
    };
  }

  /** What the library takes on the disk. Walks its folders. */
  async storage(): Promise<StorageReport> {
    const [database, log, thumbnailBytes, previewBytes] = await Promise.all([
      fileBytes(this.#store.file),
      fileBytes(`${this.#store.file}-wal`),
      folderBytes(this.#thumbDir),
      folderBytes(this.#previewDir),
    ]);
    return { dataDir: this.dataDir, databaseBytes: database + log, thumbnailBytes, previewBytes };
  }

  /** Delete what can be made again. See `RenderedPhotos.clear`. */
  async clearCache(): Promise<StorageReport> {
    await this.#rendered.clear();
    return this.storage();
  }

  settings(): Settings {
    return this.#store.settings.get();
  }

  /** Change the settings that are given; not to keep recent searches forgets those there are. Returns all. */
  changeSettings(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    this.#store.settings.set(changes);
    if (changes.keepRecentSearches === false) this.searches.clearRecent();
    const settings = this.settings();
    this.#events.publish({ event: 'settings.changed', settings });
    return settings;
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

  /**
   * Answer a call of a host: database errors come out named for the user.
   *
   * @throws CANCELLED when the engine is closed or closes meanwhile; else what `work` throws.
   */
  call<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#calls.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw this.#store.translate(error);
      }
    });
  }

  /** Close everything, in order; a second time does nothing more. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#calls.close();
    await this.#watching?.[Symbol.asyncDispose]();
    const runs = this.#runs.close();
    await this.keeper[Symbol.asyncDispose]();
    await runs;
    await this.packs[Symbol.asyncDispose]();
    await this.#placeFiller[Symbol.asyncDispose]();
    const searching = this.#searching[Symbol.asyncDispose]();
    await this.#encoder[Symbol.asyncDispose]();
    await searching;
    await this.#housekeeping[Symbol.asyncDispose]();
    this.#events[Symbol.dispose]();
    await this.#index[Symbol.asyncDispose]();
    this.#store[Symbol.dispose]();
  }
}
