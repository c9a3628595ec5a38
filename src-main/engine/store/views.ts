import type { Db } from './database.ts';

/** How often photos were opened: those that somebody looks at are worth being done first. */
export class ViewStore {
  readonly #count;
  readonly #missing;

  constructor(db: Db) {
    // One that is gone by now was not opened.
    this.#count = db.prepare<[number]>(`
      INSERT INTO photo_views (photo_id, views) SELECT id, 1 FROM photos WHERE id = ?
      ON CONFLICT (photo_id) DO UPDATE SET views = views + 1`);
    this.#missing = db
      .prepare<{ pack: number; limit: number }, number>(
        `SELECT photo_id FROM (SELECT photo_id, views FROM photo_views ORDER BY views DESC, photo_id DESC LIMIT :limit) AS most
        JOIN photos ON photos.id = photo_id
        WHERE unreferenced_since_ms IS NULL
          AND NOT EXISTS (SELECT 1 FROM embeddings WHERE embeddings.pack = :pack AND embeddings.photo_id = most.photo_id)
          AND NOT EXISTS (SELECT 1 FROM pack_attempts WHERE pack_attempts.pack = :pack
            AND pack_attempts.photo_id = most.photo_id AND code IS NOT NULL)
        ORDER BY views DESC, photo_id DESC`,
      )
      .pluck();
  }

  /** Count that a photo was opened. */
  count(photoId: number): void {
    this.#count.run(photoId);
  }

  /** Of the photos that were opened most, at most `limit`, those that a pack has not seen, the most opened ones first. */
  missingMostViewed(pack: number, limit: number): number[] {
    return this.#missing.all({ pack, limit });
  }
}
