import type { Coder, CodeRow } from '../../../core/vectors/codes.ts';
import { Moments } from '../../../core/vectors/moments.ts';

/** Looks up the code of a row. */
export type CodeLookup = (row: number) => { readonly code: CodeRow; readonly scale: number };

/** Rows that are counted between two looks at the clock. */
const stride = 32;

/**
 * Rows that came and went, to be counted in the moments a few at a time: thousands can change at once, each costs some
 * microseconds, and the thread that does it has others to serve.
 */
export class MomentsQueue {
  readonly moments: Moments;
  readonly #coder: Coder;
  readonly #lookUp: CodeLookup;
  /** Rows to add as row + 1, to remove as -(row + 1). */
  #rows: number[] = [];
  #next = 0;

  constructor(coder: Coder, lookUp: CodeLookup) {
    this.moments = new Moments(coder.dim);
    this.#coder = coder;
    this.#lookUp = lookUp;
  }

  /** Rows that are not counted yet. They must not be overwritten. */
  get waiting(): number {
    return this.#rows.length - this.#next;
  }

  add(row: number): void {
    this.#rows.push(row + 1);
  }

  remove(row: number): void {
    this.#rows.push(-row - 1);
  }

  /** Count rows for about `budgetMs` milliseconds. @returns whether all are counted. */
  catchUp(budgetMs: number): boolean {
    const end = performance.now() + budgetMs;
    while (this.#next < this.#rows.length) {
      const stop = Math.min(this.#rows.length, this.#next + stride);
      for (; this.#next < stop; this.#next++) this.#count(this.#rows[this.#next] ?? 0);
      if (performance.now() >= end) break;
    }
    if (this.#next < this.#rows.length) return false;
    this.#rows = [];
    this.#next = 0;
    return true;
  }

  #count(change: number): void {
    const { code, scale } = this.#lookUp(Math.abs(change) - 1);
    this.moments.change(change > 0 ? 1 : -1, (values) => {
      this.#coder.decode(code, scale, values);
    });
  }
}
