import type { Db } from './database.ts';

/** Photos that say where they were taken, in columns, the latest first. */
export interface LocatedPhotos {
  readonly ids: readonly number[];
  /** WGS 84 degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** ISO 3166-1 alpha-2; empty where the place is in none, null where nobody has looked yet. */
  readonly countries: readonly (string | null)[];
}

/** Where photos were taken. */
export class PlaceStore {
  readonly #located;

  constructor(db: Db) {
    this.#located = db
      .prepare<[], [id: number, latitude: number, longitude: number, country: string | null]>(
        `SELECT id, latitude, longitude, country FROM photos
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND unreferenced_since_ms IS NULL
        ORDER BY sort_at DESC, id DESC`,
      )
      .raw();
  }

  /** Every photo with a file that says where it was taken. */
  located(): LocatedPhotos {
    const rows = this.#located.all();
    return {
      ids: rows.map(([id]) => id),
      latitudes: Float64Array.from(rows, ([, latitude]) => latitude),
      longitudes: Float64Array.from(rows, ([, , longitude]) => longitude),
      countries: rows.map(([, , , country]) => country),
    };
  }
}
