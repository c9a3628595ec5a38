import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder, IndexProgress, IndexSummary } from '../../../src-contract/index.ts';
import { decoderVersion } from '../../core/encoder-protocol.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';
import { EncodeQueue } from '../encoder/index.ts';
import type { MeasuredRate } from '../measured-rate.ts';
import type { OpenPack, PacksInUse } from '../packs/index.ts';
import type { PendingFile } from '../store/library/files.ts';
import type { CountryOf } from '../store/photo-countries.ts';
import type { Store } from '../store/store.ts';
import { type FolderScanCounts, type FolderScanOptions, type FolderScanResult, scanFolder } from './folder-scan.ts';
import { PendingFiles } from './pending-files.ts';
import type { Touched } from './touched.ts';

/** How long photos without a file are kept. See [Note: Grace]. */
const graceMs = 30 * 24 * 3_600_000;
/** Photos handed to the encoder at a time: it decodes ahead and must never wait for the next one. */
const inFlightLimit = 96;
const progressEveryMs = 250;
/** A file that was written less than this ago may not be complete. */
const settleMs = 1500;

export interface IndexerOptions {
  readonly store: Store;
  readonly packs: PacksInUse;
  readonly dataDir: string;
  readonly thumbDir: string;
  /** Bytes that the encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** Looks up where photos were taken; left to later when missing. */
  readonly countryOf?: CountryOf;
  /** Told when a scan of a folder, or of parts of it, has ended. */
  readonly onScanned?: () => void;
}

export interface IndexRun {
  readonly folders: readonly Folder[];
  /** Look for what is new first; else only encode what is pending. */
  readonly scan: boolean;
  readonly retryFailed: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: IndexProgress) => void;
  readonly onRate: (rate: MeasuredRate) => void;
}

/** Brings the library up to date with the disk: scan and encoding run side by side. */
export class Indexer {
  readonly #options: IndexerOptions;
  /** The queue of the run that is on. */
  #queue: EncodeQueue<PendingFile> | undefined;
  /** Settles when the scan that is on has ended: two at once would undo each other's work. */
  #scanned: Promise<unknown> = Promise.resolve();

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /**
   * Scan folders and encode what is new or changed with the pack that answers, to the end with the one of the beginning.
   * Cancelling through the signal is no error: what is done stays, the rest is pending for the next run.
   *
   * @throws DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED
   */
  run(run: IndexRun): Promise<IndexSummary> {
    const pack = this.#options.packs.answering;
    return pack.users.during(() => this.#runWith(pack, run));
  }

  async #runWith(pack: OpenPack, run: IndexRun): Promise<IndexSummary> {
    const { store, packs, countryOf, encoderGrowthBytes } = this.#options;
    const { encoder } = pack;
    const startedMs = Date.now();
    store.files.retryUnread(decoderVersion);
    if (run.retryFailed) {
      store.files.retryAll();
      for (const { row } of packs.open) store.packs.retryAll(row);
    } else {
      store.files.retryDue(startedMs);
    }
    const folderIds = run.folders.map((folder) => folder.id);
    // Whatever stops one side stops the other.
    const stop = new AbortController();
    const signal = AbortSignal.any([run.signal, stop.signal]);
    let scanning = true;
    const files = new PendingFiles({
      store,
      packs,
      pack,
      folderIds,
      ...(countryOf === undefined ? {} : { countryOf }),
    });
    const report = this.#reporter(pack, run, folderIds, () => !scanning, startedMs);
    const queue = new EncodeQueue({
      source: files,
      encoder,
      inFlightLimit,
      signal,
      onSettled: () => {
        report.encoding(files);
      },
      encoderGrowthBytes,
      translate: store.translate.bind(store),
    });
    signal.addEventListener('abort', () => {
      queue.wake();
    });
    this.#queue = queue;
    const scanned = this.#scanAll(run.scan ? run.folders : [], signal, (folder, found) => {
      if (files.done === 0) report.scanning(folder, found);
      queue.wake();
    }).finally(() => {
      scanning = false;
      queue.wake();
    });
    const drained = queue.drain(() => scanning);
    for (const side of [scanned, drained]) {
      side.catch((error: unknown) => {
        stop.abort(error);
      });
    }
    const [scan, encode] = await Promise.allSettled([scanned, drained]);
    this.#queue = undefined;
    if (encode.status === 'rejected') throw encode.reason;
    if (scan.status === 'rejected') throw store.translate(scan.reason);
    report.encoding(files, true);
    await this.forgetUnreferenced();
    return { ...scan.value, ...files.counts, cancelled: run.signal.aborted, elapsedMs: Date.now() - startedMs };
  }

  /**
   * Scan parts of a folder, beside a run or without one; a run that is on encodes what is found. Files that are still
   * being written are left for later, and their parts come back in the result.
   *
   * @throws what aborts the signal, DATABASE_*
   */
  async scanParts(folder: Folder, parts: readonly Touched[], signal: AbortSignal): Promise<FolderScanResult> {
    const { dataDir } = this.#options;
    return this.#scanNext(folder, {
      signal,
      except: dataDir,
      parts,
      settleMs,
      onBatch: () => this.#queue?.wake(),
    });
  }

  async #scanNext(folder: Folder, options: FolderScanOptions): Promise<FolderScanResult> {
    const scan = this.#scanned.then(() => {
      options.signal.throwIfAborted();
      const scanned = scanFolder(this.#options.store, folder, {
        ...options,
        onRestored: (photoIds) => {
          this.#options.packs.remember(photoIds);
        },
      });
      return scanned.finally(() => this.#options.onScanned?.());
    });
    this.#scanned = scan.catch((error: unknown) => error);
    return scan;
  }

  async #scanAll(
    folders: readonly Folder[],
    signal: AbortSignal,
    onBatch: (folder: string, found: number) => void,
  ): Promise<FolderScanCounts> {
    const total = { found: 0, unchanged: 0, removed: 0, skipped: 0 };
    for (const folder of folders) {
      if (signal.aborted) break;
      try {
        const result = await this.#scanNext(folder, {
          signal,
          except: this.#options.dataDir,
          onBatch: (found) => {
            onBatch(folder.path, total.found + found);
          },
        });
        total.found += result.found;
        total.unchanged += result.unchanged;
        total.removed += result.removed;
        total.skipped += result.skipped;
      } catch (error) {
        if (error !== signal.reason) throw error;
      }
    }
    return total;
  }

  /** Take photos that lost their last file out of every index, and delete those whose grace is over. */
  async forgetUnreferenced(): Promise<void> {
    const { store, packs, thumbDir } = this.#options;
    const nowMs = Date.now();
    packs.forget(store.photos.markUnreferenced(nowMs));
    const thumbs = store.photos.purgeUnreferenced(nowMs - graceMs);
    if (thumbs.length > 0) store.stacking.photosDeleted();
    for (const thumb of thumbs) await rm(join(thumbDir, thumb), { force: true });
  }

  #reporter(
    { encoder, manifest }: OpenPack,
    run: IndexRun,
    folderIds: readonly number[],
    isScanned: () => boolean,
    startedMs: number,
  ): { scanning: (folder: string, found: number) => void; encoding: (files: PendingFiles, last?: boolean) => void } {
    const { store } = this.#options;
    const meter = new ProgressMeter(startedMs);
    const encodedMeter = new ProgressMeter(startedMs);
    let lastMs = -Infinity;
    let lastPhase = '';
    const isDue = (phase: string, last: boolean): boolean => {
      const nowMs = Date.now();
      if (!last && phase === lastPhase && nowMs - lastMs < progressEveryMs) return false;
      lastMs = nowMs;
      lastPhase = phase;
      return true;
    };
    return {
      scanning: (folder, found) => {
        if (isDue('scanning', false)) run.onProgress({ phase: 'scanning', folder, found });
      },
      encoding: (files, last = false) => {
        if (!isDue('encoding', last)) return;
        const { done, counts } = files;
        const nowMs = Date.now();
        meter.record(nowMs, done);
        encodedMeter.record(nowMs, counts.encoded);
        const remaining = store.files.countPending(folderIds);
        const known = isScanned();
        run.onProgress({
          phase: 'encoding',
          done,
          total: known ? done + remaining : null,
          failed: counts.failed,
          imagesPerSecond: meter.perSecond,
          etaSeconds: known ? meter.etaSeconds(remaining) : null,
          provider: encoder.choice?.provider ?? null,
        });
        // Photos whose content is known take next to nothing: between them nothing is measured.
        if (counts.recognised > 0) return;
        run.onRate({ pack: manifest, photosPerSecond: encodedMeter.perSecond, photos: counts.encoded });
      },
    };
  }
}
