/** How often something may be started again: so many times within a stretch of time. */
export class RestartBudget {
  readonly #restarts: number;
  readonly #withinMs: number;
  #times: number[] = [];

  constructor(restarts: number, withinMs: number) {
    this.#restarts = restarts;
    this.#withinMs = withinMs;
  }

  /** Take one restart. Returns false when there is none left. */
  take(nowMs: number): boolean {
    this.#times = this.#times.filter((time) => nowMs - time < this.#withinMs);
    if (this.#times.length >= this.#restarts) return false;
    this.#times.push(nowMs);
    return true;
  }
}
