import type { Db } from './database.ts';

/** Where a photo was taken, in WGS 84 degrees. */
export type Position = readonly [id: number, latitude: number, longitude: number];
/** ISO 3166-1 alpha-2. */
export type PhotoCountry = readonly [id: number, country: string];

/** Before all of them. */
const firstPosition: Position = [0, -91, -181];
/** Behind all that are of no country. */
const firstCountry: PhotoCountry = [Number.MAX_SAFE_INTEGER, ''];

/** Where photos were taken, a part at a time: to read all of a large library would keep others waiting. */
export class PlaceStore {
  readonly #positions;
  readonly #countries;

  constructor(db: Db) {
    // Each from an index that has all of it, in its order: rows of photos are much larger.
    this.#positions = db
      .prepare<[object], [id: number, latitude: number, longitude: number]>(
        `SELECT id, latitude, longitude FROM photos INDEXED BY photos_by_place
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND unreferenced_since_ms IS NULL
          AND (latitude, longitude) >= (:latitude, :longitude)
          AND ((latitude, longitude) <> (:latitude, :longitude) OR id > :id)
        ORDER BY latitude, longitude, unreferenced_since_ms, id LIMIT :limit`,
      )
      .raw();
    this.#countries = db
      .prepare<[object], [id: number, country: string]>(
        // Most photos of a library may be of one country: those of it are found by their id.
        `SELECT * FROM (
          SELECT id, country FROM photos INDEXED BY photos_by_country
          WHERE country = :country AND unreferenced_since_ms IS NULL AND id > :id ORDER BY id LIMIT :limit)
        UNION ALL SELECT * FROM (
          SELECT id, country FROM photos INDEXED BY photos_by_country
          WHERE country > :country AND unreferenced_since_ms IS NULL
          ORDER BY country, unreferenced_since_ms, id LIMIT :limit)
        LIMIT :limit`,
      )
      .raw();
  }

  /** Photos that say where they were taken, at most so many, the next ones after another; null begins. */
  positionsAfter(after: Position | null, limit: number): readonly Position[] {
    const [id, latitude, longitude] = after ?? firstPosition;
    return this.#positions.all({ id, latitude, longitude, limit });
  }

  /** Photos of which a country is known, in the same way. */
  countriesAfter(after: PhotoCountry | null, limit: number): readonly PhotoCountry[] {
    const [id, country] = after ?? firstCountry;
    return this.#countries.all({ id, country, limit });
  }
}
