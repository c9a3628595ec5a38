export interface Pace {
  /** Shortest time from the end of one run to the start of the next. */
  readonly minMs: number;
  /** A run that took long is followed by a rest of this many times its length. */
  readonly restFactor: number;
}

/** Runs something again and again on request, one at a time and not too often: requests in between become one. */
export class Paced {
  readonly #work: () => Promise<void>;
  readonly #pace: Pace;
  #running: Promise<void> | undefined;
  #again = false;
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param work must not reject. */
  constructor(work: () => Promise<void>, pace: Pace) {
    this.#work = work;
    this.#pace = pace;
  }

  /** Run when the pace allows. */
  soon(): void {
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.now();
      },
      Math.max(0, this.#notBefore - performance.now()),
    );
  }

  /** Run at once, or right after the run in progress. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running !== undefined) await this.#running;
    this.#running = this.#run();
    await this.#running;
  }

  async #run(): Promise<void> {
    const started = performance.now();
    await this.#work();
    const ended = performance.now();
    this.#notBefore = ended + Math.max(this.#pace.minMs, (ended - started) * this.#pace.restFactor);
    this.#running = undefined;
    if (this.#again) {
      this.#again = false;
      this.soon();
    }
  }
}
