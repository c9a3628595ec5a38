import type { PhotoCountry, Position } from '../store/places.ts';
import type { Store } from '../store/store.ts';

/** Photos that say where they were taken, in columns. */
export interface LocatedPhotos {
  readonly ids: readonly number[];
  /** WGS 84 degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** ISO 3166-1 alpha-2; null where the place is in none, or nobody has looked yet. */
  readonly countries: readonly (string | null)[];
}

/** Lets others have their turn; rejects when nobody wants the work any more. */
export type Breathe = () => Promise<void>;

/** Rows that are read at once: some milliseconds. */
const rowsAtOnce = 2000;
/** Steps over columns between two looks at the clock. */
const stepsAtOnce = 4000;

/** Read where all photos were taken, in no order. A photo that changes meanwhile may be missing, or be there twice. */
export async function readLocated({ places }: Pick<Store, 'places'>, breathe: Breathe): Promise<LocatedPhotos> {
  const positions = await allOf<Position>((after, limit) => places.positionsAfter(after, limit), breathe);
  const known = await allOf<PhotoCountry>((after, limit) => places.countriesAfter(after, limit), breathe);
  const countries = new Map<number, string>();
  await steps(known.length, breathe, (i) => {
    const [id, country] = known[i] ?? [];
    if (id !== undefined && country !== undefined) countries.set(id, country);
  });
  const located = emptyColumns(positions.length);
  await steps(positions.length, breathe, (i) => {
    const [id, latitude, longitude] = positions[i] ?? [0, 0, 0];
    put(located, i, { id, latitude, longitude, country: countries.get(id) ?? null });
  });
  return located;
}

/** Those at some places of the columns. */
export async function takenAt(
  { ids, latitudes, longitudes, countries }: LocatedPhotos,
  places: readonly number[],
  breathe: Breathe,
): Promise<LocatedPhotos> {
  const taken = emptyColumns(places.length);
  await steps(places.length, breathe, (i) => {
    const at = places[i] ?? 0;
    put(taken, i, {
      ...{ id: ids[at] ?? 0, latitude: latitudes[at] ?? 0, longitude: longitudes[at] ?? 0 },
      country: countries[at] ?? null,
    });
  });
  return taken;
}

/** Take so many steps, and a breath now and then. */
export async function steps(count: number, breathe: Breathe, step: (i: number) => void): Promise<void> {
  for (let from = 0; from < count; from += stepsAtOnce) {
    for (let i = from; i < Math.min(count, from + stepsAtOnce); i++) step(i);
    await breathe();
  }
}

interface Columns {
  readonly ids: number[];
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly countries: (string | null)[];
}

function emptyColumns(length: number): Columns {
  return { ids: [], latitudes: new Float64Array(length), longitudes: new Float64Array(length), countries: [] };
}

function put(
  columns: Columns,
  i: number,
  photo: {
    readonly id: number;
    readonly latitude: number;
    readonly longitude: number;
    readonly country: string | null;
  },
): void {
  columns.ids[i] = photo.id;
  columns.latitudes[i] = photo.latitude;
  columns.longitudes[i] = photo.longitude;
  columns.countries[i] = photo.country;
}

async function allOf<R>(
  read: (after: R | null, limit: number) => readonly R[],
  breathe: Breathe,
): Promise<readonly R[]> {
  const all: R[] = [];
  for (;;) {
    const rows = read(all.at(-1) ?? null, rowsAtOnce);
    all.push(...rows);
    if (rows.length < rowsAtOnce) return all;
    await breathe();
  }
}
