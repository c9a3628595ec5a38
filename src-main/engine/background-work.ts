interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Work that is done in the background whenever something may have changed, and makes way when it has to: between runs of
 * indexing, say. It goes on from what it finds, so it can be stopped anywhere. Nothing begins by itself.
 */
export abstract class BackgroundWork implements AsyncDisposable {
  #work: Work | undefined;
  #isClosed = false;

  get isRunning(): boolean {
    return this.#work !== undefined;
  }

  /** Do what there is to be done, until `signal` says to stop. It must not reject: what goes wrong is logged. */
  protected abstract run(signal: AbortSignal): Promise<void>;

  /** Go on with what is to be done in the background. Returns at once; does nothing while it is going on. */
  start(): void {
    if (this.#isClosed || this.#work !== undefined) return;
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(() => this.run(abort.signal))
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

  /** Stop for good. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}
