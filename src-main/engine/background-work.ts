interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Work in the background that is started and stopped, and never done twice at the same time. */
export class BackgroundWork implements AsyncDisposable {
  readonly #run: (signal: AbortSignal) => Promise<void>;
  #work: Work | undefined;
  #isClosed = false;

  /** @param run never rejects; it ends soon after its signal is aborted. */
  constructor(run: (signal: AbortSignal) => Promise<void>) {
    this.#run = run;
  }

  get isRunning(): boolean {
    return this.#work !== undefined;
  }

  /** Go on in the background. Returns at once. */
  start(): void {
    if (this.#isClosed || this.#work !== undefined) return;
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(() => this.#run(abort.signal))
      .finally(() => {
        this.#work = undefined;
      });
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

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}
