import { AppError, type IndexProgress, type IndexSummary } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { MeasuredRate } from '../measured-rate.ts';
import type { PacksInUse } from '../packs/index.ts';
import type { Store } from '../store/store.ts';
import type { FolderScanResult } from './folder-scan.ts';
import type { Indexer } from './indexer.ts';
import type { Touched } from './touched.ts';

export interface IndexRequest {
  /** Folders to bring up to date; null for all that are not paused. */
  readonly folderIds: readonly number[] | null;
  /** Try failed photos again now, whatever their waiting time. */
  readonly retryFailed: boolean;
  /** Look for what is new first, which is what happens when this is missing; else only encode what is pending. */
  readonly scan?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs of the indexer, one at a time. */
export class IndexRuns {
  readonly #store: Store;
  readonly #indexer: Indexer;
  readonly #packs: PacksInUse;
  readonly #log: Logger;
  readonly #listeners = new Set<(progress: IndexProgress) => void>();
  readonly #rateListeners = new Set<(rate: MeasuredRate) => void>();
  readonly #beginListeners = new Set<() => Promise<void>>();
  readonly #endListeners = new Set<(summary: IndexSummary) => void>();
  #running: { readonly abort: AbortController; readonly ended: Promise<unknown> } | undefined;
  readonly #partScans = new Map<AbortController, Promise<unknown>>();
  #closed = false;

  constructor(store: Store, indexer: Indexer, packs: PacksInUse, log: Logger) {
    this.#store = store;
    this.#indexer = indexer;
    this.#packs = packs;
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  onProgress(listener: (progress: IndexProgress) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Be told how fast photos are encoded, and with which pack, while none of a run had been known before. */
  onRate(listener: (rate: MeasuredRate) => void): void {
    this.#rateListeners.add(listener);
  }

  /** Be told before every run, which waits until the listener has made way for it. */
  onBegin(listener: () => Promise<void>): void {
    this.#beginListeners.add(listener);
  }

  /** Listen to the end of every run that did not fail. */
  onEnded(listener: (summary: IndexSummary) => void): void {
    this.#endListeners.add(listener);
  }

  /**
   * Scan and encode what is new. A second call waits for the first.
   *
   * @throws CANCELLED when it is cancelled or everything closes before the run begins. FOLDER_NOT_REGISTERED,
   * DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED
   */
  async index({ folderIds, retryFailed, scan = true, signal }: IndexRequest): Promise<IndexSummary> {
    while (this.#running !== undefined) await this.#running.ended;
    if (this.#closed) throw new AppError('CANCELLED', 'Expected an open engine but it is shutting down');
    if (signal?.aborted === true) throw new AppError('CANCELLED', 'Indexing was cancelled before it began');
    const all = this.#store.folders.list();
    const folders = all.filter((folder) => (folderIds === null ? !folder.paused : folderIds.includes(folder.id)));
    if (folderIds !== null && folders.length < new Set(folderIds).size) {
      throw new AppError(
        'FOLDER_NOT_REGISTERED',
        `Expected ids of indexed folders but received [${folderIds.join(', ')}]`,
      );
    }
    const abort = new AbortController();
    const forward = (): void => {
      abort.abort();
    };
    signal?.addEventListener('abort', forward);
    const ready = Promise.all(Array.from(this.#beginListeners, (makeWay) => makeWay()));
    const run = ready.then(() =>
      this.#indexer.run({
        folders,
        retryFailed,
        scan,
        signal: abort.signal,
        onProgress: (progress) => {
          for (const listener of this.#listeners) listener(progress);
        },
        onRate: (rate) => {
          for (const listener of this.#rateListeners) listener(rate);
        },
      }),
    );
    this.#running = { abort, ended: Promise.allSettled([run]) };
    try {
      const summary = await run;
      this.#log.info({ ...summary, encoderRestarts: this.#packs.answering.encoder.restarts }, 'indexed');
      for (const listener of this.#endListeners) listener(summary);
      return summary;
    } finally {
      signal?.removeEventListener('abort', forward);
      this.#running = undefined;
    }
  }

  /**
   * Scan parts of a folder, beside a run or without one; see `Indexer.scanParts`. A folder that is paused or not
   * registered any more is left alone.
   *
   * @throws CANCELLED when it is cancelled, DATABASE_*
   */
  async scanParts(folderId: number, parts: readonly Touched[]): Promise<FolderScanResult | undefined> {
    const folder = this.#closed ? undefined : this.#store.folders.byId(folderId);
    if (folder === undefined || folder.paused) return undefined;
    const abort = new AbortController();
    const scan = this.#indexer.scanParts(folder, parts, abort.signal);
    this.#partScans.set(abort, Promise.allSettled([scan]));
    try {
      const result = await scan;
      const { unsettled, ...counts } = result;
      this.#log.info({ parts: parts.length, ...counts, unsettled: unsettled.length }, 'looked at what changed');
      return result;
    } catch (error) {
      if (abort.signal.aborted) throw new AppError('CANCELLED', 'Looking at what changed was cancelled');
      throw error;
    } finally {
      this.#partScans.delete(abort);
    }
  }

  /** Take photos that lost their last file out of the library. See [Note: Grace]. */
  forgetUnreferenced(): Promise<void> {
    return this.#indexer.forgetUnreferenced();
  }

  /** Stop after the inference in progress, and every run that waits. What is done stays; no run is on when it returns. */
  async cancel(): Promise<void> {
    while (this.#running !== undefined || this.#partScans.size > 0) {
      this.#running?.abort.abort();
      for (const abort of this.#partScans.keys()) abort.abort();
      await Promise.all([this.#running?.ended, ...this.#partScans.values()]);
    }
  }

  /** Take photos into the index again that have a file again. See `PacksInUse.remember`. */
  remember(photoIds: readonly number[]): void {
    this.#packs.remember(photoIds);
  }

  /** Cancel, and refuse every further run. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.cancel();
  }
}
