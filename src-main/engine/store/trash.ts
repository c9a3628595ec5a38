import type { Filters } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';
import { folderSql } from './filter-sql.ts';
import { directorySql } from './words-schema.ts';

/** A file that holds a photo, as the last scan saw it. */
export interface PhotoFileRow {
  readonly id: number;
  readonly photoId: number;
  readonly folderId: number;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** A file of a stack that something is thrown away of. */
export interface StackFileRow {
  readonly stack: number;
  readonly fileId: number;
  /** The folder that it lies in: of the registered one, then relative to that. */
  readonly folderId: number;
  readonly directory: string;
  readonly goes: 0 | 1;
}

/** A video of such a stack. Two of a stack that have the same size are copies. */
export interface StackVideoRow {
  readonly stack: number;
  readonly folderId: number;
  readonly directory: string;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
}

/** A file beside photos, and the files that are going that it belongs to. */
export interface SidecarOf {
  readonly folderPath: string;
  readonly relativePath: string;
  readonly of: readonly number[];
}

/** What goes with photos that are thrown away. */
export class TrashStore {
  readonly #db: Db;
  readonly #sidecars;
  readonly #stackFiles;
  readonly #stackVideos;

  constructor(db: Db) {
    this.#db = db;
    this.#sidecars = db.prepare<{ ids: string }, { folderPath: string; relativePath: string; of: string }>(`
      SELECT folders.path AS folderPath, ${directorySql} || sidecars.name AS relativePath, json_group_array(files.id) AS of
      FROM json_each(:ids) CROSS JOIN files ON files.id = value
        JOIN sidecars ON file_id = files.id JOIN folders ON folders.id = folder_id
      WHERE NOT EXISTS (
        SELECT 1 FROM files AS other JOIN sidecars AS same ON same.file_id = other.id
        WHERE same.name = sidecars.name AND other.folder_id = files.folder_id AND other.photo_id IS NOT NULL
          AND ${directorySql.replaceAll('relative_path', 'other.relative_path')} = ${directorySql.replaceAll('relative_path', 'files.relative_path')}
          AND other.id NOT IN (SELECT value FROM json_each(:ids)))
      GROUP BY 1, 2`);
    const stacks = `(SELECT DISTINCT stack FROM json_each(:ids) CROSS JOIN files ON files.id = value JOIN stack_parts USING (photo_id))`;
    this.#stackFiles = db.prepare<{ ids: string }, StackFileRow>(`
      SELECT stack, files.id AS fileId, folder_id AS folderId, ${directorySql} AS directory,
        files.id IN (SELECT value FROM json_each(:ids)) AS goes
      FROM ${stacks} CROSS JOIN stack_parts USING (stack) JOIN files USING (photo_id) ORDER BY files.id`);
    this.#stackVideos = db.prepare<{ ids: string }, StackVideoRow>(`
      SELECT DISTINCT stack, videos.folder_id AS folderId, ${directorySql} AS directory, folders.path AS folderPath,
        relative_path AS relativePath, size_bytes AS sizeBytes
      FROM ${stacks} CROSS JOIN stack_parts USING (stack) JOIN stack_photos USING (photo_id) JOIN stack_videos USING (group_id)
        JOIN videos ON videos.id = video_id JOIN folders ON folders.id = videos.folder_id
      ORDER BY videos.id`);
  }

  /**
   * Files of photos: all in a folder where one is given; else of each photo those among `fileIds`. Where none of it is there
   * it is all, but for photos that are `named`: of those it is none.
   */
  files(
    photoIds: readonly number[],
    { fileIds, named, folder }: { fileIds: readonly number[]; named: readonly number[]; folder: Filters['folder'] },
  ): PhotoFileRow[] {
    const meant = '(SELECT value FROM json_each(:meant))';
    const { sql, values } =
      folder === null
        ? {
            sql: `(files.id IN ${meant} OR (photo_id NOT IN (SELECT value FROM json_each(:named))
              AND photo_id NOT IN (SELECT photo_id FROM files WHERE id IN ${meant} AND photo_id IS NOT NULL)))`,
            values: { meant: JSON.stringify(fileIds), named: JSON.stringify(named) },
          }
        : folderSql(folder);
    return this.#db
      .prepare<[object], PhotoFileRow>(
        `SELECT files.id, photo_id AS photoId, folder_id AS folderId, folders.path AS folderPath,
          relative_path AS relativePath, size_bytes AS sizeBytes, mtime_ms AS mtimeMs
        FROM json_each(:photos) CROSS JOIN files ON photo_id = value JOIN folders ON folders.id = folder_id
        WHERE ${sql} ORDER BY files.id`,
      )
      .all({ ...values, photos: JSON.stringify(photoIds) });
  }

  /** All files and videos of the stacks that files belong to. What belongs together is looked at by whoever asks. */
  stacksOf(fileIds: readonly number[]): { files: StackFileRow[]; videos: StackVideoRow[] } {
    const ids = { ids: JSON.stringify(fileIds) };
    return { files: this.#stackFiles.all(ids), videos: this.#stackVideos.all(ids) };
  }

  /** Sidecars of files that belong to no other file, with those that each belongs to. */
  sidecars(fileIds: readonly number[]): SidecarOf[] {
    return this.#sidecars.all({ ids: JSON.stringify(fileIds) }).map((row) => ({ ...row, of: idsIn(row.of) }));
  }
}

/** @param text as `json_group_array` writes ids. */
function idsIn(text: string): number[] {
  return JSON.parse(text) as number[];
}
