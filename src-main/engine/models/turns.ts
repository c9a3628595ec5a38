import { untilAborted } from '../until-aborted.ts';

/** Lets one after the other work: a second download would make both slow, and a second self-test needs memory. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Do something when everything before it has ended. @throws the signal's reason, when it is aborted before. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = Promise.withResolvers<undefined>();
    this.#last = before.then(() => mine.promise);
    try {
      await untilAborted(before, signal);
      signal.throwIfAborted();
      return await work();
    } finally {
      mine.resolve(undefined);
    }
  }
}
