import type { Settings } from '../../../src-contract/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Store } from '../store/store.ts';

/** Settings that are changed. Those that are missing or undefined stay. */
export type SettingsChanges = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What the user has set; whoever listens is told when it is another than before. */
export class UserSettings {
  readonly #store: Store['settings'];
  readonly #events: EngineEvents;
  readonly #listeners: ((changes: SettingsChanges) => void)[] = [];

  constructor(store: Store['settings'], events: EngineEvents) {
    this.#store = store;
    this.#events = events;
  }

  get(): Settings {
    return this.#store.get();
  }

  /** Change the settings that are given. Returns all. */
  set(changes: SettingsChanges): Settings {
    this.#store.set(changes);
    for (const listener of this.#listeners) listener(changes);
    const settings = this.get();
    this.#events.publish({ event: 'settings.changed', settings });
    return settings;
  }

  /** Be told what is set, before anybody outside is: for capabilities that act on a setting. */
  onSet(listener: (changes: SettingsChanges) => void): void {
    this.#listeners.push(listener);
  }
}
