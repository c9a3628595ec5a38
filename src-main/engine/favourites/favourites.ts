import type { PhotoMarks } from '../../../src-contract/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { MarksChange } from '../store/favourites.ts';
import type { Store } from '../store/store.ts';

interface FavouritesOptions {
  readonly store: Store['favourites'];
  readonly events: EngineEvents;
}

/** What the user says of photos, in place of what their files say. See [Note: Given marks]. */
export class Favourites {
  readonly #options: FavouritesOptions;

  constructor(options: FavouritesOptions) {
    this.#options = options;
  }

  /** Say something of photos. @returns what was said before, of those that are in the library. */
  give(photoIds: readonly number[], marks: MarksChange): PhotoMarks[] {
    const before = this.#options.store.give(photoIds, marks);
    if (before.length > 0) this.#options.events.changed();
    return before;
  }

  /** Put back what was said. */
  putBack(marks: readonly PhotoMarks[]): void {
    this.#options.store.putBack(marks);
    this.#options.events.changed();
  }

  /** All favourites in the library. */
  list(): number[] {
    return this.#options.store.list();
  }
}
