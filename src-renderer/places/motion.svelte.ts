import { between, type View } from './view.ts';

/** How long the map moves to another view. */
const flightMs = 320;

/** What is in sight of the map, and its way there. */
export class Motion {
  /** Null until it is known where to begin. */
  view = $state.raw<View | null>(null);
  /** Where the way ends, while there is one. */
  #target: View | null = null;
  #frame = 0;

  /** The view that it will be. */
  get target(): View | null {
    return this.#target ?? this.view;
  }

  /** Be there at once. */
  jump(view: View): void {
    this.stop();
    this.view = view;
  }

  /** Go there, in sight of those who do not mind motion. */
  fly(to: View): void {
    const from = this.view;
    if (from === null || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.jump(to);
      return;
    }
    this.stop();
    this.#target = to;
    const start = performance.now();
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - start) / flightMs));
      this.view = share === 1 ? to : between(from, to, 1 - (1 - share) ** 3);
      this.#target = share === 1 ? null : to;
      if (share < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** Stay where it is now. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#target = null;
  }
}
