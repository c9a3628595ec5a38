import type { Db } from '../database.ts';
import { stackOrPhoto } from '../stack-or-photo.ts';
import type { Stacking } from '../stacking.ts';

/** How many photos there are of something, each stack once, and the one that stands for them. */
export interface PhotoCount<K> {
  readonly of: K;
  readonly photos: number;
  readonly coverId: number;
}

export interface TagCount extends PhotoCount<number> {
  /** Evidence that the cover shows it. */
  readonly evidence: number;
}

/** Rows of photos are wide: those of no file are few, have an index of their own and are left out by it. */
const isPresent = 'photo_id NOT IN (SELECT id FROM photos WHERE unreferenced_since_ms IS NOT NULL)';
/** More different keywords than these are no list that anybody reads. */
const mostKeywords = 500;

/** How many photos tags and keywords have. */
export class TagCountStore {
  readonly #stacking: Stacking;
  readonly #counts;
  readonly #photosOf;
  readonly #keywords;
  readonly #changes;

  constructor(db: Db, stacking: Stacking) {
    this.#stacking = stacking;
    // A photo has a tag once: only stacks are to be told apart.
    this.#counts = bothWays(['count(*)', `count(DISTINCT ${stackOrPhoto('shown_tags')})`], (count) =>
      db.prepare<[], TagCount>(`
        SELECT tag AS "of", ${count} AS photos, photo_id AS coverId, max(evidence) AS evidence
        FROM shown_tags WHERE ${isPresent} GROUP BY tag`),
    );
    // SQLite sorts what is different, which takes several times as long as a set.
    this.#photosOf = bothWays(['photo_id', stackOrPhoto('shown_tags')], (counted) =>
      db
        .prepare<[string], number>(
          `SELECT ${counted} FROM json_each(?) AS some CROSS JOIN shown_tags ON tag = some.value WHERE ${isPresent}`,
        )
        .pluck(),
    );
    // Names of people and places stand behind the keywords, so that they are found. In the order of any index every row would
    // be looked up.
    this.#keywords = db.prepare<[], PhotoCount<string>>(`
      SELECT words.value AS "of", count(*) AS photos, max(photos.id) AS coverId
      FROM photos NOT INDEXED CROSS JOIN json_each(photos.keywords) AS words
      WHERE photos.unreferenced_since_ms IS NULL AND photos.keywords <> '[]'
        AND words.key < json_array_length(photos.keywords) - added_keywords
        AND words.value NOT IN (SELECT name FROM photo_people)
      GROUP BY words.value ORDER BY photos DESC, words.value LIMIT ${mostKeywords}`);
    this.#changes = [
      db.prepare<[], number>('SELECT total_changes()').pluck(),
      db.prepare<[], number>('SELECT data_version FROM pragma_data_version').pluck(),
    ] as const;
  }

  /** Photos of each tag that any has. */
  tags(): TagCount[] {
    return this.#counts[this.#way].all();
  }

  /** How many photos have any of some tags. */
  photosOf(tags: readonly number[]): number {
    return new Set(this.#photosOf[this.#way].all(JSON.stringify(tags))).size;
  }

  /** Keywords of files and sidecars, those of most photos first. */
  keywords(): PhotoCount<string>[] {
    return this.#keywords.all();
  }

  /** Another text after anything has been written to the database: what was counted before may not be so any more. */
  changes(): string {
    return [this.#way, ...this.#changes.map((statement) => statement.get())].join(' ');
  }

  get #way(): 'photos' | 'stacks' {
    return this.#stacking.isOn && this.#stacking.read().hasStacks ? 'stacks' : 'photos';
  }
}

function bothWays<S>(
  [photos, stacks]: readonly [string, string],
  prepare: (counted: string) => S,
): Readonly<Record<'photos' | 'stacks', S>> {
  return { photos: prepare(photos), stacks: prepare(stacks) };
}
