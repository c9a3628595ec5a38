import type { EngineEvent } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';

/** Time between two `changed` events. */
const changedEveryMs = 1000;

/** What the engine says without being asked, and who listens. */
export class EngineEvents implements Disposable {
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #log: Logger;
  #lastChangedMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  on(listener: (event: EngineEvent) => void): Disposable {
    // Of its own, so that the same function twice is two listeners.
    const own = (event: EngineEvent): void => {
      listener(event);
    };
    this.#listeners.add(own);
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) };
  }

  /** Tell everybody. A listener that throws is a mistake of its own: neither the others nor indexing suffer. */
  publish(event: EngineEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error({ event: event.event, error: String(error) }, 'a listener failed');
      }
    }
  }

  /** Say that the library is another than before: at once, or when a second has passed since it was said last. */
  changed(): void {
    if (this.#timer !== undefined) return;
    const waitMs = this.#lastChangedMs + changedEveryMs - Date.now();
    if (waitMs <= 0) {
      this.#publishChanged();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#publishChanged();
    }, waitMs).unref();
  }

  #publishChanged(): void {
    this.#lastChangedMs = Date.now();
    this.publish({ event: 'library.changed' });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }
}
