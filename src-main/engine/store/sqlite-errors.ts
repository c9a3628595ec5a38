import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';

const codes: readonly [prefix: string, code: ErrorCode, advice: string][] = [
  ['SQLITE_FULL', 'DATABASE_FULL', 'The disk is full: free some space and start again; nothing stored so far is lost.'],
  [
    'SQLITE_CORRUPT',
    'DATABASE_DAMAGED',
    'Start Eidetic again: it puts the file aside and goes on from the newest backup. Your photos are not touched.',
  ],
  [
    'SQLITE_NOTADB',
    'DATABASE_DAMAGED',
    'Start Eidetic again: it puts the file aside and goes on from the newest backup. Your photos are not touched.',
  ],
  ['SQLITE_READONLY', 'DATA_DIR_UNUSABLE', 'Eidetic needs to write there.'],
  ['SQLITE_CANTOPEN', 'DATA_DIR_UNUSABLE', 'Eidetic needs to create and read files there.'],
  ['SQLITE_IOERR', 'DATA_DIR_UNUSABLE', 'The disk reported an error.'],
];

export function isSqliteBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Name what a database error means to the user; anything that is not one comes back unchanged. */
export function translateSqliteError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const known = codes.find(([prefix]) => error.code.startsWith(prefix));
  if (known === undefined) return error;
  const [, code, advice] = known;
  return new AppError(
    code,
    `Expected a usable database "${file}" but received ${error.code}: ${error.message}. ${advice}`,
    {
      cause: error,
    },
  );
}
