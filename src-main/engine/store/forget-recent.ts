import type Database from 'better-sqlite3';

/**
 * Delete what was searched for lately, so that it lies nowhere in the file any more: `secure_delete` overwrites what is
 * deleted with zeros. A database in WAL mode has it in its log until that is written back.
 */
export function forgetRecentSearches(database: Database.Database): void {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'recent_searches'").get();
  if (table === undefined) return;
  erasing(database, () => {
    database.exec('DELETE FROM recent_searches');
  });
}

/** Do work that deletes, and overwrite what it deletes. */
export function erasing<T>(database: Database.Database, work: () => T): T {
  database.pragma('secure_delete = ON');
  try {
    return work();
  } finally {
    database.pragma('secure_delete = OFF');
  }
}
