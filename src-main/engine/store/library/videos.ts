import type { Db } from '../database.ts';
import type { SeenFile } from './files.ts';

/** A video as an earlier scan saw it. */
export interface KnownVideo {
  readonly id: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** Videos that lie beside photos. See [Note: Stacks]. */
export class VideoStore {
  readonly #db: Db;
  readonly #known;
  readonly #upsert;
  readonly #remove;

  constructor(db: Db) {
    this.#db = db;
    this.#known = db.prepare<
      { folder: number; from: string; to: string },
      { id: number; path: string; size: number; mtime: number }
    >(`
      SELECT id, relative_path AS path, size_bytes AS size, mtime_ms AS mtime FROM videos
      WHERE folder_id = :folder AND relative_path >= :from AND (:to = '' OR relative_path < :to)`);
    this.#upsert = db.prepare<{ folder: number; path: string; size: number; mtime: number }>(`
      INSERT INTO videos (folder_id, relative_path, size_bytes, mtime_ms) VALUES (:folder, :path, :size, :mtime)
      ON CONFLICT (folder_id, relative_path) DO UPDATE SET size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms,
        read_version = 0, attempts = 0`);
    this.#remove = db.prepare<[number]>('DELETE FROM videos WHERE id = ?');
  }

  /** Videos at or below a path of a folder by relative path, as they were seen last. Empty path: all. */
  known(folderId: number, below: string): Map<string, KnownVideo> {
    const [from, to] = below === '' ? ['', ''] : [`${below}/`, `${below}0`];
    const rows = this.#known.all({ folder: folderId, from, to });
    return new Map(rows.map(({ id, path, size, mtime }) => [path, { id, sizeBytes: size, mtimeMs: mtime }]));
  }

  /** Write down what a scan has found out, in one transaction. Videos that are new or changed are to be read again. */
  update(folderId: number, seen: readonly SeenFile[], gone: readonly number[]): void {
    this.#db.transaction(() => {
      for (const { relativePath, sizeBytes, mtimeMs } of seen) {
        this.#upsert.run({ folder: folderId, path: relativePath, size: sizeBytes, mtime: mtimeMs });
      }
      for (const id of gone) this.#remove.run(id);
    })();
  }
}
