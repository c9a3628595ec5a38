import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

type Db = Database.Database;

/** `auto_vacuum` of a database that gives back what it is told to. @see https://www.sqlite.org/pragma.html#pragma_auto_vacuum */
const incremental = 2;
/** Writing a database of this size anew takes some seconds. */
const mostRewrittenBytes = 2 ** 30;
/** Fewer free pages are filled soon enough by what comes. */
const leastSparePages = 64;
const spareShare = 1 / 8;
/** Room that writing it anew takes beside it, in its sizes: the copy, and the log of writing it back. */
const roomForRewriting = 2.5;

/**
 * Let a new database give free pages back to the disk: before anything else is written to it.
 *
 * [Note: Space] SQLite keeps pages that are free for what comes later. What a change of packs leaves is half of the
 * library, so it is given back: `incremental_vacuum` moves a few pages at a time to the front and cuts the file off behind
 * them, between calls and within the ordinary log. It can only do so in a database that says where each page is referred to,
 * which libraries of schema 8 and earlier do not. Such a library is written anew once, when it is opened and nobody can be
 * waiting for an answer yet (100,000 photos of two packs: 8 s), if the disk has room and it is no larger than 1 GiB; larger
 * ones keep their free pages and fill them with what comes.
 */
export function giveBackPages(database: Db): void {
  if (Number(database.pragma('page_count', { simple: true })) === 0) database.pragma(`auto_vacuum = ${incremental}`);
}

/**
 * Write a library of an older version anew, so that it can give back free pages; see [Note: Space]. The process may die at
 * any moment: the database is the old one until the whole of it is in the log.
 *
 * @throws DATABASE_DAMAGED as a SQLite error; where there is no room, or another program is in the way, nothing happens, and the next
 * start tries again.
 */
export function learnToGiveBackPages(database: Db, file: string): void {
  if (autoVacuumOf(database) === incremental) return;
  const { size } = statSync(file);
  const { bavail, bsize } = statfsSync(dirname(file));
  if (size > mostRewrittenBytes || bavail * bsize < size * roomForRewriting) return;
  try {
    database.pragma(`auto_vacuum = ${incremental}`);
    database.exec('VACUUM');
  } catch (error) {
    // The copy lies where the system keeps temporary files, which has a room of its own; or another program reads.
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(FULL|IOERR|BUSY)/u.test(error.code)) throw error;
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
}

function autoVacuumOf(database: Db): number {
  return Number(database.pragma('auto_vacuum', { simple: true }));
}

/** Free pages of a database, and giving them back. */
export class SpaceStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Is so much of the file free that it is worth giving back, and can it be? */
  get isSpare(): boolean {
    const pages = Number(this.#db.pragma('page_count', { simple: true }));
    return this.#freePages > Math.max(leastSparePages, pages * spareShare) && autoVacuumOf(this.#db) === incremental;
  }

  /** Give some free pages back. @returns whether there are more. */
  release(pages: number): boolean {
    this.#db.pragma(`incremental_vacuum(${pages})`);
    return this.#freePages > 0;
  }

  /** Cut the file on the disk off behind what is used: what was written to the log is written to it. */
  shorten(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  get #freePages(): number {
    return Number(this.#db.pragma('freelist_count', { simple: true }));
  }
}
