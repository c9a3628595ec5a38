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

  /** Those of some photos that say where they were taken, in their order. */
  located(ids: readonly number[]): LocatedPhotos {
    const positions = new Map<number, Position>();
    for (const position of this.#positions.all()) positions.set(position[0], position);
    const countries = new Map(this.#countries.all());
    const found: Position[] = [];
    for (const id of ids) {
      const position = positions.get(id);
      if (position !== undefined) found.push(position);
    }
    const located = found.map(([id]) => id);
    return {
      ids: located,
      latitudes: column(found, 1),
      longitudes: column(found, 2),
      countries: located.map((id) => countries.get(id) ?? null),
    };
  }
}

function column(positions: readonly Position[], at: 1 | 2): Float64Array {
  const values = new Float64Array(positions.length);
  for (const [i, position] of positions.entries()) values[i] = position[at];
  return values;
}
