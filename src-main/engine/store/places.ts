import type { Db } from './database.ts';

/** Photos that say where they were taken, in columns. */
export interface LocatedPhotos {
  readonly ids: readonly number[];
  /** WGS 84 degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** ISO 3166-1 alpha-2; null where the place is in none, or nobody has looked yet. */
  readonly countries: readonly (string | null)[];
}

type Position = [id: number, latitude: number, longitude: number];

/** Where photos were taken. */
export class PlaceStore {
  readonly #positions;
  readonly #countries;

  constructor(db: Db) {
    // Each from an index that has all of it: rows of photos are much larger.
    this.#positions = db
      .prepare<[], Position>(
        `SELECT id, latitude, longitude FROM photos INDEXED BY photos_by_place
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND unreferenced_since_ms IS NULL`,
      )
      .raw();
    this.#countries = db
      .prepare<[], [id: number, country: string]>(
        `SELECT id, country FROM photos INDEXED BY photos_by_country
        WHERE country > '' AND unreferenced_since_ms IS NULL`,
      )
      .raw();
  }

  /** All that say where they were taken, in no order. */
  located(): LocatedPhotos {
    const positions = this.#positions.all();
    const countries = new Map(this.#countries.all());
    const ids = positions.map(([id]) => id);
    return {
      ids,
      latitudes: column(positions, 1),
      longitudes: column(positions, 2),
      countries: ids.map((id) => countries.get(id) ?? null),
    };
  }
}

function column(positions: readonly Position[], at: 1 | 2): Float64Array {
  const values = new Float64Array(positions.length);
  for (const [i, position] of positions.entries()) values[i] = position[at];
  return values;
}
