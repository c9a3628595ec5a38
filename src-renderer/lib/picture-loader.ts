/**
 * Loads pictures that are made only when they are asked for, a few at once: over HTTP a browser has six connections, which
 * whatever else it shows needs too. What is not wanted any more is not asked for, or given up.
 */
export class PictureLoader {
  readonly #atOnce: number;
  readonly #fetch: (url: string, signal: AbortSignal) => Promise<void>;
  #running = 0;
  readonly #waiting = new Set<() => void>();

  /** @param fetch loads one picture: `fetchPicture`. */
  constructor(atOnce: number, fetch: (url: string, signal: AbortSignal) => Promise<void>) {
    this.#atOnce = atOnce;
    this.#fetch = fetch;
  }

  /**
   * Load a picture in its turn.
   *
   * @throws the signal's reason, and what `fetch` throws.
   */
  async load(url: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running >= this.#atOnce) await this.#turn(signal);
    else this.#running++;
    try {
      signal.throwIfAborted();
      await this.#fetch(url, signal);
    } finally {
      const [next] = this.#waiting;
      // The place goes on to who waits.
      if (next === undefined) this.#running--;
      else next();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.#waiting.delete(start);
        signal.removeEventListener('abort', drop);
        resolve();
      };
      const drop = (): void => {
        this.#waiting.delete(start);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', drop, { once: true });
      this.#waiting.add(start);
    });
  }
}
