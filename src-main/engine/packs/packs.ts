import {
  AppError,
  type LibraryNotice,
  type PackChange,
  type PackState,
  type WireError,
} from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { BackgroundWork } from '../background-work.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Store } from '../store/store.ts';
import { Covering, type CoveringOptions } from './covering.ts';
import type { PacksInUse } from './packs-in-use.ts';
import { removeSuperseded } from './remove-superseded.ts';
import { nameOf, Switching, type SwitchingOptions } from './switching.ts';

/** A photo that is due already is tried again after this: never at once, or a broken clock would keep us busy. */
const shortestWaitMs = 1000;
/** Timers know no longer time. */
const longestWaitMs = 2 ** 31 - 1;

export interface PacksOptions extends Omit<CoveringOptions, 'onProgress'>, Omit<SwitchingOptions, 'hold' | 'onEnded'> {
  readonly store: Store;
  readonly inUse: PacksInUse;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Is the library being indexed? New photos go first. */
  readonly isIndexing: () => boolean;
}

/** Who works with the encoder when all photos were shown to the packs in use. */
export interface Follower {
  /** Go on, if there is something to do. */
  start(): void;
  /** Stop until it is started again. */
  stop(): Promise<void>;
}

/**
 * Which pack answers, and giving every photo of the library an embedding of it and of the one that is to answer, in the
 * background; removes what packs have left that are needed no more. See [Note: Change of packs], [Note: Switching].
 *
 * It works between runs of indexing and makes way for them, so that an encoder that dies has photos of one queue in it.
 * Nothing begins by itself: a run that has ended, which knows what is reachable, starts it, and so does whoever switches.
 */
export class Packs extends BackgroundWork {
  readonly #options: PacksOptions;
  readonly #covering: Covering;
  readonly #switching: Switching;
  /** Whether the last event told of a change. */
  #isShown = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #error: WireError | null = null;
  #notice: LibraryNotice | null = null;
  #isPaused = false;
  readonly #followers: Follower[] = [];

  constructor(options: PacksOptions) {
    super('packs', options.log);
    this.#options = options;
    this.#covering = new Covering({
      ...options,
      onProgress: () => {
        this.#publish();
      },
    });
    this.#switching = new Switching({
      ...options,
      hold: (work) => this.#hold(work),
      onEnded: () => {
        this.start();
      },
    });
    options.inUse.onAnswering(() => {
      // Hits, confidences and the model of the status are those of another pack.
      options.events.publish({ event: 'encoder.processorsChanged' });
      options.events.changed();
      this.#publish(true);
    });
  }

  /** Take up what was going on before this start; see `Switching.resume`. */
  async resume(instead: LibraryNotice | null): Promise<void> {
    const ended = await this.#switching.resume(instead !== null);
    this.#notice = instead ?? ended;
  }

  /** That a pack which was wanted cannot be used, of this start; null when all is well. */
  get notice(): LibraryNotice | null {
    return this.#notice;
  }

  /** Whether it was paused by the user. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  get state(): PackState {
    const { answering, incoming } = this.#options.inUse;
    return {
      answering: nameOf(answering.manifest),
      incoming: incoming && nameOf(incoming.manifest),
      previous: this.#switching.previous,
      change: this.change,
    };
  }

  /** How far it is; null when every photo that can be read is done. */
  get change(): PackChange | null {
    const { isRunning } = this;
    const { answering, incoming } = this.#options.inUse;
    const pack = incoming ?? answering;
    // Folders and photos may have come or gone.
    if (!isRunning && pack.counts.missing > 0) pack.recount();
    if (incoming === null && pack.covers) return null;
    const { photos, missing, failed, waiting } = pack.counts;
    return {
      pack: nameOf(pack.manifest),
      answers: incoming === null,
      done: photos - missing,
      total: photos,
      waiting,
      failed,
      running: isRunning,
      paused: this.#isPaused,
      imagesPerSecond: isRunning ? this.#covering.perSecond : 0,
      etaSeconds: isRunning ? this.#covering.etaSeconds(missing - failed - waiting) : null,
      error: this.#error,
    };
  }

  /** Photos that could not be shown to the pack that answers, or to the incoming one. */
  get failed(): number {
    const open = this.#options.inUse.open.filter(({ counts }) => counts.failed > 0);
    const [one, ...others] = open;
    if (one === undefined) return 0;
    if (others.length === 0) return one.counts.failed;
    return this.#options.store.packs.failures(open.map(({ row }) => row)).length;
  }

  /** Photos that were given an embedding since the engine was opened. */
  get encoded(): number {
    return this.#covering.encoded;
  }

  /** Go on, unless it is paused. Returns at once. */
  override start(): void {
    if (this.#isPaused) return;
    clearTimeout(this.#retryTimer);
    super.start();
  }

  /** Stop until it is started again: no photo of it is in the encoder when this returns. What is done stays. */
  override async stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    await super.stop();
  }

  /** Have somebody work with the encoder whenever this has ended, who makes way when it begins again. */
  addFollower(follower: Follower): void {
    this.#followers.push(follower);
  }

  /** Pause until it is to go on, or the next start. */
  async setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    if (paused) await Promise.all([this.stop(), ...this.#followers.map((follower) => follower.stop())]);
    else if (!this.#options.isIndexing()) this.start();
    this.#publish();
  }

  /** Search with another pack. See `Switching.use`. */
  async use(pack: Parameters<Switching['use']>[0], isNow: boolean): Promise<void> {
    const wasPaused = this.#isPaused;
    // Whoever wants another pack wants it to get on.
    this.#isPaused = false;
    try {
      await this.#switching.use(pack, isNow);
    } catch (error) {
      if (wasPaused) await this.setPaused(true);
      throw error;
    }
  }

  /** See `Switching.goBack`. */
  goBack(): Promise<void> {
    return this.#switching.goBack();
  }

  /** See `Switching.keep`. */
  keep(): Promise<void> {
    return this.#switching.keep();
  }

  /** Settles when nothing more is going on. */
  override async settled(): Promise<void> {
    await this.#switching.settled();
    await super.settled();
  }

  /** Do something while nothing is going on, and then go on. */
  async #hold(work: () => void): Promise<void> {
    while (this.isRunning) await this.stop();
    work();
    this.#publish(true);
    this.start();
  }

  protected override ended(wasStopped: boolean): void {
    this.#publish();
    if (!wasStopped) for (const follower of this.#followers) follower.start();
  }

  protected override async run(signal: AbortSignal): Promise<void> {
    const { inUse, isIndexing } = this.#options;
    const goesOn = (): boolean => !signal.aborted;
    this.#error = null;
    await Promise.all(this.#followers.map((follower) => follower.stop()));
    // A pack that fails does not keep another from its turn.
    for (const pack of inUse.open) {
      if (goesOn() && !isIndexing()) await this.#noting(() => this.#covering.cover(pack, signal));
    }
    await this.#noting(() => this.#finish(signal));
  }

  async #finish(signal: AbortSignal): Promise<void> {
    const { store, inUse, isIndexing, log } = this.#options;
    const { incoming } = inUse;
    if (incoming !== null && !signal.aborted) {
      incoming.recount();
      await this.#switching.finish(incoming, signal);
    }
    if (signal.aborted) return;
    this.#scheduleRetry();
    const { row } = inUse.answering;
    if (isIndexing() || !store.packs.isCurrent(row)) return;
    const removed = await removeSuperseded(store, row, signal);
    if (removed > 0) log.info({ removed }, 'embeddings of the pack before removed');
  }

  /** Do something; what goes wrong is in the state, the first of it, and in the log. */
  async #noting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      const error = AppError.from(this.#options.store.translate(thrown));
      this.#error ??= error.toWire();
      this.#options.log.error({ code: error.code, error: error.message }, 'photos cannot be looked at with this pack');
    }
  }

  #scheduleRetry(): void {
    const { store, inUse, isIndexing } = this.#options;
    const due = inUse.open.flatMap(({ row }) => store.packs.nextAttemptAtMs(row) ?? []);
    if (due.length === 0) return;
    const waitMs = Math.min(Math.max(Math.min(...due) - Date.now(), shortestWaitMs), longestWaitMs);
    this.#retryTimer = setTimeout(() => {
      // A run starts it when it ends.
      if (!isIndexing()) this.start();
    }, waitMs).unref();
  }

  /** @param always also where no photo was and is to be looked at. */
  #publish(always = false): void {
    const { state } = this;
    if (always || state.change !== null || this.#isShown)
      this.#options.events.publish({ event: 'packs.changed', ...state });
    this.#isShown = state.change !== null;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    await this.#switching.settled();
  }
}
