import { AppError, type PackChange, type WireError } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';
import { EncodeQueue } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { PackCounts } from '../store/packs/packs.ts';
import { MissingPhotos, type MissingPhotosOptions } from './missing-photos.ts';
import { removeSuperseded } from './remove-superseded.ts';

/** Photos handed to the encoder at a time: enough to decode some while others are encoded, few for what is to make way. */
const inFlightLimit = 16;
/** Time between two events while photos are being looked at. */
const publishEveryMs = 1000;
/** A photo that is due already is tried again after this: never at once, or a broken clock would keep us busy. */
const shortestWaitMs = 1000;
/** Timers know no longer time. */
const longestWaitMs = 2 ** 31 - 1;

export interface PacksOptions extends MissingPhotosOptions {
  readonly manifest: Pick<PackManifest, 'id' | 'version' | 'title'>;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Bytes that the encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** Is the library being indexed? New photos go first. */
  readonly isIndexing: () => boolean;
}

interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Gives every photo of the library an embedding of the pack in use, in the background, newest first, and removes what the
 * pack of before has left. See [Note: Change of packs].
 *
 * It works between runs of indexing and makes way for them, so that an encoder that dies has photos of one queue in it.
 * Nothing begins by itself: a run that has ended, which knows what is reachable, starts it.
 */
export class Packs implements AsyncDisposable {
  readonly #options: PacksOptions;
  #work: Work | undefined;
  #counts: PackCounts;
  #meter = new ProgressMeter(Date.now());
  #encoded = 0;
  #lastPublishedMs = -Infinity;
  /** Whether the last event told of a change. */
  #isShown = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #error: WireError | null = null;
  #isPaused = false;
  #isClosed = false;

  constructor(options: PacksOptions) {
    this.#options = options;
    this.#counts = options.store.packs.counts(options.pack);
  }

  /** How far it is; null when every photo that can be read is done. */
  get change(): PackChange | null {
    const isRunning = this.#work !== undefined;
    // Folders and photos may have come or gone.
    if (!isRunning && this.#counts.missing > 0) this.#recount();
    const { photos, missing, failed, waiting } = this.#counts;
    if (missing <= failed) return null;
    const { id, version, title } = this.#options.manifest;
    return {
      pack: { id, version, title },
      done: photos - missing,
      total: photos,
      waiting,
      failed,
      running: isRunning,
      paused: this.#isPaused,
      imagesPerSecond: isRunning ? this.#meter.perSecond : 0,
      etaSeconds: isRunning ? this.#meter.etaSeconds(missing - failed - waiting) : null,
      error: this.#error,
    };
  }

  /** Photos that have a file and no embedding yet; 0 is known without asking. */
  countMissing(): number {
    const { store, pack } = this.#options;
    return this.#counts.missing === 0 ? 0 : store.packs.countMissing(pack);
  }

  /** Photos that the pack could not be shown. */
  get failed(): number {
    return this.#counts.failed;
  }

  /** Photos that were given an embedding since the engine was opened. */
  get encoded(): number {
    return this.#encoded;
  }

  /** Go on, unless it is paused. Returns at once. */
  start(): void {
    if (this.#isClosed || this.#isPaused || this.#work !== undefined) return;
    clearTimeout(this.#retryTimer);
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(() => this.#run(abort.signal))
      .finally(() => {
        this.#work = undefined;
        this.#publish();
      });
    this.#work = { abort, ended };
  }

  /** Stop until it is started again: no photo of it is in the encoder when this returns. What is done stays. */
  async stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#work?.abort.abort();
    await this.#work?.ended;
  }

  /** Pause until it is to go on, or the next start. */
  async setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    if (paused) await this.stop();
    else if (!this.#options.isIndexing()) this.start();
    this.#publish();
  }

  /** Settles when nothing more is going on. */
  async settled(): Promise<void> {
    await this.#work?.ended;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { store, pack, log } = this.#options;
    this.#error = null;
    try {
      store.packs.retryDue(pack, Date.now());
      this.#recount();
      const { missing, failed, waiting } = this.#counts;
      if (missing > failed + waiting) await this.#encode(signal);
      if (signal.aborted) return;
      this.#scheduleRetry();
      if (!store.packs.isCurrent(pack)) return;
      const removed = await removeSuperseded(store, pack, signal);
      if (removed > 0) log.info({ removed }, 'embeddings of the pack before removed');
    } catch (thrown) {
      const error = AppError.from(store.translate(thrown));
      this.#error = error.toWire();
      log.error({ code: error.code, error: error.message }, 'photos cannot be looked at with this pack');
    }
  }

  async #encode(signal: AbortSignal): Promise<void> {
    const { store, index, encoder, encoderGrowthBytes, hubs, events, log } = this.#options;
    const photos = new MissingPhotos(this.#options);
    const startedMs = Date.now();
    this.#meter = new ProgressMeter(startedMs);
    const before = this.#encoded;
    const queue = new EncodeQueue({
      source: photos,
      encoder,
      inFlightLimit,
      signal,
      onSettled: () => {
        this.#encoded = before + photos.counts.encoded;
        this.#meter.record(Date.now(), photos.counts.encoded + photos.counts.failed);
        if (Date.now() - this.#lastPublishedMs < publishEveryMs) return;
        this.#recount();
        this.#publish();
        // What is searched for may be found now.
        events.changed();
      },
      encoderGrowthBytes,
      translate: store.translate.bind(store),
    });
    signal.addEventListener('abort', () => {
      queue.wake();
    });
    this.#publish();
    await queue.drain(() => false);
    this.#recount();
    log.info({ ...photos.counts, ...this.#counts, ms: Date.now() - startedMs }, 'looked at photos with this pack');
    if (!signal.aborted && index.size > 0) void hubs.complete();
    events.changed();
  }

  #scheduleRetry(): void {
    const { store, pack, isIndexing } = this.#options;
    const atMs = store.packs.nextAttemptAtMs(pack);
    if (atMs === null) return;
    const waitMs = Math.min(Math.max(atMs - Date.now(), shortestWaitMs), longestWaitMs);
    this.#retryTimer = setTimeout(() => {
      // A run starts it when it ends.
      if (!isIndexing()) this.start();
    }, waitMs).unref();
  }

  #recount(): void {
    const { store, pack } = this.#options;
    this.#counts = store.packs.counts(pack);
  }

  #publish(): void {
    const { change } = this;
    this.#lastPublishedMs = Date.now();
    if (change !== null || this.#isShown) this.#options.events.publish({ event: 'packs.changed', change });
    this.#isShown = change !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}
