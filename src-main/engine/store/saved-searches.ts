import { SearchRecipe } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';
import { erasing, forgetRecentSearches } from './forget-recent.ts';

/** Recent searches that are kept. */
const maxRecent = 100;

/** A saved search as it is stored. */
export interface StoredSearch {
  readonly id: number;
  readonly name: string;
  /** Null where it is not as this version knows it. */
  readonly recipe: SearchRecipe | null;
}

/** A recent search as it is stored. */
export interface StoredRecent {
  readonly id: number;
  readonly searchedAtMs: number;
  /** Null where it is not as this version knows it. */
  readonly recipe: SearchRecipe | null;
}

interface SavedRow {
  id: number;
  name: string;
  recipe: string;
}

const byName = new Intl.Collator('en', { numeric: true });

/**
 * Searches that were saved, and those that were made lately.
 *
 * [Note: Forgetting searches] What is forgotten is gone from the file. Whatever changes recent searches runs with
 * `secure_delete`, so that no remains of a row lie in free space of a page; clearing writes the log back and empties
 * it; and backups are made without recent searches.
 */
export class SavedSearchStore {
  readonly #db: Db;
  readonly #saved;
  readonly #save;
  readonly #remove;
  readonly #recent;
  readonly #hasRecent;
  readonly #forget;
  readonly #remember;
  readonly #forgetOldest;

  constructor(db: Db) {
    this.#db = db;
    this.#saved = db.prepare<[], SavedRow>('SELECT id, name, recipe FROM saved_searches ORDER BY id');
    this.#save = db.prepare<[string, string, string], { id: number }>(`
      INSERT INTO saved_searches (name, name_key, recipe) VALUES (?, ?, ?)
      ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, recipe = excluded.recipe RETURNING id`);
    this.#remove = db.prepare<[number]>('DELETE FROM saved_searches WHERE id = ?');
    this.#recent = db.prepare<[], { id: number; recipe: string; searchedAtMs: number }>(
      'SELECT id, recipe, searched_at_ms AS searchedAtMs FROM recent_searches ORDER BY id DESC',
    );
    this.#hasRecent = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM recent_searches)').pluck();
    this.#forget = db.prepare<[string]>('DELETE FROM recent_searches WHERE recipe = ?');
    this.#remember = db.prepare<[string, number]>('INSERT INTO recent_searches (recipe, searched_at_ms) VALUES (?, ?)');
    this.#forgetOldest = db.prepare<[number]>(
      'DELETE FROM recent_searches WHERE id <= (SELECT id FROM recent_searches ORDER BY id DESC LIMIT 1 OFFSET ?)',
    );
  }

  /** By name. */
  saved(): StoredSearch[] {
    return this.#saved
      .all()
      .map(({ id, name, recipe }) => ({ id, name, recipe: parsed(recipe) }))
      .sort((a, b) => byName.compare(a.name, b.name));
  }

  /** Keep a search; one of that name, whatever its case, is replaced. @returns its id */
  save(name: string, recipe: SearchRecipe): number {
    const row = this.#save.get(name, name.normalize('NFC').toLowerCase(), canonicalJson(recipe));
    if (row === undefined) throw new Error('Expected the search just saved but received none');
    return row.id;
  }

  /** @returns whether there was one. */
  remove(id: number): boolean {
    return this.#remove.run(id).changes > 0;
  }

  /** Latest first. */
  recent(): StoredRecent[] {
    return this.#recent.all().map((row) => ({ ...row, recipe: parsed(row.recipe) }));
  }

  /** Put a search first among the recent ones; the same one further back goes, and so do the oldest of too many. */
  remember(recipe: SearchRecipe, nowMs: number): void {
    const json = canonicalJson(recipe);
    erasing(this.#db, () => {
      this.#db.transaction(() => {
        this.#forget.run(json);
        this.#remember.run(json, nowMs);
        this.#forgetOldest.run(maxRecent);
      })();
    });
  }

  /** Forget all recent searches; see [Note: Forgetting searches]. @returns whether there were any */
  clearRecent(): boolean {
    const had = this.#hasRecent.get() === 1;
    forgetRecentSearches(this.#db);
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    return had;
  }
}

function parsed(json: string): SearchRecipe | null {
  return SearchRecipe.safeParse(JSON.parse(json)).data ?? null;
}

/** JSON that is the same for values that are the same: keys of objects in order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
