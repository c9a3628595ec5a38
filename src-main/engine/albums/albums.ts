import {
  type Album,
  type AlbumPhotos,
  type AlbumRun,
  type TidyProposal,
  type TidyRequest,
  AppError,
  type Suggestions,
} from '../../../src-contract/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import { columnsOf } from '../photo-columns.ts';
import type { AlbumChanges, NewAlbum, Put, RemovedAlbum } from '../store/albums.ts';
import type { Store } from '../store/store.ts';
import { type AlbumPack, LearntAlbums } from './learnt-albums.ts';
import { suggest, type Wanted } from './suggest.ts';
import { tidy } from './tidy.ts';

export interface AlbumsOptions {
  readonly store: Store;
  /** The pack that answers now: asked for with every suggestion, since it may be another. */
  readonly answering: () => AlbumPack;
  readonly events: EngineEvents;
}

/** Albums that were removed and can be restored, the latest. */
const mostRemoved = 20;
/**
 * What somebody puts together, and what belongs to it by what they have put there.
 *
 * A smart album is its examples, what was refused and maybe a description. What it suggests is worked out when it is looked
 * at: learning takes the embeddings of the examples and of a sample of the library, and gives one direction that the index is
 * scanned for like for any query. So photos that are new are suggested as soon as they can be found, nothing has to be kept right,
 * and searches know nothing of albums.
 */
export class Albums implements Disposable {
  readonly #store: Store;
  readonly #answering: () => AlbumPack;
  readonly #events: EngineEvents;
  readonly #listening: Disposable;
  readonly #removed = new Map<number, RemovedAlbum>();
  #learnt: LearntAlbums | undefined;

  constructor({ store, answering, events }: AlbumsOptions) {
    this.#store = store;
    this.#answering = answering;
    this.#events = events;
    this.#listening = events.on(({ event }) => {
      if (event === 'library.changed') this.#learnt?.sample.outdate();
    });
  }

  /** In their order. */
  list(): Album[] {
    return this.#store.albums.list();
  }

  /** Make an album of photos, or of none. Photos that are not there are left out. */
  create(album: NewAlbum, photoIds: readonly number[]): Album {
    const id = this.#store.albums.create({ ...album, name: album.name.trim() }, Date.now());
    if (photoIds.length > 0) this.#store.albums.put(id, photoIds, false, Date.now());
    return this.#changed(id);
  }

  /** @throws ALBUM_NOT_FOUND, PHOTO_NOT_FOUND when there is no such cover, INVALID_ARGUMENT for rivals that are not smart */
  update(id: number, changes: AlbumChanges): Album {
    const { coverId, name, rivals } = changes;
    if (rivals !== undefined && rivals.length > 0) {
      mustBeSmart({ ...this.#album(id), ...(changes.kind !== undefined && { kind: changes.kind }) });
      for (const rival of rivals) mustBeSmart(this.#album(rival));
      if (rivals.includes(id))
        throw new AppError('INVALID_ARGUMENT', `Expected other albums than ${id} to be excluded`);
    }
    if (coverId !== undefined && coverId !== null && this.#store.photos.sizes([coverId]).size === 0) {
      throw new AppError('PHOTO_NOT_FOUND', `Expected a photo of the library for a cover but received id ${coverId}`);
    }
    if (!this.#store.albums.update(id, name === undefined ? changes : { ...changes, name: name.trim() })) {
      throw notFound(id);
    }
    return this.#changed(id);
  }

  /** Remove an album, never its photos. @throws ALBUM_NOT_FOUND */
  remove(id: number): void {
    const removed = this.#store.albums.remove(id);
    if (removed === undefined) throw notFound(id);
    this.#removed.set(id, removed);
    const [oldest] = this.#removed.keys();
    if (this.#removed.size > mostRemoved && oldest !== undefined) this.#removed.delete(oldest);
    this.#learnt?.forget(id);
    this.#say();
  }

  /** Bring back an album that was removed since the start. @throws ALBUM_NOT_FOUND */
  restore(id: number): Album {
    const removed = this.#removed.get(id);
    if (removed === undefined) throw notFound(id);
    this.#removed.delete(id);
    return this.#changed(this.#store.albums.restore(removed));
  }

  /** @throws ALBUM_NOT_FOUND */
  photos(id: number): AlbumPhotos {
    const album = this.#album(id);
    const ids = this.#store.albums.photos(id);
    return {
      album,
      photos: columnsOf(ids, { sizes: this.#store.photos.sizes(ids), files: new Map(), stacks: null }),
      refused: this.#store.albums.refused(id).length,
    };
  }

  /**
   * Put photos into an album, or among those it refused. @returns those that were not there already
   *
   * @throws ALBUM_NOT_FOUND
   */
  put(id: number, photoIds: readonly number[], refused: boolean): Put {
    this.#album(id);
    const put = this.#store.albums.put(id, photoIds, refused, Date.now());
    if (put.fresh.length + put.switched.length > 0) this.#say();
    return put;
  }

  /** Take photos out, and forget that they were refused. @returns how many there were. @throws ALBUM_NOT_FOUND */
  takeOut(id: number, photoIds: readonly number[]): number {
    this.#album(id);
    const changed = this.#store.albums.takeOut(id, photoIds);
    if (changed > 0) this.#say();
    return changed;
  }

  /** Move runs of photos. @throws ALBUM_NOT_FOUND */
  move(id: number, runs: readonly AlbumRun[]): void {
    this.#album(id);
    this.#store.albums.move(id, runs);
    this.#say();
  }

  /**
   * Find what belongs to an album by what it has learnt, surest first.
   *
   * @throws ALBUM_NOT_FOUND, CANCELLED, PACK_*, ENCODER_*
   */
  suggest(id: number, wanted: Wanted, signal?: AbortSignal): Promise<Suggestions> {
    return this.#answering().users.during(async () =>
      suggest(this.#store, this.#learntNow(), this.#album(id), wanted, signal),
    );
  }

  /**
   * Propose albums for photos by what they look like. Nothing is made of it here, and nothing moved.
   *
   * @throws CANCELLED
   */
  tidy(asked: TidyRequest, signal?: AbortSignal): Promise<TidyProposal> {
    const pack = this.#answering();
    return pack.users.during(() => tidy(this.#store, pack, asked, signal));
  }

  #learntNow(): LearntAlbums {
    const pack = this.#answering();
    if (this.#learnt?.pack.row !== pack.row || this.#learnt.pack.index !== pack.index) {
      this.#learnt = new LearntAlbums(this.#store, pack);
    }
    return this.#learnt;
  }

  #album(id: number): Album {
    const album = this.#store.albums.byId(id);
    if (album === undefined) throw notFound(id);
    return album;
  }

  #changed(id: number): Album {
    this.#say();
    return this.#album(id);
  }

  #say(): void {
    this.#events.publish({ event: 'albums.changed' });
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }
}

function notFound(id: number): AppError {
  return new AppError('ALBUM_NOT_FOUND', `Expected an album of the library but received id ${id}, which is none`);
}

function mustBeSmart({ id, kind }: Pick<Album, 'id' | 'kind'>): void {
  if (kind === 'smart') return;
  throw new AppError(
    'INVALID_ARGUMENT',
    `Expected smart albums to exclude each other but received id ${id}, a plain one`,
  );
}
