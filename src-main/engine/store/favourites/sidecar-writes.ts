import type { Db } from '../database.ts';

/** A photo whose rating is to be written. */
export interface QueuedRating {
  readonly photoId: number;
  /** -1 to 5; null where none is given any more. */
  readonly rating: number | null;
}

/** A file that holds such a photo, as the last scan saw it. */
export interface RatedFile {
  readonly folderId: number;
  /** Real path. */
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** What was written to a sidecar. */
export interface WrittenRating {
  /** As it stood there before the first time; null for none. */
  readonly before: string | null;
  readonly written: string;
  /** As it stood there when `written` was about to be, until it is known to be there; null then, and for none. */
  readonly replaced: string | null;
}

/** A photo that has no file just then, as one that is being moved, waits in the queue for one. */
const hasFiles = 'EXISTS (SELECT 1 FROM files WHERE files.photo_id = sidecar_queue.photo_id)';

/** Ratings on their way to sidecars. See [Note: Written sidecars]. */
export class SidecarWriteStore {
  readonly #add;
  readonly #addAll;
  readonly #clear;
  readonly #after;
  readonly #files;
  readonly #done;
  readonly #counts;
  readonly #waitsBeside;
  readonly #givenAt;
  readonly #written;
  readonly #setWritten;
  readonly #forgetWritten;

  constructor(db: Db) {
    this.#add = db.prepare<[string]>(
      'INSERT INTO sidecar_queue (photo_id) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING',
    );
    this.#addAll = db.prepare<[]>(`
      INSERT INTO sidecar_queue (photo_id)
      SELECT photo_id FROM given_marks JOIN photos ON photos.id = photo_id
      WHERE given_marks.rating IS NOT NULL AND unreferenced_since_ms IS NULL ON CONFLICT DO NOTHING`);
    this.#clear = db.prepare<[]>('DELETE FROM sidecar_queue');
    this.#after = db.prepare<[number, number], QueuedRating>(`
      SELECT photo_id AS photoId, rating FROM sidecar_queue LEFT JOIN given_marks USING (photo_id)
      WHERE photo_id > ? AND ${hasFiles} ORDER BY photo_id LIMIT ?`);
    this.#files = db.prepare<[number], RatedFile>(`
      SELECT folder_id AS folderId, folders.path AS folderPath, relative_path AS relativePath, size_bytes AS sizeBytes,
        mtime_ms AS mtimeMs
      FROM files JOIN folders ON folders.id = folder_id WHERE photo_id = ? ORDER BY files.id`);
    this.#done = db.prepare<{ photo: number; rating: number | null }>(`
      DELETE FROM sidecar_queue
      WHERE photo_id = :photo AND (SELECT rating FROM given_marks WHERE photo_id = :photo) IS :rating`);
    this.#counts = db.prepare<[], { given: number; givenFiles: number; waiting: number }>(`
      SELECT count(DISTINCT files.photo_id) AS given, count(files.id) AS givenFiles,
        (SELECT count(*) FROM sidecar_queue WHERE ${hasFiles}) AS waiting
      FROM given_marks JOIN files ON files.photo_id = given_marks.photo_id WHERE given_marks.rating IS NOT NULL`);
    this.#waitsBeside = db
      .prepare<[string], number>(
        `SELECT EXISTS (
          SELECT 1 FROM sidecar_queue WHERE photo_id NOT IN (SELECT value FROM json_each(?)) AND ${hasFiles})`,
      )
      .pluck();
    this.#givenAt = db
      .prepare<[number, string], number>(
        `SELECT rating FROM files JOIN given_marks USING (photo_id)
        WHERE folder_id = ? AND relative_path = ? AND rating IS NOT NULL`,
      )
      .pluck();
    this.#written = db.prepare<[number, string], WrittenRating>(
      'SELECT before, written, replaced FROM sidecar_ratings WHERE folder_id = ? AND relative_path = ?',
    );
    this.#setWritten = db.prepare<[number, string, string | null, string, string | null]>(`
      INSERT INTO sidecar_ratings (folder_id, relative_path, before, written, replaced) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET before = excluded.before, written = excluded.written, replaced = excluded.replaced`);
    this.#forgetWritten = db.prepare<[number, string]>(
      'DELETE FROM sidecar_ratings WHERE folder_id = ? AND relative_path = ?',
    );
  }

  /** Have the ratings of photos written, as they are by then. */
  add(photoIds: readonly number[]): void {
    this.#add.run(JSON.stringify(photoIds));
  }

  /** Have all ratings written that are given of photos in the library. */
  addAll(): void {
    this.#addAll.run();
  }

  /** Have nothing written any more. */
  clear(): void {
    this.#clear.run();
  }

  /** Up to `limit` photos behind one that have files, by id, with the ratings that they have now. */
  after(photoId: number, limit: number): QueuedRating[] {
    return this.#after.all(photoId, limit);
  }

  /** All files that hold a photo. */
  files(photoId: number): RatedFile[] {
    return this.#files.all(photoId);
  }

  /** It is written; one that was given another rating meanwhile stays. */
  done({ photoId, rating }: QueuedRating): void {
    this.#done.run({ photo: photoId, rating });
  }

  /** Is anything to be written of photos that have files, beside those? */
  waitsBeside(photoIds: readonly number[]): boolean {
    return this.#waitsBeside.get(JSON.stringify(photoIds)) === 1;
  }

  /** `given` photos in `givenFiles` files have a rating; `waiting` have files and are to be written. */
  counts(): { given: number; givenFiles: number; waiting: number } {
    return this.#counts.get() ?? { given: 0, givenFiles: 0, waiting: 0 };
  }

  /** The rating that is given of what a file holds, -1 to 5; undefined for none. */
  givenAt(folderId: number, relativePath: string): number | undefined {
    return this.#givenAt.get(folderId, relativePath);
  }

  /** @param relativePath of the sidecar. */
  written(folderId: number, relativePath: string): WrittenRating | undefined {
    return this.#written.get(folderId, relativePath);
  }

  setWritten(folderId: number, relativePath: string, { before, written, replaced }: WrittenRating): void {
    this.#setWritten.run(folderId, relativePath, before, written, replaced);
  }

  forgetWritten(folderId: number, relativePath: string): void {
    this.#forgetWritten.run(folderId, relativePath);
  }
}
