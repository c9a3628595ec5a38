import { join } from 'node:path';
import type {
  Failure,
  Folder,
  IndexProgress,
  IndexSummary,
  LeftOut,
  LibraryStatus,
  PatternPreview,
  StorageReport,
} from '../../../src-contract/index.ts';
import { hasPatches } from '../../core/dense/heat-map.ts';
import type { Logger } from '../../core/logger.ts';
import { bytesOfWindows } from '../../core/windows/bytes.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { HelperProcess } from '../helper-process.ts';
import type { MeasuredRate } from '../measured-rate.ts';
import type { Follower, Packs, PacksInUse } from '../packs/index.ts';
import type { Photos } from '../photos/index.ts';
import type { Search } from '../search/index.ts';
import type { Stacks } from '../stacks/index.ts';
import type { CountryOf } from '../store/photo-countries.ts';
import type { Store } from '../store/store.ts';
import { untilAborted } from '../until-aborted.ts';
import { fileBytes, folderBytes } from './folder-bytes.ts';
import { FolderRegistry } from './folder-registry.ts';
import type { Housekeeping } from './housekeeping.ts';
import { type IndexRequest, IndexRuns } from './index-runs.ts';
import { Indexer } from './indexer.ts';
import { LibraryKeeper } from './library-keeper.ts';
import { MetadataFiller } from './metadata-filler.ts';
import { PlaceFiller } from './place-filler.ts';
import { SetAside } from './set-aside.ts';
import type { StartWatcher } from './watch/folder-watcher.ts';
import { FolderWatching, type WatchTimes } from './watch/folder-watching.ts';
import { PollingWatcher } from './watch/poll/polling-watcher.ts';
import { ThreadWatcher } from './watch/thread-watcher.ts';

/** How changes of the folders are noticed. All but the first is for tests. */
export interface WatchOptions {
  /** Starts the process that looks at network drives; they are scanned from time to time when missing. */
  readonly launchPoller?: () => HelperProcess;
  readonly start?: StartWatcher;
  readonly isOnNetwork?: (path: string) => Promise<boolean>;
  readonly times?: Partial<WatchTimes>;
}

export interface LibraryOptions {
  readonly store: Store;
  readonly events: EngineEvents;
  readonly log: Logger;
  readonly reader: PhotoReader;
  readonly photos: Photos;
  readonly search: Search;
  readonly packs: Packs;
  readonly inUse: PacksInUse;
  readonly stacks: Stacks;
  readonly housekeeping: Housekeeping;
  readonly countryOf: CountryOf;
  /** Its real path: the scanner compares real paths to know the data folder when it comes across it. */
  readonly dataDir: string;
  readonly thumbDir: string;
  readonly previewDir: string;
  readonly tileDir: string;
  /** As in `EngineOptions`. */
  readonly encoderGrowthBytes: number;
  /** As in `EngineOptions`. */
  readonly watch: WatchOptions | undefined;
}

/** The folders, and what is known about them all together. */
export class Library implements AsyncDisposable {
  /** Indexing in the background; nothing happens by itself until it is asked once. */
  readonly keeper: LibraryKeeper;
  /** The library in order of time, and what there is to filter it by. */
  readonly catalog: Pick<Store['catalog'], 'timeline' | 'facets'>;
  /** Files that are to go but are still there. */
  readonly aside: SetAside;
  readonly #options: LibraryOptions;
  readonly #runs: IndexRuns;
  readonly #folders: FolderRegistry;
  readonly #placeFiller: PlaceFiller;
  readonly #metadataFiller: MetadataFiller;
  readonly #watching: FolderWatching | undefined;
  readonly #followers: Follower[] = [];

  constructor(options: LibraryOptions) {
    const { store, events, log, reader, search, packs, inUse, stacks, housekeeping, countryOf, dataDir, watch } =
      options;
    this.#options = options;
    this.catalog = store.catalog;
    this.#metadataFiller = new MetadataFiller({
      store,
      encoder: reader,
      log,
      onChanged: () => {
        events.changed();
        // Sidecars say where photos were taken, too.
        void this.#placeFiller.fill();
      },
    });
    const indexer = new Indexer({
      store,
      packs: inUse,
      countryOf,
      dataDir,
      thumbDir: options.thumbDir,
      encoderGrowthBytes: options.encoderGrowthBytes,
      onScanned: () => {
        void this.#metadataFiller.fill();
      },
    });
    this.#runs = new IndexRuns(store, indexer, inUse, log);
    this.#runs.onBegin(() => packs.stop());
    this.#runs.onBegin(() => stacks.stop());
    stacks.onRead(() => {
      void this.#metadataFiller.fill();
    });
    this.#runs.onEnded(({ cancelled }) => {
      if (!cancelled) packs.start();
      void this.#metadataFiller.fill();
      // Photos that were encoded after their sidecars had been read have been joined, with their places, as they were saved.
      void this.#placeFiller.fill();
      if (!cancelled) stacks.start();
      housekeeping.backUp();
      search.completeBiases();
    });
    this.#folders = new FolderRegistry(store, inUse, this.#runs, dataDir, () => {
      void this.#metadataFiller.fill();
    });
    this.#placeFiller = new PlaceFiller({
      store,
      countryOf,
      log,
      onFilled: () => {
        events.changed();
      },
    });
    this.keeper = new LibraryKeeper(store, this.#folders, this.#runs, events);
    inUse.onAnswering(() => {
      // A run goes on with the pack that it has begun with: new photos are to be seen by the one that answers.
      if (this.#runs.isRunning) this.keeper.index();
    });
    this.aside = new SetAside(store, this.#runs, this.keeper, () => {
      events.changed();
      // What is left of a stack is another one. A run that is on begins that at its end.
      if (!this.#runs.isRunning) stacks.start();
    });
    this.#watching = watch && this.#watch(watch);
  }

  #watch({ launchPoller: launch, start, ...rest }: WatchOptions): FolderWatching {
    const { store, events, log, dataDir: except } = this.#options;
    return new FolderWatching({
      store,
      log,
      events,
      start: start ?? ((listener) => new ThreadWatcher(listener, except)),
      startPolling: launch && ((listener) => new PollingWatcher(listener, { launch, except })),
      touch: (folderId, parts) => {
        this.keeper.touch(folderId, parts);
      },
      ...rest,
    });
  }

  /** Make good in the background what photos of an older version are without. */
  start(): void {
    this.#options.store.sidecars.readAgain();
    void this.#placeFiller.fill();
    void this.#metadataFiller.fill();
  }

  /** Have somebody work between runs of indexing, who makes way for them. One that was cancelled starts nobody. */
  addBetweenRuns(worker: { start: () => void; stop: () => Promise<void> }): void {
    this.#runs.onBegin(() => worker.stop());
    this.#runs.onEnded(({ cancelled }) => {
      if (!cancelled) worker.start();
    });
  }

  /**
   * Have somebody work when photos are indexed, and shown to the packs in use, who makes way for both. It is told to start
   * whenever packs have ended.
   */
  addAfterPacks(worker: Follower): void {
    this.#followers.push(worker);
    this.#runs.onBegin(() => worker.stop());
    this.#options.packs.addFollower(worker);
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
    const { packs, search, stacks } = this.#options;
    const before = packs.encoded;
    const summary = await this.#runs.index(request);
    if (summary.cancelled) return summary;
    await untilAborted(this.#metadataFiller.fill(), request.signal);
    const indexedMs = Date.now();
    await untilAborted(packs.settled(), request.signal);
    const elapsedMs = summary.elapsedMs + Date.now() - indexedMs;
    await untilAborted(search.hubs.complete(), request.signal);
    await untilAborted(stacks.settled(), request.signal);
    // Of photos that were read again.
    await untilAborted(this.#metadataFiller.fill(), request.signal);
    await untilAborted(this.#placeFiller.fill(), request.signal);
    return { ...summary, encoded: summary.encoded + packs.encoded - before, elapsedMs };
  }

  get isIndexing(): boolean {
    return this.#runs.isRunning;
  }

  /** Stop indexing in the background and all that follows it, until it is asked for again. */
  async stop(): Promise<void> {
    const { packs, stacks } = this.#options;
    await Promise.all([this.keeper.stop(), packs.stop(), stacks.stop()]);
    await Promise.all(this.#followers.map((worker) => worker.stop()));
  }

  /** Stop indexing after the inference in progress. What is done stays. */
  cancelIndexing(): Promise<void> {
    return this.#runs.cancel();
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    return this.#runs.onProgress(listener);
  }

  /** See `IndexRuns.onRate`. */
  onRate(listener: (rate: MeasuredRate) => void): void {
    this.#runs.onRate(listener);
  }

  /** Everything that could not be indexed, with reasons, by path. */
  failures(): Failure[] {
    const { store, inUse } = this.#options;
    return [...store.files.failures(), ...store.packs.failures(inUse.open.map(({ row }) => row))]
      .sort((a, b) => compare(a.folderPath, b.folderPath) || compare(a.path, b.path))
      .map(({ folderPath, path, ...failure }) => ({ path: join(folderPath, path), ...failure }));
  }

  /** A registered folder by its path. @throws FOLDER_NOT_REGISTERED */
  folderAt(path: string): Promise<Folder> {
    return this.#folders.byPath(path);
  }

  /** What is left out, by folder and reason. */
  leftOut(): LeftOut[] {
    return this.#options.store.leftOut.summary();
  }

  /** What other patterns would do to a folder. @throws FOLDER_NOT_REGISTERED */
  previewPatterns(folderId: number, patterns: readonly string[]): Promise<PatternPreview> {
    return this.#folders.previewPatterns(folderId, patterns);
  }

  /** Leave out of a folder what patterns say, by its path; see `FolderRegistry.setPatterns`. Nothing is scanned. */
  async setPatterns(path: string, patterns: readonly string[]): Promise<Folder> {
    return this.#folders.setPatterns((await this.#folders.byPath(path)).id, patterns);
  }

  status(): LibraryStatus {
    const { store, packs, inUse } = this.#options;
    const { answering } = inUse;
    const { id, version, title, embedding, license, languages } = answering.manifest;
    const packChange = packs.change;
    const { failed, ...files } = store.files.counts();
    return {
      folders: store.folders.list(),
      ...files,
      failed: failed + packs.failed,
      stacked: store.stacking.isOn ? store.stacking.read().hidden : 0,
      ...store.photos.counts(answering.row),
      ...store.leftOut.counts(),
      pack: {
        ...{ id, version, title, dim: embedding.dim, license: license.spdx, languages },
        hasPatches: hasPatches(answering.manifest),
      },
      packChange,
      indexing: this.keeper.state,
      watching: this.#watching?.states ?? [],
      notice: store.notice ?? packs.notice,
      provider: answering.encoder.choice,
    };
  }

  /** What the library takes on the disk. Walks its folders. */
  async storage(): Promise<StorageReport> {
    const { store, dataDir, thumbDir, previewDir, tileDir } = this.#options;
    const [database, log, thumbnailBytes, previewBytes, tileBytes] = await Promise.all([
      fileBytes(store.file),
      fileBytes(`${store.file}-wal`),
      folderBytes(thumbDir),
      folderBytes(previewDir),
      folderBytes(tileDir),
    ]);
    const windowBytes = store.windows.stored().reduce((sum, each) => sum + bytesOfWindows(each), 0);
    const databaseBytes = database + log;
    return { dataDir, databaseBytes, windowBytes, thumbnailBytes, previewBytes: previewBytes + tileBytes };
  }

  /** Delete what can be made again. See `Photos.clearRenderings`. */
  async clearCache(): Promise<StorageReport> {
    await this.#options.photos.clearRenderings();
    return this.storage();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watching?.[Symbol.asyncDispose]();
    const runs = this.#runs.close();
    await this.keeper[Symbol.asyncDispose]();
    await runs;
    await this.#metadataFiller[Symbol.asyncDispose]();
    await this.#placeFiller[Symbol.asyncDispose]();
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
