import type { Logger } from '../core/logger.ts';

interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Work that is done in the background whenever something may have changed, and makes way when it has to: between runs of
 * indexing, say. It goes on from what it finds, so it can be stopped anywhere. Nothing begins by itself.
 */
export abstract class BackgroundWork implements AsyncDisposable {
  readonly #name: string;
  readonly #log: Logger;
  #work: Work | undefined;
  /** It was asked for while it ran: what is to be done may be more by now. */
  #isWantedAgain = false;
  #isClosed = false;

  /** @param name that the log calls it by. */
  constructor(name: string, log: Logger) {
    this.#name = name;
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#work !== undefined;
  }

  /** Do what there is to be done, until `signal` says to stop. What it throws is logged, and ends this run alone. */
  protected abstract run(signal: AbortSignal): Promise<void>;

  /** Nothing more is going on. */
  protected ended(_wasStopped: boolean): void {
    // For those who tell of it.
  }

  /**
   * Go on with what is to be done in the background. Returns at once. While it is going on, it is done once more after that,
   * unless it is stopped.
   */
  start(): void {
    if (this.#isClosed) return;
    if (this.#work !== undefined) {
      this.#isWantedAgain = true;
      return;
    }
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve().then(() => this.#runAll(abort.signal));
    this.#work = { abort, ended };
  }

  /** Stop until it is started again. What is done stays. */
  async stop(): Promise<void> {
    this.#work?.abort.abort();
    await this.#work?.ended;
  }

  /** Settles when nothing more is going on. */
  async settled(): Promise<void> {
    await this.#work?.ended;
  }

  /** Never rejects: nobody may be there to hear of it. */
  async #runAll(signal: AbortSignal): Promise<void> {
    do {
      this.#isWantedAgain = false;
      await this.#logging(() => this.run(signal));
    } while (this.#goesOn(signal));
    // In the same turn, so that no start gets lost in between.
    this.#work = undefined;
    await this.#logging(() => {
      this.ended(signal.aborted);
    });
  }

  #goesOn(signal: AbortSignal): boolean {
    return this.#isWantedAgain && !signal.aborted;
  }

  async #logging(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Without its message, which may name files.
      const { name, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: 'unknown' };
      this.#log.error({ work: this.#name, error: name, code }, 'work in the background failed');
    }
  }

  /** Stop for good. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}
