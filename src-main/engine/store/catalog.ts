import { basename } from 'node:path';
import type { Facets, Filters, Timeline } from '../../../src-contract/index.ts';
import { aspectOf } from '../../core/aspect.ts';
import type { Db } from './database.ts';
import { filterSql, shapeSql } from './filter-sql.ts';

type Shape = Facets['shapes'][number]['name'];

interface KindRow {
  camera: string | null;
  format: string;
  shape: Shape;
  rating: number | null;
  n: number;
}

/** The library as a whole: in order of time, by what filters ask, and what there is to filter by. */
export class CatalogStore {
  readonly #db: Db;
  readonly #kinds;
  readonly #roots;
  readonly #folders;
  readonly #days;

  constructor(db: Db) {
    this.#db = db;
    this.#kinds = db.prepare<[], KindRow>(`
      SELECT camera, format, ${shapeSql} AS shape, rating, count(*) AS n
      FROM photos INDEXED BY photos_timeline WHERE unreferenced_since_ms IS NULL GROUP BY 1, 2, 3, 4`);
    this.#roots = db.prepare<[], { id: number; path: string; n: number }>(`
      SELECT id, path, (SELECT count(DISTINCT photo_id) FROM files WHERE folder_id = folders.id) AS n
      FROM folders ORDER BY path`);
    this.#folders = db.prepare<[], { folder_id: number; below: string; n: number }>(`
      SELECT folder_id, substr(relative_path, 1, instr(relative_path, '/') - 1) AS below,
        count(DISTINCT photo_id) AS n
      FROM files WHERE photo_id IS NOT NULL AND instr(relative_path, '/') > 0
      GROUP BY 1, 2 ORDER BY 1, 2`);
    this.#days = db.prepare<[], { first: string | null; last: string | null }>(`
      SELECT
        (SELECT min(sort_at) FROM photos WHERE unreferenced_since_ms IS NULL) AS first,
        (SELECT max(sort_at) FROM photos WHERE unreferenced_since_ms IS NULL) AS last`);
  }

  /** Every photo that passes, newest first; of photos of the same time the one added last. */
  timeline(filters: Filters): Timeline {
    const { sql, values } = filterSql(filters);
    const rows = this.#db
      .prepare<[object], [id: number, width: number, height: number, month: string]>(
        `SELECT id, width, height, substr(sort_at, 1, 7) FROM photos INDEXED BY photos_timeline
        WHERE ${sql} ORDER BY sort_at DESC, id DESC`,
      )
      .raw()
      .all(values);
    const timeline: Timeline = { ids: [], aspects: [], months: [] };
    let current: Timeline['months'][number] | undefined;
    for (const [id, width, height, month] of rows) {
      timeline.ids.push(id);
      timeline.aspects.push(aspectOf(width, height));
      if (current?.month !== month) {
        current = { month, count: 0 };
        timeline.months.push(current);
      }
      current.count++;
    }
    return timeline;
  }

  /** Ids of the photos that pass. */
  ids(filters: Filters): Set<number> {
    const { sql, values } = filterSql(filters);
    const statement = this.#db.prepare<[object], number>(
      `SELECT id FROM photos INDEXED BY photos_timeline WHERE ${sql}`,
    );
    return new Set(statement.pluck().all(values));
  }

  facets(): Facets {
    const kinds = this.#kinds.all();
    const { first, last } = this.#days.get() ?? { first: null, last: null };
    return {
      folders: this.#folderFacets(),
      cameras: tally(kinds, ({ camera }) => camera),
      types: tally(kinds, ({ format }) => format),
      shapes: tally(kinds, ({ shape }) => shape),
      ratings: [1, 2, 3, 4, 5].map((stars) =>
        kinds.reduce((sum, { rating, n }) => sum + (rating !== null && rating >= stars ? n : 0), 0),
      ),
      days: first === null || last === null ? null : { from: first.slice(0, 10), to: last.slice(0, 10) },
    };
  }

  #folderFacets(): Facets['folders'] {
    const below = Map.groupBy(this.#folders.all(), (row) => row.folder_id);
    return this.#roots
      .all()
      .flatMap(({ id, path, n }) => [
        { folderId: id, below: '', name: basename(path) || path, count: n },
        ...(below.get(id) ?? []).map((row) => ({ folderId: id, below: row.below, name: row.below, count: row.n })),
      ]);
  }
}

/** How many photos there are of each name, most first, then by name. */
function tally<T extends string>(
  kinds: readonly KindRow[],
  nameOf: (kind: KindRow) => T | null,
): { name: T; count: number }[] {
  const counts = new Map<T, number>();
  for (const kind of kinds) {
    const name = nameOf(kind);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + kind.n);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
