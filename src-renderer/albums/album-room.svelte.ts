import { type AlbumPhotos, AppError, type Suggestions } from '../../src-contract/index.ts';
import type { Address } from '../frame/address.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { Paced } from '../lib/paced.ts';
import { albums } from './albums.svelte.ts';
import { Moves } from './moves.ts';
import { movedBefore, runsOf } from './runs.ts';
import { undoAdding } from './undo-adding.ts';

/** Suggestions that are asked for. */
const top = 200;
/** How long what was done can be taken back by the message that tells of it. */
const undoMs = 10_000;
const listAddress: Address = { room: 'albums', path: [], params: {} };

/** What was done to photos of an album. */
interface Change {
  /** How many photos it made a difference to. */
  readonly changed: number;
  readonly undo: () => Promise<unknown>;
}

/** The room of albums: all of them, or one with its photos and what it suggests. */
class AlbumRoom {
  /** Null for the list of all. */
  id = $state<number | null>(null);
  shown = $state.raw<AlbumPhotos | null>(null);
  /** Null while they are not known, and for a plain album. */
  suggestions = $state.raw<Suggestions | null>(null);
  /** That of the album, or the one that is being tried. */
  strictness = $state(0.5);
  readonly #refresh = new Paced(() => attempt(() => this.#load()).then(() => undefined), { minMs: 800, restFactor: 8 });
  readonly #moves = new Moves();
  #suggesting: AbortController | undefined;
  /** How many times somebody has moved the strictness, and how many of them are not kept yet: meanwhile theirs counts. */
  #tries = 0;
  #isTrying = false;

  enter(address: Address): Address | null {
    const [key] = address.path;
    if (address.path.length > 1 || (key !== undefined && !/^[1-9]\d{0,14}$/u.test(key))) return null;
    const id = key === undefined ? null : Number(key);
    if (id !== this.id) this.#forget();
    this.id = id;
    void attempt(() => this.#load());
    return address;
  }

  left(): void {
    this.#suggesting?.abort();
    this.id = null;
    this.#forget();
  }

  #forget(): void {
    this.shown = null;
    this.suggestions = null;
    this.#tries++;
    this.#isTrying = false;
  }

  /** Albums or the library are others than before. */
  changed(): void {
    if (this.id !== null) this.#refresh.soon();
  }

  get members(): readonly number[] {
    return this.shown?.photos.ids ?? [];
  }

  get suggested(): readonly number[] {
    return this.suggestions?.photos.ids ?? [];
  }

  /** Show what another strictness would suggest, and keep it where that is meant. */
  async setStrictness(strictness: number, keep: boolean): Promise<void> {
    const { id } = this;
    if (id === null) return;
    const tried = ++this.#tries;
    this.#isTrying = true;
    this.strictness = strictness;
    if (!keep) {
      await attempt(() => this.#suggest(id));
      return;
    }
    const isKept = await attempt(() => client.call('albums.update', { id, strictness }));
    if (tried !== this.#tries) return;
    this.#isTrying = false;
    if (!isKept) this.strictness = this.shown?.album.strictness ?? strictness;
  }

  async accept(photoIds: readonly number[]): Promise<void> {
    await this.#change(photoIds, {
      told: (count) => t('albums.accepted', { count }),
      change: async (id) => {
        const done = await client.call('albums.add', { id, photoIds: [...photoIds] });
        return { changed: done.added.length + done.refusedBefore.length, undo: () => undoAdding(id, done) };
      },
    });
  }

  async refuse(photoIds: readonly number[]): Promise<void> {
    await this.#change(photoIds, {
      told: (count) => t('albums.refused', { count }),
      change: async (id) => ({
        ...(await client.call('albums.refuse', { id, photoIds: [...photoIds] })),
        undo: () => client.call('albums.takeOut', { id, photoIds: [...photoIds] }),
      }),
    });
  }

  async takeOut(photoIds: readonly number[]): Promise<void> {
    const runs = runsOf(this.members, new Set(photoIds));
    await this.#change(photoIds, {
      told: (count) => t('albums.takenOut', { count }),
      change: async (id) => ({
        ...(await client.call('albums.takeOut', { id, photoIds: [...photoIds] })),
        undo: async () => {
          await client.call('albums.add', { id, photoIds: [...photoIds] });
          await client.call('albums.move', { id, runs });
        },
      }),
    });
  }

  /** Move photos by one place: before the one ahead of the first, or behind the one after the last. */
  async move(photoIds: readonly number[], by: -1 | 1): Promise<void> {
    const places = photoIds.map((photoId) => this.members.indexOf(photoId)).filter((place) => place !== -1);
    if (places.length === 0) return;
    await this.moveTo(photoIds, by === -1 ? Math.max(0, Math.min(...places) - 1) : Math.max(...places) + 2);
  }

  /** Move photos before the one at a place, or to the end where there is none. */
  async moveTo(photoIds: readonly number[], at: number): Promise<void> {
    const { id, members } = this;
    const moved = new Set(photoIds);
    const order = movedBefore(members, moved, at);
    if (id === null || order.every((photoId, i) => photoId === members[i])) return;
    await attempt(async () => {
      await client.call('albums.move', { id, runs: [{ photoIds: [...photoIds], before: members[at] ?? null }] });
      await this.#load();
      this.#moves.tell(id, photoIds, runsOf(members, moved), () => this.#load());
    });
  }

  async setCover(coverId: number): Promise<void> {
    const { id } = this;
    if (id === null) return;
    const isSet = await attempt(() => client.call('albums.update', { id, coverId }));
    if (isSet) toasts.done(t('albums.coverSet'));
  }

  async #change(
    photoIds: readonly number[],
    { told, change }: { told: (count: number) => string; change: (id: number) => Promise<Change> },
  ): Promise<void> {
    const { id } = this;
    if (id === null || photoIds.length === 0) return;
    await attempt(async () => {
      const { changed, undo } = await change(id);
      if (changed === 0) return;
      await this.#load();
      const takeBack = async (): Promise<void> => {
        await undo();
        await this.#load();
      };
      toasts.undoable(told(changed), {
        label: t('albums.undo'),
        forMs: undoMs,
        undo: () => void attempt(takeBack),
      });
    });
  }

  async #load(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    try {
      await this.#loadFrom(id);
    } catch (error) {
      if (AppError.from(error).code !== 'ALBUM_NOT_FOUND') throw error;
      // It was deleted here, and the room is left already.
      if (this.id !== id) return;
      // Somebody has deleted it, maybe in another window.
      navigation.go(listAddress);
      if (albums.list.some((album) => album.id === id)) albums.changed();
    }
  }

  async #loadFrom(id: number): Promise<void> {
    const shown: AlbumPhotos = await client.call('albums.photos', { id });
    if (this.id !== id) return;
    // What somebody moves does not jump back to what was asked for before.
    const isAnother = shown.album.strictness !== this.shown?.album.strictness;
    if (isAnother && !this.#isTrying) this.strictness = shown.album.strictness;
    this.shown = shown;
    if (shown.album.kind === 'smart') await this.#suggest(id);
    else this.suggestions = null;
  }

  async #suggest(id: number): Promise<void> {
    this.#suggesting?.abort();
    const abort = new AbortController();
    this.#suggesting = abort;
    const { strictness } = this;
    const suggestions = await client.call('albums.suggest', { id, top, strictness }, { signal: abort.signal });
    if (this.id === id && !abort.signal.aborted) this.suggestions = suggestions;
  }
}

export const albumRoom = new AlbumRoom();
