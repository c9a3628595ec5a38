import { vocabulary } from '../../../core/tags/vocabulary.ts';
import { spellings } from '../../../core/text/fold.ts';
import type { Db } from '../database.ts';
import { stackOrPhoto } from '../stack-or-photo.ts';
import type { Stacking } from '../stacking.ts';
import { ShownTags } from './shown-tags.ts';

/** A tag: a word of the vocabulary (`key`), or what the user has made of a phrase. */
export interface TagRow {
  readonly id: number;
  readonly key: string | null;
  readonly phrase: string | null;
  /** That the user has given it; null for its own. */
  readonly name: string | null;
  readonly isHidden: boolean;
}

/** How many photos there are of something, each stack once, and the one that stands for them. */
export interface PhotoCount<K> {
  readonly of: K;
  readonly photos: number;
  readonly coverId: number;
}

interface StoredTag extends Omit<TagRow, 'isHidden'> {
  readonly isHidden: 0 | 1;
}

const present = 'photos.unreferenced_since_ms IS NULL';
/** More different keywords than these are no list that anybody reads. */
const mostKeywords = 500;

/** Which tags there are, what the user has said of them, and which photos have them. */
export class TagStore {
  readonly #stacking: Stacking;
  readonly #shown: ShownTags;
  /** Tags that go as if they were not there, until they are deleted. */
  readonly #leaving = new Set<number>();
  readonly #list;
  readonly #addKey;
  readonly #add;
  readonly #update;
  readonly #remove;
  readonly #refuse;
  readonly #allow;
  readonly #ofPhoto;
  readonly #refused;
  readonly #counts;
  readonly #groups;
  readonly #keywords;

  constructor(db: Db, stacking: Stacking) {
    this.#stacking = stacking;
    this.#shown = new ShownTags(db);
    this.#list = db.prepare<[], StoredTag>('SELECT id, key, phrase, name, is_hidden AS isHidden FROM tags ORDER BY id');
    this.#addKey = db.prepare<[string]>(
      'INSERT INTO tags (key) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING',
    );
    this.#add = db.prepare<[string], { id: number }>('INSERT INTO tags (phrase) VALUES (?) RETURNING id');
    this.#update = db.prepare<[string | null, number, number]>('UPDATE tags SET name = ?, is_hidden = ? WHERE id = ?');
    this.#remove = db.prepare<[number]>('DELETE FROM tags WHERE id = ? AND phrase IS NOT NULL');
    this.#refuse = db
      .prepare<[string, number], number>(
        `INSERT INTO refused_tags (photo_id, tag)
        SELECT photos.id, tags.id FROM json_each(?) AS some CROSS JOIN photos ON photos.id = some.value
          CROSS JOIN tags ON tags.id = ?
        WHERE true ON CONFLICT DO NOTHING RETURNING photo_id`,
      )
      .pluck();
    this.#allow = db
      .prepare<[string, number], number>(
        'DELETE FROM refused_tags WHERE photo_id IN (SELECT value FROM json_each(?)) AND tag = ? RETURNING photo_id',
      )
      .pluck();
    this.#ofPhoto = db
      .prepare<[number], number>('SELECT tag FROM shown_tags WHERE photo_id = ? ORDER BY evidence DESC, tag')
      .pluck();
    this.#refused = db
      .prepare<[number], number>('SELECT tag FROM refused_tags WHERE photo_id = ? ORDER BY tag')
      .pluck();
    this.#counts = bothWays((counted) =>
      db.prepare<[], PhotoCount<number>>(`
        SELECT tag AS "of", count(DISTINCT ${counted}) AS photos, photo_id AS coverId, max(evidence)
        FROM shown_tags JOIN photos ON photos.id = photo_id WHERE ${present} GROUP BY tag`),
    );
    this.#groups = bothWays((counted) =>
      db.prepare<[string], PhotoCount<string>>(`
        SELECT which.value ->> 1 AS "of", count(DISTINCT ${counted}) AS photos, photo_id AS coverId, max(evidence)
        FROM json_each(?) AS which CROSS JOIN shown_tags ON tag = which.value ->> 0 JOIN photos ON photos.id = photo_id
        WHERE ${present} GROUP BY 1`),
    );
    // Names of people and places stand behind the keywords, so that they are found.
    this.#keywords = db.prepare<[], PhotoCount<string>>(`
      SELECT words.value AS "of", count(*) AS photos, max(photos.id) AS coverId
      FROM photos CROSS JOIN json_each(photos.keywords) AS words
      WHERE ${present} AND photos.keywords <> '[]' AND words.key < json_array_length(photos.keywords) - added_keywords
        AND words.value NOT IN (SELECT name FROM photo_people)
      GROUP BY words.value ORDER BY photos DESC, words.value LIMIT ${mostKeywords}`);
  }

  /** Tags of the vocabulary as it is now, in its order, then those that the user has made. */
  list(): TagRow[] {
    const { words } = vocabulary();
    let rows = this.#list.all();
    const known = new Set(rows.map(({ key }) => key));
    if (words.some(({ key }) => !known.has(key))) {
      this.#addKey.run(JSON.stringify(words.map(({ key }) => key)));
      this.#shown.follow();
      rows = this.#list.all();
    }
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const own = rows.filter(({ id, phrase }) => phrase !== null && !this.#leaving.has(id));
    return [...words.flatMap(({ key }) => byKey.get(key) ?? []), ...own].map(({ isHidden, ...row }) => ({
      ...row,
      isHidden: isHidden === 1,
    }));
  }

  byId(id: number): TagRow | undefined {
    return this.list().find((tag) => tag.id === id);
  }

  /** Make a tag of a phrase. @returns its id */
  add(phrase: string): number {
    const added = this.#add.get(phrase);
    if (added === undefined) throw new Error('Expected the tag just made but received none');
    return added.id;
  }

  update({ id, name, isHidden }: Pick<TagRow, 'id' | 'name' | 'isHidden'>): void {
    this.#update.run(name, Number(isHidden), id);
  }

  /** Go on as if there were no such tag, or with it again. */
  setLeaving(id: number, isLeaving: boolean): void {
    if (isLeaving) this.#leaving.add(id);
    else this.#leaving.delete(id);
  }

  /** Remove a tag that the user has made. @returns whether there was one. */
  remove(id: number): boolean {
    this.#leaving.delete(id);
    return this.#remove.run(id).changes > 0;
  }

  /** Take a tag from photos, or leave them to have it again; see [Note: Refused tags]. @returns those that were another way before */
  setRefused(tag: number, photoIds: readonly number[], isRefused: boolean): number[] {
    return (isRefused ? this.#refuse : this.#allow).all(JSON.stringify(photoIds), tag);
  }

  /** Tags of a photo, what it shows most surely first. */
  ofPhoto(photoId: number): number[] {
    return this.#ofPhoto.all(photoId);
  }

  /** Tags that were taken from a photo, themselves and not with one above. */
  refusedOf(photoId: number): number[] {
    return this.#refused.all(photoId);
  }

  /** Photos of each tag that any has. */
  counts(): PhotoCount<number>[] {
    return this.#counts[this.#way].all().map(countOf);
  }

  /** Photos of some groups of tags. @param groups tags with the group of each */
  groupCounts(groups: readonly (readonly [tag: number, group: string])[]): PhotoCount<string>[] {
    return this.#groups[this.#way].all(JSON.stringify(groups)).map(countOf);
  }

  /** Keywords of files and sidecars, those of most photos first. */
  keywords(): PhotoCount<string>[] {
    return this.#keywords.all();
  }

  /**
   * Tags that are called so, in any language of the page or by the user, in any spelling; by the name of a group all that stand
   * below it. None that are hidden.
   */
  called(value: string): number[] {
    const wanted = new Set(spellings(value));
    const isCalled = (name: string): boolean => spellings(name).some((spelling) => wanted.has(spelling));
    const { groups, words } = vocabulary();
    const named = new Set(groups.filter(({ names }) => Object.values(names).some(isCalled)).map(({ key }) => key));
    const byKey = new Map(words.map((word) => [word.key, word]));
    return this.list()
      .filter(({ key, phrase, name, isHidden }) => {
        const word = byKey.get(key ?? '');
        const own: readonly string[] = word === undefined ? [] : Object.values<string>({ ...word.names });
        const names = [...own, phrase ?? '', name ?? ''];
        return !isHidden && (names.some(isCalled) || (word !== undefined && named.has(word.group)));
      })
      .map(({ id }) => id);
  }

  /** What a tag is called in a query: by the user, else in English; null for one that is not there. */
  nameOf(id: number): string | null {
    const tag = this.byId(id);
    const word = vocabulary().words.find(({ key }) => key === tag?.key);
    return tag?.name ?? tag?.phrase ?? word?.names.en ?? null;
  }

  get #way(): 'photos' | 'stacks' {
    return this.#stacking.isOn && this.#stacking.read().hasStacks ? 'stacks' : 'photos';
  }
}

function bothWays<S>(prepare: (counted: string) => S): Readonly<Record<'photos' | 'stacks', S>> {
  return { photos: prepare('photo_id'), stacks: prepare(stackOrPhoto('shown_tags')) };
}

function countOf<K>({ of, photos, coverId }: PhotoCount<K>): PhotoCount<K> {
  return { of, photos, coverId };
}
