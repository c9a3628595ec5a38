import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, type LibraryNotice } from '../../../src-contract/index.ts';
import { backupsOf, syncFile } from './backups.ts';
import { type Db, databaseFileName, ForeignDatabaseError, isOurs, openDatabase } from './database.ts';
import { addFunctions } from './functions.ts';
import { learnToGiveBackPages } from './space.ts';
import { translateSqliteError } from './sqlite-errors.ts';
import { rebuildWords } from './words.ts';

/** A database up to this size is read through at every start: it takes a fraction of a second. */
const alwaysCheckedBytes = 32 * 2 ** 20;

export interface OpenedDatabase {
  readonly database: Db;
  readonly notice: LibraryNotice | null;
}

/**
 * Open the database of a data folder; one that is damaged is set aside and replaced by the newest sound backup.
 *
 * [Note: Damage] The damaged files are moved into a folder named after the time and never deleted. Folders registered
 * since the backup are read from them if that is possible. A scan then brings the library up to date: what the backup
 * does not know is encoded again, and nothing else is lost. The copy is complete before anything is moved, and a
 * restoration that is interrupted goes on at the next start.
 *
 * @param wasUnclean the last owner of the folder died or met damage: the database is read through whatever its size.
 * @throws DATABASE_FROM_FUTURE, DATABASE_DAMAGED for the database of another program, DATABASE_FULL, DATA_DIR_UNUSABLE
 */
export function openSound(dataDir: string, wasUnclean: boolean, trace?: (sql: string) => void): OpenedDatabase {
  const file = join(dataDir, databaseFileName);
  finishRestoring(file);
  try {
    return { database: openChecked(dataDir, wasUnclean, trace), notice: null };
  } catch (error) {
    const isDamaged = error instanceof AppError && error.code === 'DATABASE_DAMAGED';
    if (!isDamaged || error instanceof ForeignDatabaseError) throw error;
    try {
      return recover(dataDir, trace);
    } catch (failure) {
      throw diskError(failure, file);
    }
  }
}

function openChecked(dataDir: string, wasUnclean: boolean, trace?: (sql: string) => void): Db {
  const file = join(dataDir, databaseFileName);
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const database = openDatabase(dataDir, trace);
  try {
    if (wasUnclean || bytes <= alwaysCheckedBytes) checkAndMend(database, file);
    learnToGiveBackPages(database, file);
    return database;
  } catch (error) {
    database.close();
    throw translateSqliteError(error, file);
  }
}

/** Read through a database, its index of words included. @throws DATABASE_DAMAGED with the first finding */
export function quickCheck(database: Db, file: string): void {
  const finding = firstFinding(database);
  if (finding === null) return;
  throw new AppError('DATABASE_DAMAGED', `Expected a sound database "${file}" but received: ${finding}`);
}

/** The same, but where the index of words is damaged it is made anew: all that is in it is elsewhere too. */
function checkAndMend(database: Db, file: string): void {
  const finding = firstFinding(database);
  if (finding === null) return;
  if (/\bfts5\b/iu.test(finding)) rebuildWords(database);
  quickCheck(database, file);
}

/** What is wrong with a database, the first of it; null for nothing. */
function firstFinding(database: Db): string | null {
  const [first] = database.pragma('quick_check(1)') as { quick_check: string }[];
  return first?.quick_check === 'ok' ? null : (first?.quick_check ?? 'nothing');
}

function recover(dataDir: string, trace?: (sql: string) => void): OpenedDatabase {
  const file = join(dataDir, databaseFileName);
  const folders = salvageFolders(file);
  const copy = copyOf(file);
  const backup = backupsOf(dataDir).find((candidate) => isSoundCopy(candidate, copy));
  const aside = setAside(dataDir);
  if (backup !== undefined) renameSync(copy, file);
  else rmSync(copy, { force: true });
  const database = openDatabase(dataDir, trace);
  const add = database.prepare('INSERT OR IGNORE INTO folders (path, added_at_ms) VALUES (?, ?)');
  for (const path of folders) add.run(path, Date.now());
  const put = `The database was damaged and put aside in "${aside}"`;
  if (backup === undefined) {
    const message = `${put}. There was no backup: the photos are indexed again. The photos themselves are not touched.`;
    return { database, notice: { kind: 'started-anew', message } };
  }
  const message = `${put}. The backup "${basename(backup)}" took its place; what is newer is indexed again.`;
  return { database, notice: { kind: 'restored', message } };
}

function copyOf(file: string): string {
  return `${file}.restoring`;
}

/** A restoration that was interrupted after the damaged files were moved: its copy is complete. */
function finishRestoring(file: string): void {
  if (!existsSync(copyOf(file))) return;
  if (existsSync(file)) rmSync(copyOf(file), { force: true });
  else renameSync(copyOf(file), file);
}

function isSoundCopy(backup: string, copy: string): boolean {
  copyFileSync(backup, copy);
  syncFile(copy);
  let database: Database.Database | undefined;
  try {
    database = new Database(copy, { fileMustExist: true });
    addFunctions(database);
    checkAndMend(database, copy);
    return isOurs(database);
  } catch (error) {
    // An older one may do.
    if (error instanceof Database.SqliteError || error instanceof AppError) return false;
    throw error;
  } finally {
    database?.close();
  }
}

/** Move a database with what belongs to it out of the way. The main file comes last: until then it is found again. */
function setAside(dataDir: string): string {
  const name = `damaged-${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`;
  mkdirSync(join(dataDir, name), { recursive: true });
  for (const suffix of ['-wal', '-shm', '']) {
    const from = join(dataDir, databaseFileName + suffix);
    if (existsSync(from)) renameSync(from, join(dataDir, name, databaseFileName + suffix));
  }
  return name;
}

/** The folders that a damaged database still tells of. */
function salvageFolders(file: string): string[] {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    return database
      .prepare<[], { path: string }>('SELECT path FROM folders ORDER BY id')
      .all()
      .map(({ path }) => path);
  } catch {
    // Too damaged to tell: the backup's folders are what there is.
    return [];
  } finally {
    database?.close();
  }
}

function diskError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof AppError || error instanceof Database.SqliteError || typeof code !== 'string') {
    return translateSqliteError(error, file);
  }
  return new AppError(
    code === 'ENOSPC' ? 'DATABASE_FULL' : 'DATA_DIR_UNUSABLE',
    `Expected room to restore the damaged database "${file}" but received ${code}. Nothing was deleted.`,
    { cause: error },
  );
}
