import type { Filters } from '../../../src-contract/index.ts';
import { type Positions, positionsOf } from '../../core/places/clusters.ts';
import type { LocatedPhotos } from '../store/places.ts';
import type { Store } from '../store/store.ts';

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

/**
 * What a map shows, kept in memory: it is asked for with every step that somebody takes on it. A photo takes some 60 bytes, of
 * the filters that were asked for last, and about as many again for where it is whatever the filters: to read that takes the
 * longest, and other filters change nothing of it.
 */
export class MapPhotos {
  readonly #store: Pick<Store, 'places' | 'catalog' | 'stacking'>;
  #located: Located | undefined;
  #known: { readonly key: string; readonly photos: PhotosOnMap } | undefined;

  constructor(store: Pick<Store, 'places' | 'catalog' | 'stacking'>) {
    this.#store = store;
  }

  /** The library is another. */
  forget(): void {
    this.forgetFilters();
    this.#located = undefined;
  }

  /** Filters let other photos pass. */
  forgetFilters(): void {
    this.#known = undefined;
  }

  passing(filters: Filters): PhotosOnMap {
    const key = JSON.stringify([filters, this.#store.stacking.isOn]);
    if (this.#known?.key !== key) this.#known = { key, photos: this.#read(filters) };
    return this.#known.photos;
  }

  /** Places of the photos that are shown, of photos in a row. */
  shown(ids: readonly number[]): readonly number[] {
    const { stacking } = this.#store;
    return stacking.isOn ? stacking.read().shownOf(ids) : [...ids.keys()];
  }

  #readLocated(): Located {
    const photos = this.#store.places.located();
    return { photos, places: new Map(photos.ids.map((id, place) => [id, place])) };
  }

  #read(filters: Filters): PhotosOnMap {
    const ids = this.#store.catalog.matching(filters, []);
    const { photos, places } = (this.#located ??= this.#readLocated());
    const all = taken(
      photos,
      ids.flatMap((id) => places.get(id) ?? []),
    );
    const shown = taken(all, this.shown(all.ids));
    return {
      ids: shown.ids,
      positions: positionsOf(shown.latitudes, shown.longitudes),
      countries: shown.countries,
      unlocated: Math.max(0, this.shown(ids).length - shown.ids.length),
      all,
    };
  }
}

/** Those at some places. */
function taken({ ids, latitudes, longitudes, countries }: LocatedPhotos, places: readonly number[]): LocatedPhotos {
  return {
    ids: places.map((place) => ids[place] ?? 0),
    latitudes: Float64Array.from(places, (place) => latitudes[place] ?? 0),
    longitudes: Float64Array.from(places, (place) => longitudes[place] ?? 0),
    countries: places.map((place) => countries[place] ?? null),
  };
}
