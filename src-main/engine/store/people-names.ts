import type { Facets } from '../../../src-contract/index.ts';
import type { Db } from './database.ts';
import { NameStore } from './names.ts';
import { stackOrPhoto } from './stack-or-photo.ts';

type PeopleFacet = Facets['people'][number];

/**
 * Who is in photos, to choose from. Programs write the same person in different cases, so case does not tell one person from
 * another here: each is one entry, called what most photos call them.
 */
export class PeopleNames {
  readonly #names: NameStore;
  readonly #counts;
  readonly #together;

  constructor(db: Db) {
    this.#names = new NameStore(db);
    const both = <T>(prepare: (counted: string) => T): { readonly photos: T; readonly stacks: T } => ({
      photos: prepare('photo_id'),
      stacks: prepare(stackOrPhoto('photo_people')),
    });
    const among = 'photo_people JOIN photos ON photos.id = photo_id WHERE unreferenced_since_ms IS NULL';
    this.#counts = both((counted) =>
      db.prepare<[], PeopleFacet>(
        `SELECT name, count(DISTINCT ${counted}) AS count FROM ${among} GROUP BY name ORDER BY count DESC, name`,
      ),
    );
    this.#together = both((counted) =>
      db
        .prepare<[string], number>(
          `SELECT count(DISTINCT ${counted}) FROM ${among} AND name IN (SELECT value FROM json_each(?))`,
        )
        .pluck(),
    );
  }

  /** How many photos, or stacks in place of theirs, different people are in, most first, then by name. */
  facets(of: 'photos' | 'stacks'): PeopleFacet[] {
    const counts = this.#counts[of].all();
    const people = new Map<string, [PeopleFacet, ...PeopleFacet[]]>();
    for (const spelled of counts) {
      const same = people.get(caseless(spelled.name));
      if (same === undefined) people.set(caseless(spelled.name), [spelled]);
      else same.push(spelled);
    }
    if (people.size === counts.length) return counts;
    const facets = Array.from(people.values(), (spellings) => {
      const [{ name, count }] = spellings;
      if (spellings.length === 1) return { name, count };
      // A photo may have the same person in both.
      return { name, count: this.#together[of].get(JSON.stringify(spellings.map((each) => each.name))) ?? count };
    });
    return facets.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  }

  /** All that photos call the person of a name, whatever the case. */
  spelled(name: string): string[] {
    const wanted = caseless(name);
    return this.#names.people().filter((other) => caseless(other) === wanted);
  }
}

function caseless(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
