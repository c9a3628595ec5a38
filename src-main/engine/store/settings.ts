import { defaultSettings, Settings } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';

type Key = keyof Settings;

/** What the user has set, one row a setting. */
export class SettingsStore {
  readonly #db: Db;
  readonly #all;
  readonly #set;

  constructor(db: Db) {
    this.#db = db;
    this.#all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
    this.#set = db.prepare<[Key, string]>(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
  }

  /** All settings. One that is not stored, or not as this version knows it, has its default. */
  get(): Settings {
    const stored = new Map(this.#all.all().map(({ key, value }) => [key, JSON.parse(value) as unknown]));
    const known = Object.entries(Settings.shape)
      .map(([key, schema]) => [key, schema.safeParse(stored.get(key))] as const)
      .flatMap(([key, result]) => (result.success ? [[key, result.data] as const] : []));
    return { ...defaultSettings, ...Object.fromEntries(known) };
  }

  /** Change those that are given. */
  set(changes: { readonly [K in Key]?: Settings[K] | undefined }): void {
    this.#db.transaction(() => {
      for (const key of Settings.keyof().options) {
        if (changes[key] !== undefined) this.#set.run(key, JSON.stringify(changes[key]));
      }
    })();
  }
}
