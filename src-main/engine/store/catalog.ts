import type { Statement } from 'better-sqlite3';
import {
  colourNames,
  type Facets,
  type Filters,
  type LookSort,
  type QueryChip,
  type SearchSort,
  type StackBadges,
  type Timeline,
} from '../../../src-contract/index.ts';
import { aspectOf } from '../../core/aspect.ts';
import { monthRuns } from '../../core/dates/month-runs.ts';
import { firstDay, lastDay } from '../../core/dates/photo-date.ts';
import { type CalledTags, chipSql } from './chip-sql.ts';
import type { Db } from './database.ts';
import { datesAsked } from './dates-asked.ts';
import type { FileNameStore } from './file-names.ts';
import { type Condition, filterSql, letsAllPass, shapeSql } from './filter-sql.ts';
import { filesAsColumns, type MeantFileStore } from './meant-files.ts';
import { NameStore } from './names.ts';
import { PeopleNames } from './people-names.ts';
import { stackOrPhoto } from './stack-or-photo.ts';
import type { Stacking } from './stacking.ts';
import type { WordsStore } from './words.ts';
import { directorySql } from './words-schema.ts';
import { isThere } from './written-places.ts';

type Shape = Facets['shapes'][number]['name'];

/** What is asked of photos: a condition on what the index of the timeline holds, and perhaps to be one of some. */
interface Asked extends Condition {
  /** Photos that hold everything else that is asked; null where that is nothing. */
  readonly only: ReadonlySet<number> | null;
  /** Does the condition let every photo pass that has a file? */
  readonly isOpen: boolean;
}

/** Up to so many photos are looked up one by one; for more it is quicker to go along the whole timeline. */
const maxLookedUp = 20_000;

interface KindRow {
  camera: string | null;
  format: string;
  shape: Shape;
  rating: number | null;
  n: number;
}

type StackedRow = [stack: number, camera: string | null, format: string, shape: Shape, rating: number | null];

interface Doubles {
  readonly cameras: string[];
  readonly types: string[];
  readonly shapes: Shape[];
  /** By one star, two, ... at least. */
  readonly ratings: number[];
}

/** What the catalog asks besides the database. */
interface CatalogParts {
  readonly words: WordsStore;
  readonly fileNames: FileNameStore;
  readonly meantFiles: MeantFileStore;
  readonly stacking: Stacking;
  readonly tags: CalledTags;
}

/** The library as a whole: in order of time, by what filters ask, and what there is to filter by. */
export class CatalogStore {
  readonly #db: Db;
  readonly #kinds;
  readonly #people: PeopleNames;
  readonly #favourites;
  readonly #colours;
  readonly #days;
  readonly #ordered;
  readonly #named;
  readonly #names: NameStore;
  readonly #fileNames: FileNameStore;
  readonly #meantFiles: MeantFileStore;
  readonly #words: WordsStore;
  readonly #stacking: Stacking;
  readonly #tags: CalledTags;
  readonly #stacked;

  constructor(db: Db, { words, fileNames, meantFiles, stacking, tags }: CatalogParts) {
    this.#db = db;
    this.#tags = tags;
    this.#words = words;
    this.#meantFiles = meantFiles;
    this.#stacking = stacking;
    this.#stacked = db
      .prepare<[], StackedRow>(
        `
      SELECT stack, camera, format, ${shapeSql} AS shape, rating
      FROM stack_parts JOIN photos ON photos.id = photo_id WHERE unreferenced_since_ms IS NULL ORDER BY stack`,
      )
      .raw();
    this.#names = new NameStore(db);
    this.#fileNames = fileNames;
    this.#kinds = db.prepare<[], KindRow>(`
      SELECT camera, format, ${shapeSql} AS shape, rating, count(*) AS n
      FROM photos INDEXED BY photos_timeline WHERE unreferenced_since_ms IS NULL GROUP BY 1, 2, 3, 4`);
    this.#people = new PeopleNames(db);
    this.#favourites = { photos: favouriteCount(db, 'photo_id'), stacks: favouriteCount(db, stackOrPhoto('marked')) };
    this.#colours = { photos: colourCounts(db, 'photo_id'), stacks: colourCounts(db, stackOrPhoto('photo_colours')) };
    this.#days = db.prepare<[], { first: string | null; last: string | null }>(`
      SELECT
        (SELECT min(sort_at) FROM photos WHERE unreferenced_since_ms IS NULL) AS first,
        (SELECT max(sort_at) FROM photos WHERE unreferenced_since_ms IS NULL) AS last`);
    const listed = 'FROM json_each(?) CROSS JOIN photos ON photos.id = value WHERE unreferenced_since_ms IS NULL';
    const inOrder = (order: string) =>
      db.prepare<[string], number>(`SELECT photos.id ${listed} ORDER BY ${order}`).pluck();
    this.#ordered = {
      newest: inOrder('sort_at DESC, photos.id DESC'),
      oldest: inOrder('sort_at, photos.id'),
      largest: inOrder('size_bytes DESC, photos.id'),
    };
    this.#named = db
      .prepare<[string], [id: number, name: string]>(
        `SELECT photos.id, coalesce((SELECT substr(relative_path, length(${directorySql}) + 1) FROM files
          WHERE photo_id = photos.id ORDER BY id LIMIT 1), '') ${listed} ORDER BY photos.id`,
      )
      .raw();
  }

  /** Every photo that passes, newest first; of photos of the same time the one added last. */
  timeline(filters: Filters, chips: readonly QueryChip[] = []): Timeline {
    const { sql, values, only } = newestFirst(this.#asked(filters, chips));
    const rows = this.#db
      .prepare<[object], [id: number, width: number, height: number, month: string]>(
        `SELECT id, width, height, substr(sort_at, 1, 7) ${sql}`,
      )
      .raw()
      .all(values);
    const passing = only === null ? rows : rows.filter(([id]) => only.has(id));
    const stacks: StackBadges = { at: [], kinds: [], parts: [] };
    const timeline: Timeline = { ids: [], aspects: [], months: [], stacks, files: { at: [], ids: [] } };
    const shown = this.#shown(passing, timeline.stacks);
    for (const [id, width, height] of shown) {
      timeline.ids.push(id);
      timeline.aspects.push(aspectOf(width, height));
    }
    timeline.months = monthRuns(shown.map(([, , , month]) => month));
    timeline.files = filesAsColumns(timeline.ids, this.#meantFiles.of(timeline.ids, filters, chips));
    return timeline;
  }

  /** Of each stack the row of the photo that stands for it among these; `badges` are filled with what stacks there are. */
  #shown<R extends readonly [id: number, ...unknown[]]>(rows: readonly R[], badges: StackBadges): readonly R[] {
    if (!this.#stacking.isOn) return rows;
    const index = this.#stacking.read();
    if (!index.hasStacks) return rows;
    const shown: R[] = [];
    for (const place of index.shownOf(rows.map(([id]) => id))) {
      const row = rows[place];
      if (row === undefined) continue;
      const badge = index.badgeOf(row[0]);
      if (badge !== null) {
        badges.at.push(shown.length);
        badges.kinds.push(badge.kind);
        badges.parts.push(badge.parts);
      }
      shown.push(row);
    }
    return shown;
  }

  /** Ids of the photos that pass filters and chips, newest first; of the same time the one added last. */
  matching(filters: Filters, chips: readonly QueryChip[]): number[] {
    return this.#inOrder(this.#asked(filters, chips));
  }

  /** The same in no order. */
  ids(filters: Filters, chips: readonly QueryChip[] = []): ReadonlySet<number> {
    const asked = this.#asked(filters, chips);
    return asked.isOpen && asked.only !== null ? asked.only : new Set(this.#inOrder(asked));
  }

  #inOrder(asked: Asked): number[] {
    const { sql, values, only } = newestFirst(asked);
    const ids = this.#db.prepare<[object], number>(`SELECT id ${sql}`).pluck().all(values);
    return only === null ? ids : ids.filter((id) => only.has(id));
  }

  /**
   * Put photos in an order; those that are not there any more are left out. `newest` is the order of the timeline and
   * `oldest` its reverse. `largest` goes by the bytes of the file, `name` by the name of the photo's first file,
   * whatever its case and with numbers by their value; of equal ones that goes first which was added first.
   */
  ordered(ids: readonly number[], sort: Exclude<SearchSort, 'relevance' | 'taste' | LookSort>): number[] {
    const list = JSON.stringify(ids);
    if (sort !== 'name') return this.#ordered[sort].all(list);
    const named = this.#named.all(list).sort(([, a], [, b]) => byName.compare(a, b));
    return named.map(([id]) => id);
  }

  #asked(filters: Filters, chips: readonly QueryChip[]): Asked {
    const dates = datesAsked(filters, chips);
    const base = filterSql(dates.filters, (person) => this.#people.spelled(person));
    const { sql, among, values } = chipSql(chips, { names: this.#names, files: this.#fileNames, tags: this.#tags });
    const more = [dates.anyOf.sql, sql].filter((each) => each !== '');
    return {
      sql: [base.sql, ...more].join(' AND '),
      values: { ...base.values, ...dates.anyOf.values, ...values },
      only: among.length === 0 ? null : this.#among(among, values),
      isOpen: more.length === 0 && letsAllPass(dates.filters),
    };
  }

  #among(queries: readonly string[], values: Condition['values']): Set<number> {
    // A phrase is looked up in the index of words.
    this.#words.write();
    const sql = queries.map((query) => `SELECT id FROM (${query})`).join(' INTERSECT ');
    return new Set(this.#db.prepare<[object], number>(sql).pluck().all(values));
  }

  facets(): Facets {
    const kinds = this.#kinds.all();
    const doubles = this.#doubles();
    const { first, last } = this.#days.get() ?? { first: null, last: null };
    return {
      cameras: tally(kinds, ({ camera }) => camera, doubles.cameras),
      people: this.#people.facets(this.#isByStack ? 'stacks' : 'photos'),
      types: tally(kinds, ({ format }) => format, doubles.types),
      shapes: tally(kinds, ({ shape }) => shape, doubles.shapes),
      ratings: doubles.ratings.map(
        (double, i) => kinds.reduce((sum, { rating, n }) => sum + (rating !== null && rating > i ? n : 0), 0) - double,
      ),
      favourites: this.#favourites[this.#isByStack ? 'stacks' : 'photos'].get() ?? 0,
      colours: inColourOrder(this.#colours[this.#isByStack ? 'stacks' : 'photos'].all()),
      days: first === null || last === null ? null : { from: firstDay(first), to: lastDay(last) },
    };
  }

  /** What photos are counted for that another of their stack is counted for already. */
  #doubles(): Doubles {
    const doubles: Doubles = { cameras: [], types: [], shapes: [], ratings: [0, 0, 0, 0, 0] };
    if (!this.#stacking.isOn || !this.#stacking.read().hasStacks) return doubles;
    let stack = 0;
    let seen: StackedRow[] = [];
    let mostStars = 0;
    for (const row of this.#stacked.all()) {
      const [of, camera, type, shape, rating] = row;
      if (of !== stack) {
        seen = [];
        mostStars = 0;
      }
      stack = of;
      if (camera !== null && seen.some((other) => other[1] === camera)) doubles.cameras.push(camera);
      if (seen.some((other) => other[2] === type)) doubles.types.push(type);
      if (seen.some((other) => other[3] === shape)) doubles.shapes.push(shape);
      // Whoever asks for so many stars or fewer finds the stack by one of those before.
      for (let stars = 1; stars <= Math.min(mostStars, rating ?? 0, 5); stars++) {
        doubles.ratings[stars - 1] = (doubles.ratings[stars - 1] ?? 0) + 1;
      }
      mostStars = Math.max(mostStars, rating ?? 0);
      seen.push(row);
    }
    return doubles;
  }

  get #isByStack(): boolean {
    return this.#stacking.isOn && this.#stacking.read().hasStacks;
  }
}

/** How many different `counted` favourites are. */
function favouriteCount(db: Db, counted: string): Statement<[], number> {
  return db
    .prepare<[], number>(
      `SELECT count(DISTINCT ${counted}) FROM (
        SELECT id AS photo_id FROM photos WHERE favourite = 1 AND unreferenced_since_ms IS NULL) AS marked`,
    )
    .pluck();
}

/** Of how many different `counted` photos are of each colour. */
function colourCounts(db: Db, counted: string): Statement<[], { name: string; count: number }> {
  return db.prepare(
    `SELECT colour AS name, count(DISTINCT ${counted}) AS count FROM photo_colours WHERE ${isThere} GROUP BY colour`,
  );
}

function inColourOrder(counts: readonly { readonly name: string; readonly count: number }[]): Facets['colours'] {
  return colourNames.flatMap((name) =>
    counts.filter((each) => each.name === name).map(({ count }) => ({ name, count })),
  );
}

/** Whatever case, numbers by their value: `img_9` before `IMG_10`. */
const byName = new Intl.Collator('en', { numeric: true });

/** Where to read photos from, newest first, and which of them to leave out then. */
function newestFirst({ sql, values, only }: Asked): Pick<Asked, 'sql' | 'values' | 'only'> {
  const order = 'ORDER BY sort_at DESC, id DESC';
  if (only === null || only.size > maxLookedUp)
    return { sql: `FROM photos INDEXED BY photos_timeline WHERE ${sql} ${order}`, values, only };
  return {
    sql: `FROM photos NOT INDEXED WHERE id IN (SELECT value FROM json_each(:only)) AND ${sql} ${order}`,
    values: { ...values, only: JSON.stringify([...only]) },
    only: null,
  };
}

/** How many photos there are of each name, less those that are counted twice, most first, then by name. */
function tally<T extends string>(
  kinds: readonly KindRow[],
  nameOf: (kind: KindRow) => T | null,
  doubles: readonly T[],
): { name: T; count: number }[] {
  const counts = new Map<T, number>();
  for (const kind of kinds) {
    const name = nameOf(kind);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + kind.n);
  }
  for (const name of doubles) counts.set(name, (counts.get(name) ?? 0) - 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
