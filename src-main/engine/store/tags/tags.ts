import { vocabulary } from '../../../core/tags/vocabulary.ts';
import { spellings } from '../../../core/text/fold.ts';
import type { Db } from '../database.ts';
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

interface StoredTag extends Omit<TagRow, 'isHidden'> {
  readonly isHidden: 0 | 1;
}

/** Photos that a tag is taken from at a time when it is removed: each costs a place in three indexes. */
const photosAtOnce = 500;

/** Which tags there are, what the user has said of them, and which photos have them. */
export class TagStore {
  readonly #shown: ShownTags;
  /** Tags that go as if they were not there, until they are deleted. */
  readonly #leaving = new Set<number>();
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
    this.#shown = new ShownTags(db);
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

  /** Tags that go as if they were not there. */
  get leaving(): readonly number[] {
    return [...this.#leaving];
  }

  /** Go on as if there were no such tag, or with it again. */
  setLeaving(id: number, isLeaving: boolean): void {
    if (isLeaving) this.#leaving.add(id);
    else this.#leaving.delete(id);
  }

  /** Take a tag that the user has made from some of the photos that have it, before it is removed. @returns whether any had it */
  removeSome(id: number): boolean {
    return this.#removeSome.run({ id, limit: photosAtOnce }).changes > 0;
  }

  /** Remove a tag that the user has made; see `removeSome` for one of many photos. @returns whether there was one. */
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
