import {
  AppError,
  type Folder,
  type IndexingState,
  type IndexProgress,
  type WireError,
} from '../../../src-contract/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import { typedPath } from '../folder-paths.ts';
import type { Store } from '../store/store.ts';
import { FolderChanges } from './folder-changes.ts';
import type { FolderRegistry } from './folder-registry.ts';
import type { IndexRuns } from './index-runs.ts';
import type { Touched } from './touched.ts';

/** A failed photo that is due already is tried again after this: never at once, or a broken clock would keep us busy. */
const shortestWaitMs = 1000;
/** Timers know no longer time. */
const longestWaitMs = 2 ** 31 - 1;

/** Files that are still being written are looked at again after this. */
const unsettledMs = 1600;

interface Wanted {
  readonly retryFailed: boolean;
  /** Look for what is new; else only encode what is pending. */
  readonly scan: boolean;
}

interface Run extends Wanted {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

/**
 * Keeps the library up to date in the background: all folders that are not paused, again whenever something about the
 * folders changes, and when failed photos are due for another try.
 *
 * A request during a run makes it begin again: what is done stays done, and looking at unchanged files costs little.
 */
export class LibraryKeeper implements AsyncDisposable {
  readonly #store: Store;
  readonly #folders: FolderRegistry;
  readonly #runs: IndexRuns;
  readonly #events: EngineEvents;
  readonly #listening: Disposable;
  /** The next run; undefined when none is asked for. */
  #wanted: Wanted | undefined;
  /** The run that is on, or waits for another to end. */
  #current: Run | undefined;
  #isWorking = false;
  #retryTimer: NodeJS.Timeout | undefined;
  readonly #changes: FolderChanges;
  #progress: IndexProgress | null = null;
  #error: WireError | null = null;
  #stopped = false;
  #closed = false;

  constructor(store: Store, folders: FolderRegistry, runs: IndexRuns, events: EngineEvents) {
    this.#store = store;
    this.#folders = folders;
    this.#runs = runs;
    this.#events = events;
    this.#listening = runs.onProgress((progress) => {
      this.#report(progress);
    });
    this.#changes = new FolderChanges({
      scanParts: (folderId, parts) => runs.scanParts(folderId, parts),
      onScanned: (hasChanged) => this.#follow(hasChanged),
      onError: (error) => {
        this.#fail(error);
        this.#publish();
      },
      unsettledMs,
    });
  }

  get state(): IndexingState {
    const running = this.#isWorking || this.#runs.isRunning;
    return { running, progress: running ? this.#progress : null, error: this.#error };
  }

  /** Register a folder that a person named, and begin to index it. @throws as `FolderRegistry.add` */
  async addFolder(path: string): Promise<Folder> {
    const absolute = typedPath(path);
    if (absolute === undefined) {
      throw new AppError(
        'FOLDER_NOT_FOUND',
        `Expected the whole path of a folder, from the root or from ~, but received "${path}"`,
      );
    }
    const folder = await this.#folders.add(absolute);
    this.#events.changed();
    this.index();
    return folder;
  }

  /** Forget a folder; a run in progress goes on without it. @throws FOLDER_NOT_REGISTERED */
  async removeFolder(id: number): Promise<void> {
    const wasWorking = this.#isWorking;
    await this.#folders.remove(id);
    this.#events.changed();
    if (wasWorking) this.index();
  }

  /** Pause a folder, and a run in progress goes on without it; or resume it. @throws FOLDER_NOT_REGISTERED */
  setPaused(id: number, paused: boolean): Folder {
    const folder = this.#folders.setPaused(id, paused);
    this.#events.changed();
    if (!paused || this.#isWorking) this.index();
    return folder;
  }

  /** Leave out of a folder what patterns say, and look for what they let in. @throws FOLDER_NOT_REGISTERED */
  async setPatterns(id: number, patterns: readonly string[]): Promise<Folder> {
    const folder = await this.#folders.setPatterns(id, patterns);
    this.#events.changed();
    this.index();
    return folder;
  }

  /** Bring the library up to date. Returns at once; `state` and the events tell what becomes of it. */
  index(options: { readonly retryFailed: boolean } = { retryFailed: false }): void {
    this.#stopped = false;
    const current = this.#current;
    this.#want({ ...options, scan: true });
    current?.abort.abort();
  }

  /** Look at parts of a folder that may have changed, soon: also beside a run. Nothing happens while it is stopped. */
  touch(folderId: number, parts: readonly Touched[]): void {
    if (!this.#stopped && !this.#closed) this.#changes.add(folderId, parts);
  }

  #want(wanted: Wanted): void {
    if (this.#closed) return;
    clearTimeout(this.#retryTimer);
    // What is running is begun again by a scan only: all of it is wanted still.
    const asked = [wanted, this.#wanted, ...(wanted.scan ? [this.#current] : [])];
    this.#wanted = {
      retryFailed: asked.some((request) => request?.retryFailed === true),
      scan: asked.some((request) => request?.scan === true),
    };
    if (!this.#isWorking) void this.#work();
  }

  /** Encode what was found, or take out of the library what is gone. */
  async #follow(hasChanged: boolean): Promise<void> {
    if (this.#stopped) return;
    if (this.#isWorking && hasChanged) await this.#runs.forgetUnreferenced();
    if (hasChanged || this.#store.files.counts().pending > 0) this.#want({ retryFailed: false, scan: false });
    this.#events.changed();
  }

  /** Stop indexing until it is asked for again. What is done stays. Returns when the run has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#stopped = true;
    this.#changes.clear();
    this.#wanted = undefined;
    const current = this.#current;
    current?.abort.abort();
    // Not for what is asked for meanwhile: that is no more part of what was to be stopped.
    await (current?.ended ?? this.#runs.cancel());
  }

  /** Run until nothing more is wanted. Never rejects: what goes wrong is part of the state. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#wanted !== undefined) {
      const { retryFailed, scan } = this.#wanted;
      this.#wanted = undefined;
      this.#error = null;
      this.#publish();
      const abort = new AbortController();
      const run = this.#runs.index({ folderIds: null, retryFailed, scan, signal: abort.signal });
      this.#current = { retryFailed, scan, abort, ended: Promise.allSettled([run]) };
      try {
        await run;
      } catch (error) {
        this.#fail(error);
      }
      this.#current = undefined;
    }
    this.#isWorking = false;
    this.#progress = null;
    this.#scheduleRetry();
    this.#publish();
    this.#events.changed();
  }

  #fail(thrown: unknown): void {
    const error = AppError.from(this.#store.translate(thrown));
    if (error.code !== 'CANCELLED') this.#error = error.toWire();
  }

  #scheduleRetry(): void {
    if (this.#stopped) return;
    try {
      const atMs = this.#store.files.nextAttemptAtMs();
      if (atMs === null) return;
      const waitMs = Math.min(Math.max(atMs - Date.now(), shortestWaitMs), longestWaitMs);
      this.#retryTimer = setTimeout(() => {
        this.#want({ retryFailed: false, scan: true });
      }, waitMs).unref();
    } catch (error) {
      this.#fail(error);
    }
  }

  #report(progress: IndexProgress): void {
    const before = this.#progress?.phase === 'encoding' ? this.#progress.done : 0;
    this.#progress = progress;
    this.#publish();
    if (progress.phase === 'encoding' && progress.done !== before) this.#events.changed();
  }

  #publish(): void {
    this.#events.publish({ event: 'library.indexing', state: this.state });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#listening[Symbol.dispose]();
    await this.stop();
    await this.#changes[Symbol.asyncDispose]();
  }
}
