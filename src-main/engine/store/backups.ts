import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { siblingModule } from '../../core/sibling-module.ts';
import { forgetRecentSearches } from './forget-recent.ts';

const kept = 3;
const everyMs = 24 * 3_600_000;
/** A backup that copies nothing for so long, because somebody holds the file, would go on asking as fast as it can. */
const stalledMs = 10_000;
/** Pages copied at a time: a few milliseconds, between which the engine answers. */
const pagesAtATime = 256;

function folderOf(dataDir: string): string {
  return join(dataDir, 'backups');
}

/**
 * Backups of a data folder, absolute, the newest first. Numbered, because clocks can be put back.
 */
export function backupsOf(dataDir: string): string[] {
  return numbers(dataDir).map((number) => pathOf(dataDir, number));
}

function numbers(dataDir: string): number[] {
  mkdirSync(folderOf(dataDir), { recursive: true });
  return readdirSync(folderOf(dataDir))
    .map((name) => Number(/^library-(\d{6,})\.sqlite$/u.exec(name)?.[1] ?? 0))
    .filter((number) => number > 0)
    .sort((a, b) => b - a);
}

function pathOf(dataDir: string, number: number): string {
  return join(folderOf(dataDir), `library-${String(number).padStart(6, '0')}.sqlite`);
}

/** Was the last backup made a day ago or earlier, or in the future, which means that the clock was put back? */
export function isBackupDue(dataDir: string, nowMs: number): boolean {
  const [newest] = backupsOf(dataDir);
  if (newest === undefined) return true;
  const ageMs = nowMs - statSync(newest).mtimeMs;
  return ageMs >= everyMs || ageMs < -everyMs;
}

/**
 * Back up an open database, in small steps beside everything else, and check the copy before it counts.
 *
 * @param longestStallMs for so long it may copy nothing.
 * @throws the signal's reason, what SQLite or the disk report. No earlier backup is touched then.
 */
export async function backUp(
  database: Database.Database,
  dataDir: string,
  signal: AbortSignal,
  longestStallMs = stalledMs,
): Promise<void> {
  mkdirSync(folderOf(dataDir), { recursive: true });
  removeUnfinished(dataDir);
  const temporary = join(folderOf(dataDir), 'unfinished.sqlite');
  try {
    let left = Infinity;
    let movedMs = performance.now();
    await database.backup(temporary, {
      progress: ({ remainingPages }) => {
        signal.throwIfAborted();
        const nowMs = performance.now();
        if (remainingPages !== left) movedMs = nowMs;
        else if (nowMs - movedMs > longestStallMs)
          throw new Error(`Expected a backup to go on but nothing was copied for ${longestStallMs / 1000} s`);
        left = remainingPages;
        return pagesAtATime;
      },
    });
    await check(temporary);
    signal.throwIfAborted();
    keep(dataDir, temporary);
  } finally {
    removeUnfinished(dataDir);
  }
}

/** Copy a database file that nobody writes to meanwhile, as before a migration. @throws the file system's or SQLite's error */
export function backUpFile(file: string, dataDir: string): void {
  mkdirSync(folderOf(dataDir), { recursive: true });
  removeUnfinished(dataDir);
  const temporary = join(folderOf(dataDir), 'unfinished.sqlite');
  try {
    copyFileSync(file, temporary);
    const copy = new Database(temporary);
    forgetRecentSearches(copy);
    copy.close();
    keep(dataDir, temporary);
  } finally {
    removeUnfinished(dataDir);
  }
}

function keep(dataDir: string, temporary: string): void {
  syncFile(temporary);
  const before = numbers(dataDir);
  renameSync(temporary, pathOf(dataDir, (before[0] ?? 0) + 1));
  for (const number of before.slice(kept - 1)) rmSync(pathOf(dataDir, number), { force: true });
}

/** The folder is not made: after a backup that failed because all was removed it would be the only thing there. */
function removeUnfinished(dataDir: string): void {
  if (!existsSync(folderOf(dataDir))) return;
  for (const name of readdirSync(folderOf(dataDir)))
    if (name.startsWith('unfinished')) rmSync(join(folderOf(dataDir), name), { force: true });
}

/** Tell a file from another one at the same path; undefined when there is none. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Write a file's content to the disk itself. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Read through a copy in a thread of its own. @throws when it is not sound */
async function check(file: string): Promise<void> {
  const worker = new Worker(new URL(siblingModule(import.meta.url, './check-worker')), {
    workerData: file,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => {
    reject(new Error('Expected a finding about a backup but its check ended without one'));
  });
  const finding = await promise;
  if (finding !== 'ok') throw new Error(`Expected a sound copy of the database but received: ${finding}`);
}
