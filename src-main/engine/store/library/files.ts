import type { ErrorCode, WireError } from '../../../../src-contract/index.ts';
import { longestWaitMs } from '../../../core/retry.ts';
import type { Db } from '../database.ts';

/** A photo file as a scan saw it. */
export interface SeenFile {
  /** Forward slashes, relative to the folder. */
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** When the file was last changed in any way. Unlike the modification time no program can set it. */
  readonly ctimeMs: number;
}

/** A file as an earlier scan saw it. */
export interface KnownFile {
  readonly id: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Null when that scan did not note it. */
  readonly ctimeMs: number | null;
}

/** Something that a scan passed over. */
export interface ScanProblem {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** A file that waits for the encoder. */
export interface PendingFile {
  readonly id: number;
  readonly folderId: number;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
  /** Claims without a result so far, this one included. */
  readonly attempts: number;
}

interface FailureRow {
  folder_path: string;
  path: string;
  code: ErrorCode;
  reason: string;
  attempts: number;
  next_attempt_at_ms: number | null;
}

/**
 * A condition of the files in a state, worded so that SQLite sees that its index of files that are not indexed covers
 * it: it does not conclude that what is pending is not indexed.
 */
export function whereState(state: 'pending' | 'failed'): string {
  return `files.state = '${state}' AND files.state <> 'indexed'`;
}

/** Files: where photos lie, and what has to be done about each. */
export class FileStore {
  readonly #db: Db;
  readonly #upsertSeen;
  readonly #pendingAfter;
  readonly #countPending;
  readonly #claim;
  readonly #release;
  readonly #fail;
  readonly #known;
  readonly #remove;
  readonly #retryDue;
  readonly #retryAll;
  readonly #retryUnread;
  readonly #decoderVersion;
  readonly #setDecoderVersion;
  readonly #failures;
  readonly #problems;
  readonly #deleteProblem;
  readonly #addProblem;
  readonly #counts;
  readonly #nextAttempt;
  readonly #some;

  constructor(db: Db) {
    this.#db = db;
    this.#some = db.prepare<[number], { folder: string; path: string }>(`
      SELECT folders.path AS folder, relative_path AS path FROM files JOIN folders ON folders.id = folder_id
      WHERE files.state <> 'failed' AND folders.state = 'online' AND NOT paused ORDER BY files.id DESC LIMIT ?`);
    this.#known = db.prepare<
      { folder: number; from: string; to: string },
      { id: number; path: string; size: number; mtime: number; ctime: number | null }
    >(`
      SELECT id, relative_path AS path, size_bytes AS size, mtime_ms AS mtime, ctime_ms AS ctime FROM files
      WHERE folder_id = :folder AND relative_path >= :from AND (:to = '' OR relative_path < :to)`);
    const same =
      'size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms AND coalesce(ctime_ms, excluded.ctime_ms) = excluded.ctime_ms';
    this.#upsertSeen = db.prepare<{
      folder: number;
      path: string;
      size: number;
      mtime: number;
      ctime: number;
      scan: number;
    }>(`
      INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, ctime_ms, scan)
      VALUES (:folder, :path, :size, :mtime, :ctime, :scan)
      ON CONFLICT (folder_id, relative_path) DO UPDATE SET
        scan = excluded.scan,
        state = CASE WHEN ${same} THEN state ELSE 'pending' END,
        attempts = CASE WHEN ${same} THEN attempts ELSE 0 END,
        failure_code = CASE WHEN ${same} THEN failure_code END,
        failure_reason = CASE WHEN ${same} THEN failure_reason END,
        next_attempt_at_ms = CASE WHEN ${same} THEN next_attempt_at_ms END,
        size_bytes = excluded.size_bytes,
        mtime_ms = excluded.mtime_ms,
        ctime_ms = excluded.ctime_ms`);
    this.#pendingAfter = db.prepare<
      [number, string, number],
      {
        id: number;
        folder_id: number;
        folder_path: string;
        relative_path: string;
        size_bytes: number;
        attempts: number;
      }
    >(`
      SELECT files.id, folder_id, folders.path AS folder_path, relative_path, size_bytes, attempts
      FROM files JOIN folders ON folders.id = files.folder_id
      WHERE ${whereState('pending')} AND files.id > ? AND folders.state = 'online'
        AND files.folder_id IN (SELECT value FROM json_each(?))
      ORDER BY files.id LIMIT ?`);
    this.#countPending = db.prepare<[string], { n: number }>(`
      SELECT count(*) AS n FROM files
      WHERE ${whereState('pending')} AND folder_id IN (SELECT value FROM json_each(?))`);
    this.#claim = db.prepare<[number]>('UPDATE files SET attempts = attempts + 1 WHERE id = ?');
    this.#release = db.prepare<[number]>(
      "UPDATE files SET attempts = attempts - 1 WHERE id = ? AND state = 'pending' AND attempts > 0",
    );
    this.#fail = db.prepare<{ id: number; code: ErrorCode; reason: string; next: number | null }>(`
      UPDATE files SET state = 'failed', photo_id = CASE WHEN :next IS NULL THEN NULL ELSE photo_id END,
        failure_code = :code, failure_reason = :reason, next_attempt_at_ms = :next
      WHERE id = :id`);
    this.#remove = db.prepare<[number]>('DELETE FROM files WHERE id = ?');
    const reset = "state = 'pending', failure_code = NULL, failure_reason = NULL, next_attempt_at_ms = NULL";
    this.#retryDue = db.prepare<{ now: number; latest: number }>(
      `UPDATE files SET ${reset} WHERE ${whereState('failed')} AND (next_attempt_at_ms <= :now OR next_attempt_at_ms > :latest)`,
    );
    this.#retryAll = db.prepare<[]>(`UPDATE files SET ${reset}, attempts = 0 WHERE ${whereState('failed')}`);
    this.#retryUnread = db.prepare<[]>(`
      UPDATE files SET ${reset}, attempts = 0 WHERE ${whereState('failed')}
        AND failure_code IN ('PHOTO_FORMAT_UNSUPPORTED', 'PHOTO_NOT_AN_IMAGE', 'PHOTO_DAMAGED')`);
    this.#decoderVersion = db.prepare<[], { value: string }>("SELECT value FROM settings WHERE key = 'decoderVersion'");
    this.#setDecoderVersion = db.prepare<[string]>(
      "INSERT OR REPLACE INTO settings (key, value) VALUES ('decoderVersion', ?)",
    );
    this.#failures = db.prepare<[], FailureRow>(`
      SELECT folders.path AS folder_path, relative_path AS path, failure_code AS code, failure_reason AS reason,
        attempts, next_attempt_at_ms
      FROM files JOIN folders ON folders.id = files.folder_id WHERE ${whereState('failed')}
      UNION ALL
      SELECT folders.path, scan_problems.path, code, reason, 0, NULL
      FROM scan_problems JOIN folders ON folders.id = scan_problems.folder_id
      ORDER BY 1, 2`);
    this.#problems = db.prepare<[number], { path: string }>('SELECT path FROM scan_problems WHERE folder_id = ?');
    this.#deleteProblem = db.prepare<[number, string]>('DELETE FROM scan_problems WHERE folder_id = ? AND path = ?');
    this.#addProblem = db.prepare<[number, string, ErrorCode, string]>(
      'INSERT OR REPLACE INTO scan_problems (folder_id, path, code, reason) VALUES (?, ?, ?, ?)',
    );
    this.#counts = db.prepare<[], { files: number; pending: number; failed: number }>(`
      SELECT (SELECT count(*) FROM files) AS files,
        (SELECT count(*) FROM files WHERE ${whereState('pending')}) AS pending,
        (SELECT count(*) FROM files WHERE ${whereState('failed')}) AS failed`);
    this.#nextAttempt = db.prepare<[], { at_ms: number | null }>(`
      SELECT min(next_attempt_at_ms) AS at_ms FROM files JOIN folders ON folders.id = files.folder_id
      WHERE ${whereState('failed')} AND folders.state = 'online' AND folders.paused = 0`);
  }

  /** Files at or below a path of a folder by relative path, as they were seen last. Empty path: all. */
  known(folderId: number, below: string): Map<string, KnownFile> {
    const found = new Map<string, KnownFile>();
    const add = (from: string, to: string): void => {
      for (const row of this.#known.iterate({ folder: folderId, from, to }))
        found.set(row.path, { id: row.id, sizeBytes: row.size, mtimeMs: row.mtime, ctimeMs: row.ctime });
    };
    // See `scopeRange`. A file of exactly this path can have become a folder.
    if (below === '') add('', '');
    else {
      add(below, `${below}\0`);
      add(`${below}/`, `${below}0`);
    }
    return found;
  }

  /** Record files that are new or changed since they were seen last, in one transaction: they become pending. */
  upsertSeen(folderId: number, scan: number, seen: readonly SeenFile[]): void {
    this.#db.transaction(() => {
      for (const file of seen) {
        this.#upsertSeen.run({
          folder: folderId,
          path: file.relativePath,
          size: file.sizeBytes,
          mtime: file.mtimeMs,
          ctime: file.ctimeMs,
          scan,
        });
      }
    })();
  }

  /** Claim up to `limit` pending files of online folders with an id above `after`: each counts one attempt more until it is settled. */
  claimAfter(after: number, folderIds: readonly number[], limit: number, skip: ReadonlySet<number>): PendingFile[] {
    return this.#db.transaction(() => {
      const rows = this.#pendingAfter.all(after, JSON.stringify(folderIds), limit + skip.size);
      const free = rows.filter((row) => !skip.has(row.id)).slice(0, limit);
      for (const row of free) this.#claim.run(row.id);
      return free.map((row) => ({
        id: row.id,
        folderId: row.folder_id,
        folderPath: row.folder_path,
        relativePath: row.relative_path,
        sizeBytes: row.size_bytes,
        attempts: row.attempts + 1,
      }));
    })();
  }

  /** Count one attempt more for a file that is tried again. */
  countAttempt(id: number): void {
    this.#claim.run(id);
  }

  /** Give a claim back unsettled, as if it had not been made: the run was cancelled. */
  release(id: number): void {
    this.#release.run(id);
  }

  countPending(folderIds: readonly number[]): number {
    return this.#countPending.get(JSON.stringify(folderIds))?.n ?? 0;
  }

  /**
   * Record why a file cannot be indexed. It keeps the content it had before while a later attempt may succeed: a photo
   * being saved by an editor stays findable.
   */
  fail(id: number, error: WireError, nextAttemptAtMs: number | null): void {
    this.#fail.run({ id, code: error.code, reason: error.message, next: nextAttemptAtMs });
  }

  /** Remove files that are gone, in one transaction. */
  remove(ids: readonly number[]): void {
    this.#db.transaction(() => {
      for (const id of ids) this.#remove.run(id);
    })();
  }

  /** Make failed files pending whose waiting time is over, or so long that the clock must have been put back. */
  retryDue(nowMs: number): void {
    this.#retryDue.run({ now: nowMs, latest: nowMs + longestWaitMs });
  }

  /** Make every failed file pending again. */
  retryAll(): void {
    this.#retryAll.run();
  }

  /** Make files pending that decoders before `version` could not read, once for each version. */
  retryUnread(version: number): void {
    this.#db.transaction(() => {
      if (Number(this.#decoderVersion.get()?.value ?? 1) >= version) return;
      this.#retryUnread.run();
      this.#setDecoderVersion.run(JSON.stringify(version));
    })();
  }

  failures(): {
    folderPath: string;
    path: string;
    code: ErrorCode;
    reason: string;
    attempts: number;
    nextAttemptAtMs: number | null;
  }[] {
    return this.#failures.all().map((row) => ({
      folderPath: row.folder_path,
      path: row.path,
      code: row.code,
      reason: row.reason,
      attempts: row.attempts,
      nextAttemptAtMs: row.next_attempt_at_ms,
    }));
  }

  /** Replace what a scan passed over of all that `isReplaced` says it looked at, in one transaction. */
  setProblems(folderId: number, problems: readonly ScanProblem[], isReplaced: (path: string) => boolean): void {
    this.#db.transaction(() => {
      for (const { path } of this.#problems.all(folderId))
        if (isReplaced(path)) this.#deleteProblem.run(folderId, path);
      for (const problem of problems) this.#addProblem.run(folderId, problem.path, problem.code, problem.reason);
    })();
  }

  /** When the next failed file is due for another try, of folders that are reachable and not paused; null for never. */
  nextAttemptAtMs(): number | null {
    return this.#nextAttempt.get()?.at_ms ?? null;
  }

  /** Some files that can be read, as far as is known, newest first. */
  some(limit: number): { folder: string; path: string }[] {
    return this.#some.all(limit);
  }

  counts(): { files: number; pending: number; failed: number } {
    return this.#counts.get() ?? { files: 0, pending: 0, failed: 0 };
  }
}
