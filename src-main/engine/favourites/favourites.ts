import type { PhotoMarks } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { UserSettings } from '../settings/index.ts';
import type { MarksChange } from '../store/favourites.ts';
import type { Store } from '../store/store.ts';
import { SidecarWriter } from './sidecar-writer.ts';

interface FavouritesOptions {
  readonly store: Pick<Store, 'favourites' | 'sidecarWrites' | 'folders'>;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/** What the user says of photos, in place of what their files say. See [Note: Given marks]. */
export class Favourites implements AsyncDisposable {
  /** Writes ratings beside the photos, where the user wants that. */
  readonly sidecars: SidecarWriter;
  readonly #options: FavouritesOptions;

  constructor(options: FavouritesOptions) {
    this.#options = options;
    this.sidecars = new SidecarWriter(options);
  }

  /** Go on with what was left to be written. */
  start(): void {
    this.sidecars.soon();
  }

  /** Say something of photos. @returns what was said before, of those that are in the library. */
  give(photoIds: readonly number[], marks: MarksChange): PhotoMarks[] {
    const before = this.#options.store.favourites.give(photoIds, marks, this.sidecars.isOn);
    if (before.length > 0) this.#changed();
    return before;
  }

  /** Put back what was said. */
  putBack(marks: readonly PhotoMarks[]): void {
    this.#options.store.favourites.putBack(marks, this.sidecars.isOn);
    this.#changed();
  }

  /** All favourites in the library. */
  list(): number[] {
    return this.#options.store.favourites.list();
  }

  /** How many photos of the library are rejected. */
  rejected(): number {
    return this.#options.store.favourites.rejected();
  }

  #changed(): void {
    this.#options.events.changed();
    this.sidecars.soon();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sidecars[Symbol.asyncDispose]();
  }
}
