import type { Db } from './database.ts';

/** A photo that says where it was taken. */
export interface PlacedPhoto {
  readonly id: number;
  /** WGS 84 degrees, north positive. */
  readonly latitude: number;
  /** WGS 84 degrees, east positive. */
  readonly longitude: number;
}

/** Find the country of a place, ISO 3166-1 alpha-2; null where it is in none. */
export type CountryOf = (latitude: number, longitude: number) => string | null;

/** The countries that photos were taken in. */
export class PhotoCountryStore {
  readonly #db: Db;
  readonly #without;
  readonly #set;

  constructor(db: Db) {
    this.#db = db;
    this.#without = db.prepare<[number], PlacedPhoto>(`
      SELECT id, latitude, longitude FROM photos INDEXED BY photos_without_country
      WHERE country IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL LIMIT ?`);
    this.#set = db.prepare<[string, number]>('UPDATE photos SET country = ? WHERE id = ?');
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
