import {
  type Album,
  type AlbumPhotos,
  type AlbumRun,
  type TidyProposal,
  type TidyRequest,
  AppError,
  noFilters,
  type PhotoColumns,
  type Suggestions,
} from '../../../src-contract/index.ts';
import { mostHits } from '../../core/vectors/layout.ts';
import { throwIfCancelled } from '../cancelled.ts';
import type { EngineEvents } from '../engine-events.ts';
import { columnsOf } from '../photo-columns.ts';
import type { PhotoFilter, VectorIndex } from '../search/index.ts';
import type { AlbumChanges, NewAlbum, Put, RemovedAlbum } from '../store/albums.ts';
import type { Store } from '../store/store.ts';
import { tidy } from './tidy.ts';
import { type AlbumPack, LearntAlbums } from './learnt-albums.ts';

export interface AlbumsOptions {
  readonly store: Store;
  /** The pack that answers now: asked for with every suggestion, since it may be another. */
  readonly answering: () => AlbumPack;
  readonly events: EngineEvents;
}

/** Albums that were removed and can be restored, the latest. */
const mostRemoved = 20;
/** Hits that may be passed over because they are known: where more are, they are filtered out. */
const mostPassedOver = 1000;

interface Wanted {
  readonly top: number;
  readonly strictness?: number | undefined;
}

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

  /** @throws ALBUM_NOT_FOUND, PHOTO_NOT_FOUND when there is no such cover */
  update(id: number, changes: AlbumChanges): Album {
    const { coverId, name } = changes;
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
    return {
      album,
      photos: this.#columns(this.#store.albums.photos(id), null),
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
    return this.#answering().users.during(() => this.#suggest(id, wanted, signal));
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

  async #suggest(id: number, { top, strictness }: Wanted, signal: AbortSignal | undefined): Promise<Suggestions> {
    const album = this.#album(id);
    const learnt = this.#learntNow();
    const { index } = learnt.pack;
    const { model, unread } = await learnt.of(album);
    throwIfCancelled(signal);
    const nothing = { photos: this.#columns([], null), mayBeMore: false, evidence: null, searched: 0, unread };
    if (model === null || index.size === 0) return nothing;
    const known = new Set([...this.#store.albums.examples(id), ...this.#store.albums.refused(id)]);
    const { passedOver, only } = this.#unknown(known, index);
    const found = Math.min(mostHits, top + passedOver + 1);
    const terms = [{ embedding: model.direction, weight: 1 }];
    const { hits } = await index.scan({ terms, top: found, only }, { signal });
    const least = model.threshold(strictness ?? album.strictness);
    const ids = hits.filter(({ score, id: photoId }) => score >= least && !known.has(photoId)).map((hit) => hit.id);
    const shown = this.#withoutKnownStacks(ids, known);
    return {
      photos: this.#columns(shown.slice(0, top), this.#store.stacking.isOn ? this.#store.stacking.read() : null),
      mayBeMore: shown.length > top || (hits.length === found && (hits.at(-1)?.score ?? least) >= least),
      ...{ evidence: model.evidence, searched: index.size, unread },
    };
  }

  #learntNow(): LearntAlbums {
    const pack = this.#answering();
    if (this.#learnt?.pack.row !== pack.row || this.#learnt.pack.index !== pack.index) {
      this.#learnt = new LearntAlbums(this.#store, pack);
    }
    return this.#learnt;
  }

  /** How to find photos that are not known: by passing over a few, or by a filter where they are many. */
  #unknown(known: ReadonlySet<number>, index: VectorIndex): { passedOver: number; only: PhotoFilter | null } {
    if (known.size <= mostPassedOver) return { passedOver: known.size, only: null };
    const others = [...this.#store.catalog.ids(noFilters)].filter((id) => !known.has(id) && index.has(id));
    return { passedOver: 0, only: new Set(others) };
  }

  /** One of each stack, and none of a stack that a photo is known of. */
  #withoutKnownStacks(ids: readonly number[], known: Iterable<number>): number[] {
    const { stacking } = this.#store;
    const stacks = stacking.isOn ? stacking.read() : null;
    if (stacks?.hasStacks !== true) return [...ids];
    const seen = new Set<number>();
    for (const id of known) seen.add(stacks.stackOf(id));
    seen.delete(0);
    return ids.filter((id) => {
      const stack = stacks.stackOf(id);
      if (stack === 0) return true;
      if (seen.has(stack)) return false;
      seen.add(stack);
      return true;
    });
  }

  #columns(ids: readonly number[], stacks: ReturnType<Store['stacking']['read']> | null): PhotoColumns {
    return columnsOf(ids, { sizes: this.#store.photos.sizes(ids), files: new Map(), stacks });
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
