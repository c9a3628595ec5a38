import type { LeftOut, LeftOutReason } from '../../../../src-contract/index.ts';
import type { Db } from '../database.ts';

/** Something that a scan left out. */
export interface LeftOutEntry {
  /** Relative to the folder, forward slashes. */
  readonly path: string;
  readonly reason: LeftOutReason;
  readonly isFolder: boolean;
}

/** A file of a folder as patterns look at it. */
export interface PatternFile {
  readonly path: string;
  /** Null while it has not been indexed. */
  readonly photoId: number | null;
}

/** What is told of each reason. */
const maxExamples = 3;

/** What is left out, and the files that would be indexed but for that. See [Note: Left out]. */
export class LeftOutStore {
  readonly #db: Db;
  readonly #entries;
  readonly #delete;
  readonly #add;
  readonly #deletePatterns;
  readonly #summary;
  readonly #counts;
  readonly #files;
  readonly #kept;
  readonly #keep;
  readonly #removeFile;
  readonly #restore;
  readonly #reference;
  readonly #forget;
  readonly #beginGrace;
  readonly #removeUnindexed;
  readonly #setAway;
  readonly #otherFiles;

  constructor(db: Db) {
    this.#db = db;
    this.#entries = db.prepare<[number], { path: string; reason: LeftOutReason; isFolder: 0 | 1 }>(
      'SELECT path, reason, is_folder AS isFolder FROM left_out WHERE folder_id = ?',
    );
    this.#delete = db.prepare<[number, string]>('DELETE FROM left_out WHERE folder_id = ? AND path = ?');
    this.#add = db.prepare<[number, string, LeftOutReason, number]>(
      'INSERT OR REPLACE INTO left_out (folder_id, path, reason, is_folder) VALUES (?, ?, ?, ?)',
    );
    this.#deletePatterns = db.prepare<[number]>("DELETE FROM left_out WHERE folder_id = ? AND reason = 'pattern'");
    this.#summary = db.prepare<[], Omit<LeftOut, 'examples'> & { examples: string }>(`
      SELECT folder_id AS folderId, reason, sum(is_folder) AS folders, sum(1 - is_folder) AS files,
        json_group_array(path) FILTER (WHERE place <= ${maxExamples}) AS examples
      FROM (SELECT *, row_number() OVER (PARTITION BY folder_id, reason ORDER BY path) AS place FROM left_out)
      GROUP BY 1, 2 ORDER BY 1, 2`);
    this.#counts = db.prepare<[], { inCloud: number; leftOut: number }>(`
      SELECT count(*) FILTER (WHERE reason = 'cloud') AS inCloud, count(*) FILTER (WHERE reason <> 'cloud') AS leftOut
      FROM left_out`);
    this.#files = db.prepare<[number], PatternFile & { id: number }>(
      'SELECT id, relative_path AS path, photo_id AS photoId FROM files WHERE folder_id = ?',
    );
    this.#kept = db.prepare<[number], { path: string; photoId: number }>(
      'SELECT relative_path AS path, photo_id AS photoId FROM left_out_files WHERE folder_id = ?',
    );
    // A change time of 0 is that of no file: one that waited to be read again will do so when it is back.
    this.#keep = db.prepare<[number]>(`
      INSERT OR REPLACE INTO left_out_files (folder_id, relative_path, size_bytes, mtime_ms, ctime_ms, photo_id)
      SELECT folder_id, relative_path, size_bytes, mtime_ms, CASE WHEN state = 'indexed' THEN ctime_ms ELSE 0 END, photo_id
      FROM files WHERE id = ? AND photo_id IS NOT NULL`);
    this.#removeFile = db.prepare<[number]>('DELETE FROM files WHERE id = ?');
    this.#restore = db.prepare<[number, string]>(`
      INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, ctime_ms, scan, state, photo_id)
      SELECT folder_id, relative_path, size_bytes, mtime_ms, ctime_ms, folders.scan, 'indexed', photo_id
      FROM left_out_files JOIN folders ON folders.id = folder_id WHERE folder_id = ? AND relative_path = ?
      ON CONFLICT (folder_id, relative_path) DO NOTHING`);
    this.#forget = db.prepare<[number, string], { photoId: number }>(
      'DELETE FROM left_out_files WHERE folder_id = ? AND relative_path = ? RETURNING photo_id AS photoId',
    );
    this.#reference = db.prepare<[number]>(`
      UPDATE photos SET unreferenced_since_ms = NULL
      WHERE id = ? AND EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id)`);
    this.#beginGrace = db.prepare<[number, number]>(`
      UPDATE photos SET unreferenced_since_ms = ? WHERE id = ? AND unreferenced_since_ms IS NOT NULL`);
    this.#removeUnindexed = db.prepare<[number]>('DELETE FROM files WHERE id = ? AND photo_id IS NULL');
    this.#setAway = db.prepare<[number]>(`
      UPDATE files SET state = 'indexed', ctime_ms = 0, attempts = 0, failure_code = NULL, failure_reason = NULL,
        next_attempt_at_ms = NULL
      WHERE id = ? AND state <> 'indexed'`);
    this.#otherFiles = db.prepare<[string], { photoId: number; n: number }>(`
      SELECT photo_id AS photoId, count(*) AS n FROM json_each(?) CROSS JOIN files ON photo_id = value GROUP BY photo_id`);
  }

  /** What was left out of all folders, by folder and reason. */
  summary(): LeftOut[] {
    return this.#summary.all().map((row) => ({ ...row, examples: JSON.parse(row.examples) as string[] }));
  }

  counts(): { inCloud: number; leftOut: number } {
    return this.#counts.get() ?? { inCloud: 0, leftOut: 0 };
  }

  /** What the last scan left out of a folder. */
  entries(folderId: number): LeftOutEntry[] {
    return this.#entries.all(folderId).map((row) => ({ ...row, isFolder: row.isFolder === 1 }));
  }

  /** Replace what a scan left out of all that `isReplaced` says it looked at, in one transaction. */
  setEntries(folderId: number, entries: readonly LeftOutEntry[], isReplaced: (path: string) => boolean): void {
    this.#db.transaction(() => {
      for (const { path } of this.#entries.all(folderId)) if (isReplaced(path)) this.#delete.run(folderId, path);
      for (const { path, reason, isFolder } of entries) this.#add.run(folderId, path, reason, Number(isFolder));
    })();
  }

  /** Forget what patterns left out: others are there now, and a scan will tell what they leave out. */
  deletePatternEntries(folderId: number): void {
    this.#deletePatterns.run(folderId);
  }

  /** Every file of a folder. */
  files(folderId: number): (PatternFile & { readonly id: number })[] {
    return this.#files.all(folderId);
  }

  /** Paths of the files of a folder that are kept because they are left out, with their photos. */
  kept(folderId: number): Map<string, number> {
    return new Map(this.#kept.all(folderId).map(({ path, photoId }) => [path, photoId]));
  }

  /** How many files each photo of a list has in all. */
  fileCounts(photoIds: readonly number[]): Map<number, number> {
    return new Map(this.#otherFiles.all(JSON.stringify(photoIds)).map(({ photoId, n }) => [photoId, n]));
  }

  /** Take files out of the library, and keep those that were indexed, in one transaction. */
  leaveOut(fileIds: readonly number[]): void {
    this.#db.transaction(() => {
      for (const id of fileIds) {
        this.#keep.run(id);
        this.#removeFile.run(id);
      }
    })();
  }

  /** Put files back as they were when they were left out, in one transaction. @returns their photos, each once. */
  restore(folderId: number, paths: Iterable<string>): number[] {
    return this.#db.transaction(() => {
      const photoIds = new Set<number>();
      for (const path of paths) {
        this.#restore.run(folderId, path);
        const photoId = this.#forget.get(folderId, path)?.photoId;
        if (photoId === undefined) continue;
        this.#reference.run(photoId);
        photoIds.add(photoId);
      }
      return [...photoIds];
    })();
  }

  /** Forget files that are left out no more but are not there: the grace period of their photos begins. */
  forget(folderId: number, paths: readonly string[], nowMs: number): void {
    this.#db.transaction(() => {
      for (const path of paths) {
        const photoId = this.#forget.get(folderId, path)?.photoId;
        if (photoId !== undefined) this.#beginGrace.run(nowMs, photoId);
      }
    })();
  }

  /**
   * Let files that lie with a cloud service be: one that was indexed stays as it is and is read again when it is back;
   * one that was not is taken off the list until then.
   */
  setAway(fileIds: readonly number[]): void {
    this.#db.transaction(() => {
      for (const id of fileIds) {
        this.#removeUnindexed.run(id);
        this.#setAway.run(id);
      }
    })();
  }
}
