import type { PhotoMarks } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';
import type { SidecarWriteStore } from './favourites/sidecar-writes.ts';
import type { PhotoMetadataStore } from './photo-metadata.ts';

/** What is to be said of photos; what is missing stays as it is. */
export interface MarksChange {
  readonly favourite?: boolean | null | undefined;
  readonly rating?: number | null | undefined;
}

interface MarksRow {
  photo_id: number;
  favourite: 0 | 1 | null;
  rating: number | null;
}

/** What the user says of photos. See [Note: Given marks]. */
export class FavouriteStore {
  readonly #db: Db;
  readonly #metadata: PhotoMetadataStore;
  readonly #writes: SidecarWriteStore;
  readonly #given;
  readonly #set;
  readonly #drop;
  readonly #list;
  readonly #rejected;

  /**
   * @param metadata joins what is given with what files say.
   * @param writes takes ratings that are to be written to sidecars.
   */
  constructor(db: Db, metadata: PhotoMetadataStore, writes: SidecarWriteStore) {
    this.#db = db;
    this.#metadata = metadata;
    this.#writes = writes;
    this.#given = db.prepare<[string], MarksRow>(`
      SELECT photos.id AS photo_id, given_marks.favourite, given_marks.rating
      FROM json_each(?) CROSS JOIN photos ON photos.id = value LEFT JOIN given_marks ON photo_id = photos.id
      WHERE unreferenced_since_ms IS NULL ORDER BY json_each.key`);
    this.#set = db.prepare<[number, 0 | 1 | null, number | null]>(`
      INSERT INTO given_marks (photo_id, favourite, rating) VALUES (?, ?, ?)
      ON CONFLICT (photo_id) DO UPDATE SET favourite = excluded.favourite, rating = excluded.rating`);
    this.#drop = db.prepare<[number]>('DELETE FROM given_marks WHERE photo_id = ?');
    this.#list = db
      .prepare<[], number>('SELECT id FROM photos WHERE favourite = 1 AND unreferenced_since_ms IS NULL ORDER BY id')
      .pluck();
    // The index has all of it: rows of photos are much larger.
    this.#rejected = db
      .prepare<[], number>(
        'SELECT count(*) FROM photos INDEXED BY photos_timeline WHERE rating = -1 AND unreferenced_since_ms IS NULL',
      )
      .pluck();
  }

  /**
   * Say something of photos, all or nothing.
   *
   * @param toSidecars whether ratings that are others than before are to be written to sidecars.
   * @returns what was said before of those that are in the library.
   */
  give(photoIds: readonly number[], { favourite, rating }: MarksChange, toSidecars = false): PhotoMarks[] {
    return this.#db.transaction(() => {
      const before = this.#marksOf(photoIds);
      this.#write(
        before.map((given) => ({
          photoId: given.photoId,
          favourite: favourite === undefined ? given.favourite : favourite,
          rating: rating === undefined ? given.rating : rating,
        })),
        before,
        toSidecars,
      );
      return before;
    })();
  }

  /** Say of each of these photos what it says there; those that are not in the library are passed over. See `give`. */
  putBack(marks: readonly PhotoMarks[], toSidecars = false): void {
    this.#db.transaction(() => {
      const before = this.#marksOf(marks.map(({ photoId }) => photoId));
      const there = new Set(before.map(({ photoId }) => photoId));
      this.#write(
        marks.filter(({ photoId }) => there.has(photoId)),
        before,
        toSidecars,
      );
    })();
  }

  /** All favourites, by the user or by their files, that are in the library. */
  list(): number[] {
    return this.#list.all();
  }

  /** How many photos of the library are rejected, by the user or by their files. */
  rejected(): number {
    return this.#rejected.get() ?? 0;
  }

  #marksOf(photoIds: readonly number[]): PhotoMarks[] {
    return this.#given.all(JSON.stringify([...new Set(photoIds)])).map(({ photo_id: photoId, favourite, rating }) => ({
      photoId,
      favourite: favourite === null ? null : favourite === 1,
      rating,
    }));
  }

  #write(marks: readonly PhotoMarks[], before: readonly PhotoMarks[], toSidecars: boolean): void {
    const ratings = new Map(before.map(({ photoId, rating }) => [photoId, rating]));
    if (toSidecars)
      this.#writes.add(
        marks.filter(({ photoId, rating }) => rating !== ratings.get(photoId)).map((mark) => mark.photoId),
      );
    for (const { photoId, favourite, rating } of marks) {
      if (favourite === null && rating === null) this.#drop.run(photoId);
      else this.#set.run(photoId, favourite === null ? null : favourite ? 1 : 0, rating);
    }
    this.#metadata.writeAnew(marks.map(({ photoId }) => photoId));
  }
}
