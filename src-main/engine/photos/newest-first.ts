import { AppError } from '../../../src-contract/index.ts';

interface Waiting {
  readonly start: () => void;
  readonly drop: () => void;
}

/**
 * Long work of which only the latest is still wanted: some goes on at once, one more waits, and makes way for a newer one.
 * What has gone on to the next photo thereby never waits for more than what had begun.
 */
export class NewestFirst {
  readonly #atOnce: number;
  #running = 0;
  #waiting: Waiting | undefined;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** @throws CANCELLED when newer work took its place before it began; else what `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) {
      this.#waiting?.drop();
      await new Promise<void>((resolve, reject) => {
        this.#waiting = {
          start: resolve,
          drop: () => {
            reject(new AppError('CANCELLED', 'Another photo was wanted meanwhile'));
          },
        };
      });
    } else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting;
      this.#waiting = undefined;
      // The place goes on to who waits.
      if (next === undefined) this.#running--;
      else next.start();
    }
  }
}
