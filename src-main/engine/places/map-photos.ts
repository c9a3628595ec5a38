import { setTimeout as wait } from 'node:timers/promises';
import type { Filters } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { type Positions, positionsOf } from '../../core/places/clusters.ts';
import { BackgroundWork } from '../background-work.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';
import { type Breathe, type LocatedPhotos, readLocated, steps, takenAt } from './located-photos.ts';

/** Photos to be put on a map, in columns. */
export interface PhotosOnMap {
  /** One for each stack, while the settings say so; the latest first. */
  readonly ids: readonly number[];
  readonly positions: Positions;
  /** As in `LocatedPhotos`. */
  readonly countries: readonly (string | null)[];
  /** How many say nothing of where they were taken. */
  readonly unlocated: number;
  /** Every photo with a position, also those that another of their stack stands for. */
  readonly all: LocatedPhotos;
}

/** Where all photos were taken, whatever filters there are. */
interface Located {
  readonly photos: LocatedPhotos;
  /** By id, the place in the columns. */
  readonly places: ReadonlyMap<number, number>;
}

/** What was read, and how often the library had changed before that began. */
interface Read<T> {
  readonly changes: number;
  readonly value: T;
}

/** What some filters let pass. */
interface Passing extends Read<PhotosOnMap> {
  readonly key: string;
  readonly filters: Filters;
}

export interface MapPhotosOptions {
  readonly store: Pick<Store, 'places' | 'catalog' | 'stacking'>;
  readonly log: Logger;
  /** Hears that there are newer photos than those that were handed out. */
  readonly onRead: () => void;
}

/** After it has read anew in the background it rests for so many times as long as that took, but no longer than this. */
const restFactor = 4;
const longestRestMs = 4000;

/**
 * What a map shows, kept in memory: it is asked for with every step that somebody takes on it. A photo takes some 60 bytes, of
 * the filters that were asked for last, and about as many again for where it is whatever the filters: to read that takes the
 * longest, and other filters change nothing of it.
 *
 * [Note: Old maps] All is read in slices, so that nobody else waits. When the library has changed, what was read before is handed
 * out until all of the new is there, and it is only read anew while somebody looks: while photos are being indexed, too, a map
 * can be moved all the time.
 */
export class MapPhotos extends BackgroundWork {
  readonly #options: MapPhotosOptions;
  #located: Read<Located> | undefined;
  #locating: Read<Promise<Located>> | undefined;
  #known: Passing | undefined;
  /** The first that some filters let pass, while it is being read. */
  #first: (Read<Promise<PhotosOnMap>> & { readonly key: string }) | undefined;
  /** How often the library has changed, and how often that, or what filters let pass. */
  #changes = { library: 0, any: 0 };
  #restUntilMs = -Infinity;
  /** Those who wait for photos that are read for the first time. */
  #waiting = 0;
  readonly #closing = new AbortController();

  constructor(options: MapPhotosOptions) {
    super('map', options.log);
    this.#options = options;
  }

  /** The library is another. */
  forget(): void {
    this.#changes = { library: this.#changes.library + 1, any: this.#changes.any + 1 };
  }

  /** Filters let other photos pass. */
  forgetFilters(): void {
    this.#changes = { ...this.#changes, any: this.#changes.any + 1 };
  }

  /** @throws CANCELLED when the engine closes. */
  async passing(filters: Filters): Promise<PhotosOnMap> {
    const key = this.#keyOf(filters);
    if (this.#known?.key === key) {
      if (this.#known.changes !== this.#changes.any) this.start();
      return this.#known.value;
    }
    const changes = this.#changes.any;
    // A map asks several things of the same photos at once.
    if (this.#first?.key !== key || this.#first.changes !== changes) {
      this.#first = { key, changes, value: this.#read(filters, this.#breathing()) };
    }
    const first = this.#first;
    this.#waiting++;
    try {
      const value = await first.value;
      this.#known = { key, filters, changes, value };
      return value;
    } finally {
      this.#waiting--;
      if (this.#first === first) this.#first = undefined;
    }
  }

  /** Places of the photos that are shown, of photos in a row. */
  shown(ids: readonly number[]): readonly number[] {
    const { stacking } = this.#options.store;
    return stacking.isOn ? stacking.read().shownOf(ids) : [...ids.keys()];
  }

  /** Read anew what was handed out. */
  protected override async run(signal: AbortSignal): Promise<void> {
    try {
      await wait(Math.max(0, this.#restUntilMs - performance.now()), undefined, { signal, ref: false });
      const known = this.#known;
      const changes = this.#changes.any;
      if (known === undefined || known.changes === changes) return;
      const began = performance.now();
      const value = await this.#read(known.filters, this.#standingBack());
      const now = performance.now();
      this.#restUntilMs = now + Math.min(longestRestMs, restFactor * (now - began));
      // Others may have been asked for since.
      if (this.#known?.key !== known.key || this.#keyOf(known.filters) !== known.key) return;
      this.#known = { ...known, changes, value };
      this.#options.onRead();
    } catch (error) {
      // Whoever stops it wants nothing of it.
      if (!signal.aborted) throw error;
    }
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await super[Symbol.asyncDispose]();
    await Promise.allSettled([this.#first?.value, this.#locating?.value]);
  }

  #keyOf(filters: Filters): string {
    return JSON.stringify([filters, this.#options.store.stacking.isOn]);
  }

  #breathing(slices = new Slices()): Breathe {
    return async () => {
      await slices.breathe();
      throwIfCancelled(this.#closing.signal);
    };
  }

  /** Lets others go first, but for as long as somebody waits: what is read in the background may be what they need. */
  #standingBack(): Breathe {
    const [polite, hasty] = [this.#breathing(new Slices({ isPolite: true })), this.#breathing()];
    return () => (this.#waiting > 0 ? hasty() : polite());
  }

  /** Where photos were taken, as it was known, or is by now. Several may wait for the same. */
  async #locate(breathe: Breathe): Promise<Located> {
    const changes = this.#changes.library;
    if (this.#located?.changes === changes) return this.#located.value;
    if (this.#locating?.changes !== changes) this.#locating = { changes, value: this.#readLocated(breathe) };
    const locating = this.#locating;
    try {
      const value = await locating.value;
      this.#located = { changes, value };
      return value;
    } finally {
      if (this.#locating === locating) this.#locating = undefined;
    }
  }

  async #readLocated(breathe: Breathe): Promise<Located> {
    const photos = await readLocated(this.#options.store, breathe);
    const places = new Map<number, number>();
    await steps(photos.ids.length, breathe, (place) => places.set(photos.ids[place] ?? 0, place));
    return { photos, places };
  }

  async #read(filters: Filters, breathe: Breathe): Promise<PhotosOnMap> {
    const { photos, places } = await this.#locate(breathe);
    const ids = this.#options.store.catalog.matching(filters, []);
    const passing: number[] = [];
    await steps(ids.length, breathe, (i) => {
      const place = places.get(ids[i] ?? 0);
      if (place !== undefined) passing.push(place);
    });
    const all = await takenAt(photos, passing, breathe);
    const shown = await takenAt(all, this.shown(all.ids), breathe);
    await breathe();
    return {
      ids: shown.ids,
      positions: positionsOf(shown.latitudes, shown.longitudes),
      countries: shown.countries,
      unlocated: Math.max(0, this.shown(ids).length - shown.ids.length),
      all,
    };
  }
}
