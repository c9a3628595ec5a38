import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, type WindowState, type WireError } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';
import { bytesOfWindows } from '../../core/windows/bytes.ts';
import { windowBoxes } from '../../core/windows/window-boxes.ts';
import { BackgroundWork } from '../background-work.ts';
import { EncodeQueue } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { OpenPack, PacksInUse } from '../packs/index.ts';
import { deleteWindows } from '../search/index.ts';
import type { UserSettings } from '../settings/index.ts';
import type { Store } from '../store/store.ts';

import { UnwindowedPhotos } from './unwindowed-photos.ts';

/** Pages of the file that are given back at a time. */
const pagesAtOnce = 64;
/** Photos handed to the encoder at a time, of five windows each: few, for what is to make way. */
const inFlightLimit = 4;
/** Time between two reports while photos are being looked at. */
const reportEveryMs = 1000;
/** Photos between two looks at what scores say: a share of those that there are, and no fewer than so many. */
const measuredEvery = { share: 0.1, least: 500 };

export interface WindowsOptions {
  readonly store: Store;
  readonly packs: PacksInUse;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Bytes that an encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** Whether photos are being indexed, or shown to a pack: they go first, and start this when they end. */
  readonly isBusy: () => boolean;
  /** Photos a second at which they were indexed with a pack on this machine; null where that is not known. */
  readonly indexedPerSecond: () => number | null;
}

/**
 * Looks at photos more closely, as long as that is set: has windows of each encoded in the background, after everything else
 * that the encoder does, and has searches compare them. See [Note: Windows].
 *
 * What is made stays when it is turned off, since it took hours; `clear` deletes it.
 */
export class Windows extends BackgroundWork {
  readonly #options: WindowsOptions;
  #meter = new ProgressMeter(Date.now());
  #lastReportMs = -Infinity;
  /** How it ended last. */
  #ended: 'ready' | 'unknownModel' | 'failed' = 'ready';
  #error: WireError | null = null;
  #isPaused = false;
  /** What was turned and cleared, one after the other; never rejects. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(options: WindowsOptions) {
    super('windows', options.log);
    this.#options = options;
    options.settings.onSet(({ thorough }) => {
      if (thorough === undefined) return;
      // Whoever turns it on wants it to get on.
      this.#isPaused = false;
      this.#inTurn(() => this.#turn()).catch((error: unknown) => error);
    });
  }

  /** Read what is kept, for searches, if it is wanted. Returns at once. */
  resume(): void {
    if (!this.#isOn) return;
    void this.#options.packs.answering.search.windows.open().then(() => {
      this.#say();
      // Hits and confidences are others, or it is said why they are not.
      this.#options.events.changed();
    });
  }

  state(): WindowState {
    const { store, packs, indexedPerSecond } = this.#options;
    const { answering } = packs;
    const { photos, done, failed } = store.unwindowed.counts(answering.row);
    const left = Math.max(0, photos - done - failed);
    const indexed = indexedPerSecond();
    const perSecond =
      this.isRunning && this.#meter.perSecond > 0 ? this.#meter.perSecond : (indexed ?? 0) / windowBoxes.length;
    const state = this.#stateWith(left);
    return {
      state,
      error: this.#errorOf(state),
      ...{ photos, done, failed },
      isUsed: this.#isOn && answering.search.windows.look !== null,
      bytes: store.windows.stored().reduce((sum, each) => sum + bytesOfWindows(each), 0),
      bytesOfAll: bytesOfWindows({ photos, dim: answering.index.dim }),
      secondsLeft: left === 0 ? 0 : perSecond > 0 ? left / perSecond : null,
    };
  }

  /** Pause until it is to go on, or the next start; or go on. What is done stays, and is used. */
  async setPaused(paused: boolean): Promise<WindowState> {
    this.#isPaused = paused;
    // A start would be lost while what is to be paused comes to its end.
    await this.#inTurn(async () => {
      if (this.#isPaused) await this.stop();
      else this.start();
    });
    this.#say();
    return this.state();
  }

  /** Delete what is kept; while it is wanted, it is made anew. @throws DATABASE_* */
  async clear(): Promise<WindowState> {
    const { store, packs } = this.#options;
    try {
      await this.#inTurn(async () => {
        await this.stop();
        await Promise.all(packs.open.map(({ search }) => search.windows.close()));
        await deleteWindows(store.windows, null, new AbortController().signal);
        store.windows.forgetMadeBy();
        store.unwindowed.retryAll();
        while (store.space.isSpare && store.space.release(pagesAtOnce)) await nextTurn();
        // What is in memory is that of nothing.
        this.resume();
      });
    } finally {
      this.#say();
    }
    this.#options.events.changed();
    this.start();
    return this.state();
  }

  /** Go on, if it is wanted, not paused, and nothing else is to be done before. Returns at once. */
  override start(): void {
    if (this.#isOn && !this.#isPaused && !this.#options.isBusy()) super.start();
  }

  get #isOn(): boolean {
    return this.#options.settings.get().thorough;
  }

  #stateWith(left: number): WindowState['state'] {
    if (!this.#isOn) return 'off';
    if (this.isRunning) return 'working';
    if (this.#ended === 'unknownModel') return this.#ended;
    if (this.#isPaused && left > 0) return 'paused';
    if (this.#ended === 'failed') return this.#ended;
    if (this.#unread !== undefined) return 'unreadable';
    return left > 0 ? 'waiting' : 'ready';
  }

  /** Why searches go by whole photos although they are not to; undefined where that is not so. */
  get #unread(): { readonly reason: unknown } | undefined {
    return this.#options.packs.answering.search.windows.unread;
  }

  #errorOf(state: WindowState['state']): WireError | null {
    if (state === 'failed') return this.#error;
    if (state !== 'unreadable') return null;
    return AppError.from(this.#options.store.translate(this.#unread?.reason)).toWire();
  }

  /** Settles when nothing more is going on. */
  override async settled(): Promise<void> {
    await this.#turns;
    await super.settled();
  }

  /** Do something when what was begun before it has ended. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turns.then(work);
    this.#turns = done.catch((error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'a closer look could not be turned on or off');
    });
    return done;
  }

  /** Follow the setting as it is by now. */
  async #turn(): Promise<void> {
    const { packs, events } = this.#options;
    if (this.#isOn) {
      this.resume();
      this.start();
    } else {
      await this.stop();
      await Promise.all(packs.open.map(({ search }) => search.windows.close()));
    }
    this.#say();
    // Hits and confidences are others.
    events.changed();
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected override async run(signal: AbortSignal): Promise<void> {
    const { store, packs, log } = this.#options;
    const pack = packs.answering;
    if (pack.index.size === 0) return;
    try {
      this.#ended = await pack.users.during(() => this.#cover(pack, signal));
    } catch (error) {
      if (signal.aborted) return;
      const told = AppError.from(store.translate(error));
      this.#ended = 'failed';
      this.#error = told.toWire();
      log.warn({ code: told.code, error: told.message }, 'photos could not be looked at more closely');
    }
  }

  async #cover(pack: OpenPack, signal: AbortSignal): Promise<'ready' | 'unknownModel'> {
    const { store, events, log } = this.#options;
    const { windows } = pack.search;
    const { unread: before } = windows;
    if (!(await windows.prepare(signal))) return 'unknownModel';
    await windows.open();
    // Searches go by it again.
    const { unread: now } = windows;
    if (before !== undefined && now === undefined) events.changed();
    store.unwindowed.retryDue(Date.now());
    const startedMs = Date.now();
    this.#meter = new ProgressMeter(startedMs);
    const most = Math.max(measuredEvery.least, Math.ceil(measuredEvery.share * pack.index.size));
    const photos = new UnwindowedPhotos({ store, pack, most });
    const { counts } = photos;
    for (let isOpen = true; isOpen && !signal.aborted;) {
      photos.goOn();
      await this.#drain(photos, pack, signal);
      signal.throwIfAborted();
      // What matches is told by that.
      if (await windows.measure(signal)) events.changed();
      isOpen = photos.isCut;
    }
    if (counts.encoded + counts.failed === 0) return 'ready';
    log.info({ ...counts, ms: Date.now() - startedMs }, 'looked at photos more closely');
    events.changed();
    return 'ready';
  }

  async #drain(photos: UnwindowedPhotos, pack: OpenPack, signal: AbortSignal): Promise<void> {
    const { store, encoderGrowthBytes } = this.#options;
    const queue = new EncodeQueue({
      source: photos,
      encoder: pack.encoder,
      inFlightLimit,
      signal,
      onSettled: () => {
        this.#meter.record(Date.now(), photos.counts.encoded + photos.counts.failed);
        if (Date.now() - this.#lastReportMs >= reportEveryMs) this.#say();
      },
      encoderGrowthBytes,
      translate: store.translate.bind(store),
    });
    signal.addEventListener('abort', () => {
      queue.wake();
    });
    await queue.drain(() => false);
  }

  protected override ended(): void {
    this.#say();
  }

  #say(): void {
    this.#lastReportMs = Date.now();
    this.#options.events.publish({ event: 'windows.changed' });
  }

  /** Stop for good. */
  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    await this.#turns;
  }
}
