import type { ErrorCode, WireError } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';

/** A photo file as a scan saw it. */
export interface SeenFile {
  /** Forward slashes, relative to the folder. */
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
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
  readonly #removeUnseen;
  readonly #retryDue;
  readonly #retryAll;
  readonly #requireEmbedding;
  readonly #failures;
  readonly #clearProblems;
  readonly #addProblem;
  readonly #counts;
  readonly #nextAttempt;
  readonly #seen;

  constructor(db: Db) {
    this.#db = db;
    this.#seen = db.prepare<[number, string], { size_bytes: number; mtime_ms: number }>(
      'SELECT size_bytes, mtime_ms FROM files WHERE folder_id = ? AND relative_path = ?',
    );
    this.#upsertSeen = db.prepare<{ folder: number; path: string; size: number; mtime: number; scan: number }>(`
      INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, scan)
      VALUES (:folder, :path, :size, :mtime, :scan)
      ON CONFLICT (folder_id, relative_path) DO UPDATE SET
        scan = excluded.scan,
        state = CASE WHEN size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms THEN state ELSE 'pending' END,
        attempts = CASE WHEN size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms THEN attempts ELSE 0 END,
        failure_code = CASE WHEN size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms THEN failure_code END,
        failure_reason = CASE WHEN size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms THEN failure_reason END,
        next_attempt_at_ms = CASE WHEN size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms THEN next_attempt_at_ms END,
        size_bytes = excluded.size_bytes,
        mtime_ms = excluded.mtime_ms`);
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
    this.#removeUnseen = db.prepare<[number, number, string]>(`
      DELETE FROM files WHERE folder_id = ? AND scan < ? AND NOT EXISTS (
        SELECT 1 FROM json_each(?) AS kept
        WHERE relative_path = kept.value OR substr(relative_path, 1, length(kept.value) + 1) = kept.value || '/')`);
    const reset = "state = 'pending', failure_code = NULL, failure_reason = NULL, next_attempt_at_ms = NULL";
    this.#retryDue = db.prepare<[number]>(
      `UPDATE files SET ${reset} WHERE ${whereState('failed')} AND next_attempt_at_ms <= ?`,
    );
    this.#retryAll = db.prepare<[]>(`UPDATE files SET ${reset}, attempts = 0 WHERE ${whereState('failed')}`);
    this.#requireEmbedding = db.prepare<[number]>(`
      UPDATE files SET state = 'pending', attempts = 0 WHERE state = 'indexed' AND photo_id NOT IN
        (SELECT photo_id FROM embeddings WHERE pack = ?)`);
    this.#failures = db.prepare<[], FailureRow>(`
      SELECT folders.path AS folder_path, relative_path AS path, failure_code AS code, failure_reason AS reason,
        attempts, next_attempt_at_ms
      FROM files JOIN folders ON folders.id = files.folder_id WHERE ${whereState('failed')}
      UNION ALL
      SELECT folders.path, scan_problems.path, code, reason, 0, NULL
      FROM scan_problems JOIN folders ON folders.id = scan_problems.folder_id
      ORDER BY 1, 2`);
    this.#clearProblems = db.prepare<[number]>('DELETE FROM scan_problems WHERE folder_id = ?');
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

  /**
   * Record what a scan saw, in one transaction. New and changed files become pending; unchanged ones are stamped.
   *
   * @returns how many were unchanged.
   */
  upsertSeen(folderId: number, scan: number, seen: readonly SeenFile[]): number {
    return this.#db.transaction(() => {
      let unchanged = 0;
      for (const file of seen) {
        const before = this.#seen.get(folderId, file.relativePath);
        if (before?.size_bytes === file.sizeBytes && before.mtime_ms === file.mtimeMs) unchanged++;
        this.#upsertSeen.run({
          folder: folderId,
          path: file.relativePath,
          size: file.sizeBytes,
          mtime: file.mtimeMs,
          scan,
        });
      }
      return unchanged;
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

  /**
   * Remove the files that a completed scan did not see, except those below paths that it could not read: what is
   * there is unknown. @returns how many.
   */
  removeUnseen(folderId: number, scan: number, unreadable: readonly string[]): number {
    return this.#removeUnseen.run(folderId, scan, JSON.stringify(unreadable)).changes;
  }

  /** Make failed files pending whose waiting time is over. */
  retryDue(nowMs: number): void {
    this.#retryDue.run(nowMs);
  }

  /** Make every failed file pending again. */
  retryAll(): void {
    this.#retryAll.run();
  }

  /** Make files pending whose photo has no embedding of this pack, as after installing another one. */
  requireEmbedding(pack: number): void {
    this.#requireEmbedding.run(pack);
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

  /** Replace what the last scan of a folder passed over, in one transaction. */
  setProblems(folderId: number, problems: readonly { path: string; code: ErrorCode; reason: string }[]): void {
    this.#db.transaction(() => {
      this.#clearProblems.run(folderId);
      for (const problem of problems) this.#addProblem.run(folderId, problem.path, problem.code, problem.reason);
    })();
  }

  /** When the next failed file is due for another try, of folders that are reachable and not paused; null for never. */
  nextAttemptAtMs(): number | null {
    return this.#nextAttempt.get()?.at_ms ?? null;
  }

  counts(): { files: number; pending: number; failed: number } {
    return this.#counts.get() ?? { files: 0, pending: 0, failed: 0 };
  }
}
