import { accessSync, closeSync, constants, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../../src-contract/index.ts';
import { backUpFile } from './backups.ts';
import { addFunctions } from './functions.ts';
import { latestVersion, type Migration, pendingMigrations } from './migrations/index.ts';
import { giveBackPages } from './space.ts';
import { translateSqliteError } from './sqlite-errors.ts';

export type Db = Database.Database;

/** "EIDE": tells our file from any other SQLite database. */
const applicationId = 0x45_49_44_45;

/** A database at our place that another program made: never touched, not even to set it aside. */
export class ForeignDatabaseError extends AppError {}

export const databaseFileName = 'library.sqlite';

/**
 * Create the data folder when missing.
 *
 * @throws DATA_DIR_UNUSABLE when it cannot be created or written.
 */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('DATA_DIR_UNUSABLE', `Expected a writable data folder "${dataDir}" but received ${reason}`, {
      cause: error,
    });
  }
}

/**
 * Open the library database of a data folder and bring its schema up to date.
 *
 * WAL with synchronous NORMAL: a commit survives the death of the process at any moment; a power cut can cost the
 * last commits but never the consistency.
 *
 * @param trace called with every statement that runs, its parameters filled in.
 * @throws DATABASE_FROM_FUTURE when a newer Eidetic wrote it, DATABASE_DAMAGED when it is not a sound database of
 * ours, DATA_DIR_UNUSABLE when it cannot be read or written.
 * @see https://www.sqlite.org/wal.html
 */
export function openDatabase(dataDir: string, trace?: (sql: string) => void): Db {
  const file = join(dataDir, databaseFileName);
  let database: Db | undefined;
  try {
    refuseOtherFormat(file);
    database = new Database(
      file,
      trace && {
        verbose: (sql) => {
          trace(String(sql));
        },
      },
    );
    refuseForeign(database, file);
    giveBackPages(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
    database.pragma('cache_size = -8000');
    addFunctions(database);
    migrate(database, dataDir);
    return database;
  } catch (error) {
    database?.close();
    throw translateSqliteError(error, file);
  }
}

/** SQLite takes a file too short for its header for a new database, and would write over it. */
function refuseOtherFormat(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return;
  const magic = Buffer.from('SQLite format 3\0', 'latin1');
  const start = Buffer.alloc(magic.length);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, start);
  closeSync(descriptor);
  if (length > 0 && !start.equals(magic)) {
    throw new AppError('DATABASE_DAMAGED', `Expected a database at "${file}" but received something else`);
  }
}

function refuseForeign(database: Db, file: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  const id = Number(database.pragma('application_id', { simple: true }));
  const tables = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
  if (tables > 0 && id !== applicationId) {
    throw new ForeignDatabaseError(
      'DATABASE_DAMAGED',
      `Expected the database of Eidetic at "${file}" but received a database of another program. It was left as it is.`,
    );
  }
  if (version > latestVersion) {
    throw new AppError(
      'DATABASE_FROM_FUTURE',
      `Expected a database of schema ${latestVersion} or older at "${file}" but received schema ${version}, written by ` +
        'a newer Eidetic. It was left as it is: update Eidetic, or use another --data-dir.',
    );
  }
}

/** Is this a library of a schema that we know? */
export function isOurs(database: Db): boolean {
  const version = Number(database.pragma('user_version', { simple: true }));
  const id = Number(database.pragma('application_id', { simple: true }));
  return id === applicationId && version > 0 && version <= latestVersion;
}

function migrate(database: Db, dataDir: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  const steps = pendingMigrations(version);
  if (version > 0 && steps.length > 0) backUpBefore(database, dataDir);
  for (const step of steps) applyMigration(database, step);
}

/** Take a database from the version before a step to the step's own, or leave it as it is. */
export function applyMigration(database: Db, { up, version }: Migration): void {
  database.transaction(() => {
    database.exec(up);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${version}`);
  })();
}

/** Keep what there is before its schema changes. @throws DATABASE_FULL, DATA_DIR_UNUSABLE */
function backUpBefore(database: Db, dataDir: string): void {
  const file = join(dataDir, databaseFileName);
  database.pragma('wal_checkpoint(TRUNCATE)');
  try {
    backUpFile(file, dataDir);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new AppError(
      code === 'ENOSPC' ? 'DATABASE_FULL' : 'DATA_DIR_UNUSABLE',
      `Expected room for a backup of "${file}" before its schema is updated but received ${code}. Nothing was changed.`,
      { cause: error },
    );
  }
}
