import { setImmediate as nextTurn } from 'node:timers/promises';

/** A turn of the event loop is given to work in the background for about this long: nobody notices. */
export const sliceMs = 5;
/** A turn that took longer was somebody's who had something to do. */
const busyMs = 1;
/** For no longer than this work stands back for others at a time: it must end some day. */
const longestWaitMs = 100;

interface SliceOptions {
  /** Nobody waits for this work: as long as others have something to do, they go first. */
  readonly isPolite?: boolean;
}

/** Long work in slices: others get their turn in between. */
export class Slices {
  readonly #isPolite: boolean;
  #started = performance.now();

  constructor({ isPolite = false }: SliceOptions = {}) {
    this.#isPolite = isPolite;
  }

  /** Whether this slice is used up. */
  get over(): boolean {
    return performance.now() - this.#started >= sliceMs;
  }

  /** Let others have their turn when this slice is used up. An own property, to be handed on. */
  readonly breathe = async (): Promise<void> => {
    if (!this.over) return;
    const began = performance.now();
    let [turnBegan, now] = [began, began];
    do {
      turnBegan = now;
      await nextTurn();
      now = performance.now();
    } while (this.#isPolite && now - turnBegan > busyMs && now - began < longestWaitMs);
    this.#started = now;
  };
}
