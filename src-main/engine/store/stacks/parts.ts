import type { Db } from '../database.ts';
import { directorySql } from '../words-schema.ts';

/** A file of a stack: of each photo one, and each video. */
export interface PartRow {
  /** Null for a video. */
  readonly photoId: number | null;
  /** Of a photo; null for a video. */
  readonly fileId: number | null;
  /** Of a photo; null for a video. */
  readonly format: string | null;
  readonly hasMotion: number;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** A stack, and the file of it that is meant with where that lies; nulls for none. */
interface Wanted {
  readonly stack: number;
  readonly fileId: number | null;
  readonly folder: number | null;
  readonly directory: string | null;
}

/** The parts of a stack, as people see them. */
export class StackPartStore {
  readonly #stack;
  readonly #directory;
  readonly #photos;
  readonly #videos;

  constructor(db: Db) {
    this.#stack = db.prepare<[number], { stack: number; kind: string }>(
      'SELECT stack, kind FROM stack_parts JOIN stacks ON id = stack WHERE photo_id = ?',
    );
    this.#directory = db.prepare<[number | null], { folder: number; directory: string }>(
      `SELECT folder_id AS folder, ${directorySql} AS directory FROM files WHERE id = ?`,
    );
    const elsewhere = `(folder_id IS NOT :folder OR ${directorySql} IS NOT :directory)`;
    const place = 'folders.path AS folderPath, relative_path AS relativePath';
    // A query with min() takes its other columns from the row that has the minimum.
    this.#photos = db.prepare<Wanted, PartRow>(`
      SELECT stack_parts.photo_id AS photoId, files.id AS fileId, format, coalesce(has_motion, 0) AS hasMotion, ${place},
        files.size_bytes AS sizeBytes, mtime_ms AS mtimeMs,
        min((files.id IS NOT :fileId) * 4e15 + ${elsewhere} * 2e15 + (folders.state = 'offline') * 1e15 + files.id)
      FROM stack_parts JOIN photos ON photos.id = stack_parts.photo_id JOIN files ON files.photo_id = photos.id
        JOIN folders ON folders.id = files.folder_id LEFT JOIN photo_marks ON photo_marks.photo_id = photos.id
      WHERE stack = :stack GROUP BY rank, stack_parts.photo_id ORDER BY rank`);
    // Copies of one video in several folders are one.
    this.#videos = db.prepare<Omit<Wanted, 'fileId'>, PartRow>(`
      SELECT NULL AS photoId, NULL AS fileId, NULL AS format, 0 AS hasMotion, ${place}, size_bytes AS sizeBytes, mtime_ms AS mtimeMs,
        min(${elsewhere} * 2e15 + (folders.state = 'offline') * 1e15 + videos.id)
      FROM videos JOIN folders ON folders.id = videos.folder_id
      WHERE videos.id IN (SELECT video_id FROM stack_parts JOIN stack_photos USING (photo_id) JOIN stack_videos USING (group_id)
        WHERE stack = :stack)
      GROUP BY size_bytes ORDER BY relative_path`);
  }

  /** The stack of a photo; undefined where it is in none. */
  stackOf(photoId: number): { stack: number; kind: string } | undefined {
    return this.#stack.get(photoId);
  }

  /** Photos of a stack, the one to show first, then videos; from the folder of a file that is meant, if they are there. */
  parts(stack: number, fileId: number | null = null): PartRow[] {
    const { folder, directory } = this.#directory.get(fileId) ?? { folder: null, directory: null };
    return [
      ...this.#photos.all({ stack, fileId, folder, directory }),
      ...this.#videos.all({ stack, folder, directory }),
    ];
  }
}
