/** Rate over the last seconds: an average over the whole run would hide that it has become slow. */
const windowMs = 10_000;

/** Turns counts into a rate and an estimate. Times in milliseconds from any fixed origin. */
export class ProgressMeter {
  readonly #samples: { atMs: number; done: number }[] = [];

  constructor(startMs: number) {
    this.#samples.push({ atMs: startMs, done: 0 });
  }

  /** Record that `done` photos are finished at `atMs`. */
  record(atMs: number, done: number): void {
    this.#samples.push({ atMs, done });
    while (this.#samples.length > 2 && atMs - (this.#samples[1]?.atMs ?? atMs) >= windowMs) this.#samples.shift();
  }

  /** Photos a second over the window; 0 before two samples are apart in time. */
  get perSecond(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
    return ((last.done - first.done) * 1000) / (last.atMs - first.atMs);
  }

  /** Seconds for `remaining` photos at the present rate; null while there is none. */
  etaSeconds(remaining: number): number | null {
    const rate = this.perSecond;
    return rate > 0 ? remaining / rate : null;
  }
}
