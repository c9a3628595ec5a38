import { vocabulary } from '../../../core/tags/vocabulary.ts';
import type { Db } from '../database.ts';

/**
 * [Note: Refused tags] Of what the user takes from a photo nothing but the tag itself is kept, and what is shown goes by those
 * above, too: without `sport` a photo has no `surfing`, whichever pass finds it, and has it again with `sport`. What stands above
 * what is a matter of the vocabulary, which the next version may have otherwise: so it is in no table of the library, but in one of
 * the connection, and the view `shown_tags` of the connection goes before that of the schema, which knows of the tag itself alone.
 */
export class ShownTags {
  readonly #insert;

  constructor(db: Db) {
    db.exec(`
      CREATE TEMP TABLE tags_above (
        tag INTEGER NOT NULL,
        above INTEGER NOT NULL,
        PRIMARY KEY (tag, above)
      ) STRICT, WITHOUT ROWID;

      CREATE TEMP VIEW shown_tags AS
        SELECT tag, photo_id, evidence FROM main.photo_tags AS found
        WHERE pass = (SELECT id FROM main.tag_passes WHERE is_shown = 1)
          AND NOT EXISTS (SELECT 1 FROM main.refused_tags AS refused
            WHERE refused.photo_id = found.photo_id
              AND (refused.tag = found.tag
                OR refused.tag IN (SELECT above FROM temp.tags_above AS line WHERE line.tag = found.tag)))`);
    this.#insert = db.prepare<[string]>(`
      INSERT INTO tags_above (tag, above)
      SELECT tags.id, above.id FROM json_each(?) AS pair CROSS JOIN tags ON tags.key = pair.value ->> 0
        CROSS JOIN tags AS above ON above.key = pair.value ->> 1
      WHERE true ON CONFLICT DO NOTHING`);
    this.follow();
  }

  /** Words of the vocabulary have become tags: know what stands above them. */
  follow(): void {
    const { words } = vocabulary();
    const parents = new Map(words.map(({ key, parent }) => [key, parent]));
    const pairs = words.flatMap(({ key }) => lineOf(key, parents).map((above) => [key, above]));
    this.#insert.run(JSON.stringify(pairs));
  }
}

/** Keys above a key, from the nearest on. */
function lineOf(key: string, parents: ReadonlyMap<string, string | null>): string[] {
  const parent = parents.get(key) ?? null;
  return parent === null ? [] : [parent, ...lineOf(parent, parents)];
}
