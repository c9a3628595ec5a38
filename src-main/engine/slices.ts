import { setImmediate as nextTurn } from 'node:timers/promises';

/** A turn of the event loop is given to work in the background for about this long: nobody notices. */
export const sliceMs = 5;

/** Long work in slices: others get their turn in between. */
export class Slices {
  #started = performance.now();

  /** Whether this slice is used up. */
  get over(): boolean {
    return performance.now() - this.#started >= sliceMs;
  }

  /** Let others have their turn when this slice is used up. An own property, to be handed on. */
  readonly breathe = async (): Promise<void> => {
    if (!this.over) return;
    await nextTurn();
    this.#started = performance.now();
  };
}
