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

/** What goes with photos that are thrown away. */
export class TrashStore {
  readonly #db: Db;
  readonly #sidecars;

  constructor(db: Db) {
    this.#db = db;
    this.#sidecars = db.prepare<{ ids: string }, { folderPath: string; relativePath: string; of: number }>(`
      SELECT folders.path AS folderPath, ${directorySql} || sidecars.name AS relativePath, min(files.id) AS of
      FROM json_each(:ids) CROSS JOIN files ON files.id = value
        JOIN sidecars ON file_id = files.id JOIN folders ON folders.id = folder_id
      WHERE NOT EXISTS (
        SELECT 1 FROM files AS other JOIN sidecars AS same ON same.file_id = other.id
        WHERE same.name = sidecars.name AND other.folder_id = files.folder_id AND other.photo_id IS NOT NULL
          AND ${directorySql.replaceAll('relative_path', 'other.relative_path')} = ${directorySql.replaceAll('relative_path', 'files.relative_path')}
          AND other.id NOT IN (SELECT value FROM json_each(:ids)))
      GROUP BY 1, 2`);
  }

  /**
   * Files of photos: all in a folder where one is given; else of each photo those among `fileIds`, or all where none of it is
   * there.
   */
  files(photoIds: readonly number[], fileIds: readonly number[], folder: Filters['folder']): PhotoFileRow[] {
    const meant = '(SELECT value FROM json_each(:meant))';
    const { sql, values } =
      folder === null
        ? {
            sql: `(files.id IN ${meant} OR photo_id NOT IN (SELECT photo_id FROM files WHERE id IN ${meant} AND photo_id IS NOT NULL))`,
            values: { meant: JSON.stringify(fileIds) },
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

  /** Sidecars of files that belong to no other file, with the file that each belongs to. */
  sidecars(fileIds: readonly number[]): { folderPath: string; relativePath: string; of: number }[] {
    return this.#sidecars.all({ ids: JSON.stringify(fileIds) });
  }
}
