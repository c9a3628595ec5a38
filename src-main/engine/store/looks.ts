import type { PixelSort } from '../../../src-contract/looks.ts';
import type { PhotoLook } from '../../core/looks/measure.ts';
import type { Db } from './database.ts';

/** What is measured in pixels, as columns. */
type Measure = 'sharpness' | 'noise' | 'brightness' | 'colourfulness';

/** By which measure an order goes, and from which end. */
const orders: Readonly<Record<PixelSort, readonly [Measure, 'ASC' | 'DESC']>> = {
  sharp: ['sharpness', 'DESC'],
  blurry: ['sharpness', 'ASC'],
  bright: ['brightness', 'DESC'],
  dark: ['brightness', 'ASC'],
  colourful: ['colourfulness', 'DESC'],
  dull: ['colourfulness', 'ASC'],
  clean: ['noise', 'ASC'],
  noisy: ['noise', 'DESC'],
};

/** Photos that are looked through at a time for those that were not measured: their rows are wide. */
const lookedThrough = 2000;

/** A photo that is to be measured. */
export interface UnmeasuredPhoto {
  readonly id: number;
  /** Of its thumbnail. */
  readonly thumb: string;
}

/** How photos look, by what was measured in their pixels. */
export class LookStore {
  readonly #db: Db;
  readonly #windowEnd;
  readonly #unmeasured;
  readonly #save;
  readonly #forgetColours;
  readonly #addColour;
  readonly #counts;
  readonly #sharpness;
  readonly #ordered;

  constructor(db: Db) {
    this.#db = db;
    this.#windowEnd = db
      .prepare<[number], number | null>(
        `SELECT max(id) FROM (SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT ${lookedThrough})`,
      )
      .pluck();
    this.#unmeasured = db.prepare<[number, number, number, number], { id: number; thumb: string }>(`
      SELECT id, thumb FROM photos
      WHERE id > ? AND id <= ? AND NOT EXISTS (SELECT 1 FROM photo_looks WHERE photo_id = photos.id AND version = ?)
        AND EXISTS (SELECT 1 FROM files WHERE files.photo_id = photos.id)
      ORDER BY id LIMIT ?`);
    // Photos can go while they are measured.
    this.#save = db.prepare<{ id: number; version: number } & Record<Measure, number>>(`
      INSERT OR REPLACE INTO photo_looks (photo_id, version, sharpness, noise, brightness, colourfulness)
      SELECT id, :version, :sharpness, :noise, :brightness, :colourfulness FROM photos WHERE id = :id`);
    this.#forgetColours = db.prepare<[number]>('DELETE FROM photo_colours WHERE photo_id = ?');
    this.#addColour = db.prepare<{ id: number; colour: string; share: number }>(`
      INSERT INTO photo_colours (colour, photo_id, share) SELECT :colour, id, :share FROM photos WHERE id = :id`);
    this.#counts = db.prepare<[number], { photos: number; measured: number }>(`
      SELECT (SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NULL) AS photos,
        (SELECT count(*) FROM photos JOIN photo_looks ON photo_id = id
          WHERE unreferenced_since_ms IS NULL AND version = ?) AS measured`);
    this.#sharpness = db.prepare<[string], { id: number; sharpness: number }>(
      'SELECT photo_id AS id, sharpness FROM json_each(?) CROSS JOIN photo_looks ON photo_id = value',
    );
    this.#ordered = (sort: PixelSort) => {
      const [measure, direction] = orders[sort];
      return db
        .prepare<[string], number>(
          `SELECT value FROM json_each(?) LEFT JOIN photo_looks ON photo_id = value
          ORDER BY ${measure} IS NULL, ${measure} ${direction}, value`,
        )
        .pluck();
    };
  }

  /**
   * Photos that were not measured as `version` does, with their thumbnails: of the next above `after`, up to `upTo`, no more than
   * `limit`; null where no photos are above it.
   */
  unmeasured(version: number, after: number, limit: number): { photos: UnmeasuredPhoto[]; upTo: number } | null {
    const end = this.#windowEnd.get(after) ?? null;
    if (end === null) return null;
    const photos = this.#unmeasured.all(after, end, version, limit);
    return { photos, upTo: photos.length < limit ? end : (photos.at(-1)?.id ?? end) };
  }

  save(version: number, looks: ReadonlyMap<number, PhotoLook>): void {
    this.#db.transaction(() => {
      for (const [id, { colours, ...measured }] of looks) {
        this.#save.run({ id, version, ...measured });
        this.#forgetColours.run(id);
        for (const [colour, share] of colours) this.#addColour.run({ id, colour, share });
      }
    })();
  }

  /** Photos of the library, and how many of them were measured as `version` does. */
  counts(version: number): { photos: number; measured: number } {
    return this.#counts.get(version) ?? { photos: 0, measured: 0 };
  }

  /** Put photos in order; those that were not measured come last. */
  ordered(ids: readonly number[], sort: PixelSort): number[] {
    return this.#ordered(sort).all(JSON.stringify(ids));
  }

  /** The sharpness of photos that were measured. */
  sharpness(ids: readonly number[]): Map<number, number> {
    return new Map(this.#sharpness.all(JSON.stringify(ids)).map(({ id, sharpness }) => [id, sharpness]));
  }
}
