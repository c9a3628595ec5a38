import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../../src-contract/index.ts';
import { isSqliteBusy } from './sqlite-errors.ts';

export interface DataDirLock extends Disposable {
  /** The last owner did not close the folder, or met damage in it. */
  readonly wasUnclean: boolean;
  /** Make the next owner find it unclean. */
  leaveUnclean(): void;
}

/**
 * Hold a data folder for this process alone.
 *
 * [Note: Lock] The lock is an open exclusive transaction on a small database of its own. The operating system drops
 * it when the process ends in whatever way, so there is no stale lock to detect or to break, on any platform.
 *
 * @throws DATA_DIR_LOCKED when another process holds it; the message says which. DATA_DIR_UNUSABLE when it cannot be
 * written.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const ownerFile = join(dataDir, 'lock-owner.json');
  const database = new Database(join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isSqliteBusy(error)) throw error;
    throw new AppError(
      'DATA_DIR_LOCKED',
      `Expected to be the only Eidetic on data folder "${dataDir}" but ${describeOwner(ownerFile)} is using it. ` +
        'Wait for it to end, or give this one another --data-dir.',
      { cause: error },
    );
  }
  // Its owner removes it: without an owner it tells of one that died.
  const wasUnclean = existsSync(ownerFile);
  let isClean = true;
  try {
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, sinceMs: Date.now() }));
  } catch (error) {
    database.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('DATA_DIR_UNUSABLE', `Expected a writable data folder "${dataDir}" but received ${reason}`, {
      cause: error,
    });
  }
  return {
    wasUnclean,
    leaveUnclean(): void {
      isClean = false;
    },
    [Symbol.dispose](): void {
      if (isClean) rmSync(ownerFile, { force: true });
      database.close();
    },
  };
}

function describeOwner(ownerFile: string): string {
  try {
    const owner = JSON.parse(readFileSync(ownerFile, 'utf8')) as { pid?: unknown };
    return typeof owner.pid === 'number' ? `process ${owner.pid}` : 'another process';
  } catch {
    // The owner writes the file just after it takes the lock: without it the lock still stands, only the name lacks.
    return 'another process';
  }
}
