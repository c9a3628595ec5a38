import { vocabulary } from '../../../core/tags/vocabulary.ts';
import { spellings } from '../../../core/text/fold.ts';
import type { Db } from '../database.ts';

/** A tag: a word of the vocabulary (`key`), or what the user has made of a phrase. */
export interface TagRow {
  readonly id: number;
  readonly key: string | null;
  readonly phrase: string | null;
  /** That the user has given it; null for its own. */
  readonly name: string | null;
  readonly isHidden: boolean;
}

interface StoredTag extends Omit<TagRow, 'isHidden'> {
  readonly isHidden: 0 | 1;
}

/** Photos that a tag is taken from at a time when it is removed: each costs a place in three indexes. */
const photosAtOnce = 500;

/** Which tags there are, what the user has said of them, and which photos have them. */
export class TagStore {
  readonly #list;
  readonly #addKey;
  readonly #add;
  readonly #update;
  readonly #remove;
  readonly #removeSome;
  readonly #refuse;
  readonly #allow;
  readonly #ofPhoto;
  readonly #refused;

  constructor(db: Db) {
    this.#list = db.prepare<[], StoredTag>('SELECT id, key, phrase, name, is_hidden AS isHidden FROM tags ORDER BY id');
    this.#addKey = db.prepare<[string]>(
      'INSERT INTO tags (key) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING',
    );
    this.#add = db.prepare<[string], { id: number }>('INSERT INTO tags (phrase) VALUES (?) RETURNING id');
    this.#update = db.prepare<[string | null, number, number]>('UPDATE tags SET name = ?, is_hidden = ? WHERE id = ?');
    this.#remove = db.prepare<[number]>('DELETE FROM tags WHERE id = ? AND phrase IS NOT NULL');
    this.#removeSome = db.prepare<object>(`
      DELETE FROM photo_tags WHERE (pass, tag, photo_id) IN (SELECT pass, tag, photo_id FROM photo_tags
        WHERE tag = (SELECT id FROM tags WHERE id = :id AND phrase IS NOT NULL) LIMIT :limit)`);
    this.#refuse = db.prepare<[string, string]>(`
      INSERT INTO refused_tags (photo_id, tag)
      SELECT photos.id, tags.id FROM json_each(?) AS some CROSS JOIN photos ON photos.id = some.value
        CROSS JOIN json_each(?) AS which CROSS JOIN tags ON tags.id = which.value
      WHERE true ON CONFLICT DO NOTHING`);
    this.#allow = db.prepare<[string, string]>(`
      DELETE FROM refused_tags
      WHERE photo_id IN (SELECT value FROM json_each(?)) AND tag IN (SELECT value FROM json_each(?))`);
    this.#ofPhoto = db
      .prepare<[number], number>('SELECT tag FROM shown_tags WHERE photo_id = ? ORDER BY evidence DESC, tag')
      .pluck();
    this.#refused = db
      .prepare<[number], number>('SELECT tag FROM refused_tags WHERE photo_id = ? ORDER BY tag')
      .pluck();
  }

  /** Tags of the vocabulary as it is now, in its order, then those that the user has made. */
  list(): TagRow[] {
    const { words } = vocabulary();
    let rows = this.#list.all();
    const known = new Set(rows.map(({ key }) => key));
    if (words.some(({ key }) => !known.has(key))) {
      this.#addKey.run(JSON.stringify(words.map(({ key }) => key)));
      rows = this.#list.all();
    }
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return [...words.flatMap(({ key }) => byKey.get(key) ?? []), ...rows.filter(({ phrase }) => phrase !== null)].map(
      ({ isHidden, ...row }) => ({ ...row, isHidden: isHidden === 1 }),
    );
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

  /** Take a tag that the user has made from some of the photos that have it, before it is removed. @returns whether any had it */
  removeSome(id: number): boolean {
    return this.#removeSome.run({ id, limit: photosAtOnce }).changes > 0;
  }

  /** Remove a tag that the user has made; see `removeSome` for one of many photos. @returns whether there was one. */
  remove(id: number): boolean {
    return this.#remove.run(id).changes > 0;
  }

  /** Take tags from photos, or leave them to have them again. @returns how many were another way before */
  setRefused(photoIds: readonly number[], tags: readonly number[], isRefused: boolean): number {
    const statement = isRefused ? this.#refuse : this.#allow;
    return statement.run(JSON.stringify(photoIds), JSON.stringify(tags)).changes;
  }

  /** Tags of a photo, what it shows most surely first. */
  ofPhoto(photoId: number): number[] {
    return this.#ofPhoto.all(photoId);
  }

  /** Tags that were taken from a photo. */
  refusedOf(photoId: number): number[] {
    return this.#refused.all(photoId);
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
}
