import { defaultSettings, Settings } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';

type Key = keyof Settings;
/** What the engine notes for itself, in rows that are no settings. */
type Note = 'processorTrials' | 'modelSources' | 'modelOfferDeclined' | 'encodingRate';

/** What the user has set, one row a setting. */
export class SettingsStore {
  readonly #db: Db;
  readonly #all;
  readonly #note;
  readonly #set;

  constructor(db: Db) {
    this.#db = db;
    this.#note = db.prepare<[Note], { value: string }>('SELECT value FROM settings WHERE key = ?');
    this.#all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
    this.#set = db.prepare<[Key | Note, string]>(
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

  /** What was noted under a name, as it was; undefined when nothing was. */
  note(name: Note): unknown {
    const row = this.#note.get(name);
    return row && (JSON.parse(row.value) as unknown);
  }

  /** Note something that can be written as JSON. */
  setNote(name: Note, value: unknown): void {
    this.#set.run(name, JSON.stringify(value));
  }
}
