import type { Db } from './database.ts';

/** A photo that says where it was taken. */
export interface PlacedPhoto {
  readonly id: number;
  /** WGS 84 degrees, north positive. */
  readonly latitude: number;
  /** WGS 84 degrees, east positive. */
  readonly longitude: number;
}

/** Photos that say where they were taken, in columns, the latest first. */
export interface LocatedPhotos {
  readonly ids: readonly number[];
  /** WGS 84 degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** ISO 3166-1 alpha-2; empty where the place is in none, null where nobody has looked yet. */
  readonly countries: readonly (string | null)[];
}

/** Find the country of a place, ISO 3166-1 alpha-2; null where it is in none. */
export type CountryOf = (latitude: number, longitude: number) => string | null;

/** Where photos were taken: the points, and their countries. */
export class PlaceStore {
  readonly #db: Db;
  readonly #without;
  readonly #set;
  readonly #located;

  constructor(db: Db) {
    this.#db = db;
    this.#without = db.prepare<[number], PlacedPhoto>(`
      SELECT id, latitude, longitude FROM photos INDEXED BY photos_without_country
      WHERE country IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL LIMIT ?`);
    this.#set = db.prepare<[string, number]>('UPDATE photos SET country = ? WHERE id = ?');
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

  /** Photos with a place whose country was not looked up yet. */
  withoutCountry(limit: number): PlacedPhoto[] {
    return this.#without.all(limit);
  }

  /** Note countries by id of the photo, in one transaction; null for none. */
  setCountries(countries: ReadonlyMap<number, string | null>): void {
    this.#db.transaction(() => {
      for (const [id, country] of countries) this.#set.run(storedCountry(country), id);
    })();
  }
}

/** Null says that nobody looked; no country is empty. */
export function storedCountry(country: string | null): string {
  return country ?? '';
}
