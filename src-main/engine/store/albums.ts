import type { Album, AlbumRun } from '../../../src-contract/index.ts';
import { movedOrder } from '../../core/albums/moved-order.ts';
import type { Db } from './database.ts';

/** An album as somebody makes it. */
export type NewAlbum = Pick<Album, 'name' | 'kind' | 'prompt' | 'source'>;

/** What of an album can be changed. */
export type AlbumChanges = {
  readonly [K in 'name' | 'kind' | 'prompt' | 'strictness' | 'coverId' | 'rivals']?: Album[K] | undefined;
};

interface AlbumRow extends NewAlbum {
  readonly id: number;
  readonly strictness: number;
  readonly cover: number | null;
  readonly position: number;
  readonly created_at_ms: number;
}

type Nullable<T, K extends keyof T> = Omit<T, K> & { readonly [key in K]: T[key] | null };

interface Entry {
  readonly photo_id: number;
  readonly refused: number;
  readonly position: number;
  readonly added_at_ms: number;
}

/** An album that was removed, to be restored. */
export interface RemovedAlbum {
  readonly album: AlbumRow;
  readonly entries: readonly Entry[];
  /** Where it stood with albums that it excluded. */
  readonly shelf: number | undefined;
}

/** As a row has it, its rivals as JSON. */
type Listed = Omit<Album, 'rivals'> & { readonly rivals: string };

/** Photos that were put into an album, or among those it refused, by where they were before. */
export interface Put {
  /** In neither. */
  readonly fresh: readonly number[];
  /** In the other of the two. */
  readonly switched: readonly number[];
}

const present = 'photos.unreferenced_since_ms IS NULL';

/** Albums, the photos in them, those that were refused, and which exclude each other. See [Note: Albums], [Note: Rivals]. */
export class AlbumStore {
  readonly #db: Db;
  readonly #list;
  readonly #one;
  readonly #row;
  readonly #insert;
  readonly #update;
  readonly #delete;
  readonly #photos;
  readonly #all;
  readonly #entries;
  readonly #insertEntry;
  readonly #put;
  readonly #takeOut;
  readonly #place;
  readonly #shelf;
  readonly #lastShelf;
  readonly #shelve;
  readonly #unshelve;
  /** The last shelf of those that albums which were removed come back to. */
  #lastLeft = 0;

  constructor(db: Db) {
    this.#db = db;
    const inAlbum = `FROM album_photos JOIN photos ON photos.id = photo_id WHERE album = albums.id AND refused = 0 AND ${present}`;
    const albums = `
      SELECT id, name, kind, prompt, strictness, source, (SELECT count(*) ${inAlbum}) AS photos,
        coalesce((SELECT cover FROM photos WHERE photos.id = cover AND ${present}),
          (SELECT photo_id ${inAlbum} ORDER BY album_photos.position LIMIT 1)) AS coverId,
        (SELECT json_group_array(rival.album ORDER BY rival.album) FROM shelved_albums AS own
          JOIN shelved_albums AS rival ON rival.shelf = own.shelf AND rival.album <> own.album
          WHERE own.album = albums.id) AS rivals
      FROM albums`;
    this.#list = db.prepare<[], Listed>(`${albums} ORDER BY position, id`);
    this.#one = db.prepare<[number], Listed>(`${albums} WHERE id = ?`);
    this.#row = db.prepare<[number], AlbumRow>(
      'SELECT id, name, kind, prompt, strictness, source, cover, position, created_at_ms FROM albums WHERE id = ?',
    );
    this.#insert = db.prepare<object, { id: number }>(`
      INSERT INTO albums (id, name, kind, prompt, strictness, source, cover, position, created_at_ms)
      VALUES (:id, :name, :kind, :prompt, :strictness, :source, (SELECT id FROM photos WHERE id = :cover),
        coalesce(:position, (SELECT coalesce(max(position), 0) + 1 FROM albums)), :created_at_ms)
      RETURNING id`);
    this.#update = db.prepare<object>(`
      UPDATE albums SET name = :name, kind = :kind, prompt = :prompt, strictness = :strictness,
        cover = (SELECT id FROM photos WHERE id = :cover)
      WHERE id = :id`);
    this.#delete = db.prepare<[number]>('DELETE FROM albums WHERE id = ?');
    this.#photos = db
      .prepare<[number], number>(
        `SELECT photo_id FROM album_photos JOIN photos ON photos.id = photo_id
        WHERE album = ? AND refused = 0 AND ${present} ORDER BY position, photo_id`,
      )
      .pluck();
    this.#all = db
      .prepare<[number, number], number>(
        'SELECT photo_id FROM album_photos WHERE album = ? AND refused = ? ORDER BY position, photo_id',
      )
      .pluck();
    this.#entries = db.prepare<[number], Entry>(
      'SELECT photo_id, refused, position, added_at_ms FROM album_photos WHERE album = ?',
    );
    this.#insertEntry = db.prepare<[number, number, number, number, number]>(`
      INSERT INTO album_photos (album, photo_id, refused, position, added_at_ms)
      SELECT ?, id, ?, ?, ? FROM photos WHERE id = ?`);
    this.#put = db
      .prepare<object, number>(
        `
      INSERT INTO album_photos (album, photo_id, refused, position, added_at_ms)
      SELECT :album, photos.id, :refused, :after + json_each.key, :nowMs
      FROM json_each(:photoIds) CROSS JOIN photos ON photos.id = json_each.value
      WHERE true
      ON CONFLICT (album, photo_id) DO UPDATE
        SET refused = excluded.refused, position = excluded.position, added_at_ms = excluded.added_at_ms
        WHERE refused <> excluded.refused
      RETURNING photo_id`,
      )
      .pluck();
    this.#takeOut = db.prepare<[number, string]>(
      'DELETE FROM album_photos WHERE album = ? AND photo_id IN (SELECT value FROM json_each(?))',
    );
    this.#place = db.prepare<[number, number, number]>(
      'UPDATE album_photos SET position = ? WHERE album = ? AND photo_id = ?',
    );
    this.#shelf = db.prepare<[number], number>('SELECT shelf FROM shelved_albums WHERE album = ?').pluck();
    this.#lastShelf = db.prepare<[], number>('SELECT coalesce(max(shelf), 0) FROM shelved_albums').pluck();
    this.#shelve = db.prepare<[number, string]>(
      'INSERT INTO shelved_albums (album, shelf) SELECT value, ? FROM json_each(?)',
    );
    this.#unshelve = db.prepare<[string]>('DELETE FROM shelved_albums WHERE album IN (SELECT value FROM json_each(?))');
  }

  /** In their order. */
  list(): Album[] {
    return this.#list.all().map(listed);
  }

  byId(id: number): Album | undefined {
    const album = this.#one.get(id);
    return album && listed(album);
  }

  /** Make an album, the last. @returns its id */
  create(album: NewAlbum, nowMs: number): number {
    const fresh = { id: null, strictness: 0.5, cover: null, position: null };
    return this.#insertAlbum({ ...album, ...fresh, created_at_ms: nowMs });
  }

  /** @returns whether there is such an album. */
  update(id: number, { coverId, rivals, ...changes }: AlbumChanges): boolean {
    return this.#db.transaction(() => {
      const row = this.#row.get(id);
      if (row === undefined) return false;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      this.#update.run({
        ...{ id, name: row.name, kind: row.kind, prompt: row.prompt, strictness: row.strictness },
        ...{ cover: coverId === undefined ? row.cover : coverId },
        ...given,
      });
      if (rivals !== undefined) this.#exclude(id, rivals);
      if (changes.kind === 'plain') this.#unshelve.run(JSON.stringify([id]));
      return true;
    })();
  }

  /** @returns what brings it back; undefined when there is no such album. */
  remove(id: number): RemovedAlbum | undefined {
    return this.#db.transaction(() => {
      const album = this.#row.get(id);
      if (album === undefined) return undefined;
      const entries = this.#entries.all(id);
      const shelf = this.#shelf.get(id);
      this.#lastLeft = Math.max(this.#lastLeft, shelf ?? 0);
      this.#delete.run(id);
      return { album, entries, shelf };
    })();
  }

  /**
   * Bring back an album, without the photos that were forgotten meanwhile, beside those that it excluded as far as they still
   * stand there, or come back as well. @returns its id, which nobody has had since
   */
  restore({ album, entries, shelf }: RemovedAlbum): number {
    return this.#db.transaction(() => {
      const id = this.#insertAlbum(album);
      for (const { photo_id, refused, position, added_at_ms } of entries) {
        this.#insertEntry.run(id, refused, position, added_at_ms, photo_id);
      }
      if (shelf !== undefined) this.#shelve.run(shelf, JSON.stringify([id]));
      return id;
    })();
  }

  /** Photos in it that have a file, in order. */
  photos(id: number): number[] {
    return this.#photos.all(id);
  }

  /** The same with those that have no file at present. */
  examples(id: number): number[] {
    return this.#all.all(id, 0);
  }

  /** Photos that were refused, in the order in which they were. */
  refused(id: number): number[] {
    return this.#all.all(id, 1);
  }

  /**
   * Put photos at the end of an album, or among those it refused; those that are there already stay where they are, unknown ones
   * are left out.
   *
   * @returns those that were not there.
   */
  put(id: number, photoIds: readonly number[], refused: boolean, nowMs: number): Put {
    return this.#db.transaction(() => {
      const entries = this.#entries.all(id);
      const known = new Set(entries.map(({ photo_id }) => photo_id));
      const after = entries.reduce((most, { position }) => Math.max(most, position), 0) + 1;
      const values = { album: id, refused: Number(refused), after, nowMs };
      const put = this.#put.all({ ...values, photoIds: JSON.stringify([...new Set(photoIds)]) });
      return { fresh: put.filter((each) => !known.has(each)), switched: put.filter((each) => known.has(each)) };
    })();
  }

  /** Take photos out, whether they are in it or refused. @returns how many there were */
  takeOut(id: number, photoIds: readonly number[]): number {
    return this.#takeOut.run(id, JSON.stringify(photoIds)).changes;
  }

  /** Move runs of photos of an album. One that is before a photo which is not in it goes to its end. */
  move(id: number, runs: readonly AlbumRun[]): void {
    this.#db.transaction(() => {
      const places = new Map<number, number>();
      for (const { photo_id, refused, position } of this.#entries.all(id)) {
        if (refused === 0) places.set(photo_id, position);
      }
      for (const [i, photoId] of movedOrder(this.examples(id), runs).entries()) {
        // In a large album most stay where they are.
        if (places.get(photoId) !== i + 1) this.#place.run(i + 1, id, photoId);
      }
    })();
  }

  /** Put an album on a shelf with others, which leave the ones they are on; with none it leaves its own. */
  #exclude(id: number, rivals: readonly number[]): void {
    const wanted = new Set(rivals);
    const known = this.byId(id)?.rivals ?? [];
    // Where nothing changes they stay where one that was removed comes back to.
    if (wanted.size > 0 && wanted.size === known.length && known.every((rival) => wanted.has(rival))) return;
    const shelved = JSON.stringify([id, ...wanted]);
    // Another number than those they leave, so that one which is brought back finds those that it excluded, or nobody.
    const shelf = Math.max(this.#lastShelf.get() ?? 0, this.#lastLeft) + 1;
    this.#unshelve.run(shelved);
    if (rivals.length > 0) this.#shelve.run(shelf, shelved);
  }

  /** @param row with null for the next id, and for the last position. */
  #insertAlbum(row: Nullable<AlbumRow, 'id' | 'position'>): number {
    const inserted = this.#insert.get(row);
    if (inserted === undefined) throw new Error('Expected the album just made but received none');
    return inserted.id;
  }
}

function listed({ rivals, ...album }: Listed): Album {
  return { ...album, rivals: JSON.parse(rivals) as number[] };
}
