import type { Db } from './database.ts';
import { directorySql } from './words-schema.ts';

/** A folder that photos lie in. */
export interface Directory {
  readonly folderId: number;
  /** Relative to the registered folder, with a slash behind it; empty for that one itself. */
  readonly below: string;
}

/**
 * The different names that photos have of something. Each is found by a step through its index, from one name to the
 * next: hundreds of steps where there are a million photos.
 */
export class NameStore {
  readonly #cameras;
  readonly #lenses;
  readonly #people;
  readonly #directories;
  readonly #roots;

  constructor(db: Db) {
    const photos = (column: string): string =>
      steps(column, 'photos', `${column} IS NOT NULL AND unreferenced_since_ms IS NULL`);
    this.#cameras = db.prepare<[], string>(photos('camera')).pluck();
    this.#lenses = db.prepare<[], string>(photos('lens')).pluck();
    this.#people = db.prepare<[], string>(steps('name', 'photo_people', 'TRUE')).pluck();
    this.#directories = db
      .prepare<{ folder: number }, string>(steps(directorySql, 'files', 'folder_id = :folder AND photo_id IS NOT NULL'))
      .pluck();
    this.#roots = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM folders ORDER BY id');
  }

  cameras(): string[] {
    return this.#cameras.all();
  }

  lenses(): string[] {
    return this.#lenses.all();
  }

  /** People in any photo. */
  people(): string[] {
    return this.#people.all();
  }

  /** Registered folders. */
  roots(): { id: number; path: string }[] {
    return this.#roots.all();
  }

  /** Folders of a registered one that photos lie in directly. */
  directories(folderId: number): Directory[] {
    return this.#directories.all({ folder: folderId }).map((below) => ({ folderId, below }));
  }
}

/** The different values of a column, in order; `where` says which rows count. */
function steps(column: string, table: string, where: string): string {
  const next = (after: string): string =>
    `(SELECT ${column} FROM ${table} WHERE ${where} ${after} ORDER BY ${column} LIMIT 1)`;
  return `
    WITH RECURSIVE names (name) AS (
      SELECT ${next('')}
      UNION ALL
      SELECT ${next(`AND ${column} > names.name`)} FROM names WHERE name IS NOT NULL
    )
    SELECT name FROM names WHERE name IS NOT NULL`;
}
