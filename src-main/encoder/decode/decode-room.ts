import { AppError } from '../../../src-contract/index.ts';

interface Waiting {
  readonly start: () => void;
  readonly cancel: () => void;
}

/**
 * Library photos on their way through the decode pool to the tower. Those that find no room wait here and not in the pool, so
 * that a query's image never waits behind them.
 */
export class DecodeRoom {
  readonly #capacity: () => number;
  readonly #waiting: Waiting[] = [];
  #count = 0;

  /** @param capacity photos that the decode pool takes at once. */
  constructor(capacity: () => number) {
    this.#capacity = capacity;
  }

  /** Photos that have been let in and are not queued for the tower yet. */
  get count(): number {
    return this.#count;
  }

  /**
   * Decode when there is room, and queue for the tower in the same step, so that its scheduler never sees a gap between the two.
   *
   * @param settled told when the photo counts no longer.
   * @throws CANCELLED where `cancel` came first; whatever `decode` and `queue` throw
   */
  async decode<R, Q>(
    decode: () => Promise<R>,
    queue: (result: R) => Q,
    settled: () => void,
  ): Promise<{ readonly result: R; readonly queued: Q }> {
    await this.#enter();
    try {
      const result = await decode();
      return { result, queued: queue(result) };
    } finally {
      const next = this.#waiting.shift();
      // The place goes from hand to hand: whoever comes meanwhile must not take it.
      if (next === undefined) this.#count--;
      else next.start();
      settled();
    }
  }

  /** Turn away all that wait. */
  cancel(): void {
    for (const waiting of this.#waiting.splice(0)) waiting.cancel();
  }

  async #enter(): Promise<void> {
    if (this.#count < this.#capacity()) {
      this.#count++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({
        start: resolve,
        cancel: () => {
          reject(new AppError('CANCELLED', 'Indexing was cancelled'));
        },
      });
    });
  }
}
