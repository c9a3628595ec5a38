import {
  type Area,
  type Filters,
  type GeoBox,
  latitudeAt,
  longitudeAt,
  maxClusters,
  mercatorX,
  mercatorY,
  type PlaceCluster,
  type PlacesAnswer,
  type Town,
} from '../../../src-contract/index.ts';
import { isInBox } from '../../core/geo.ts';
import { areaTest } from '../../core/places/area.ts';
import { boundsOf, cellsOf, type Cluster, clustersOf } from '../../core/places/clusters.ts';
import type { Logger } from '../../core/logger.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Store } from '../store/store.ts';
import { MapPhotos, type PhotosOnMap } from './map-photos.ts';

interface PlacesOptions {
  readonly store: Pick<Store, 'places' | 'catalog' | 'stacking'>;
  readonly gazetteer: Pick<Gazetteer, 'townsIn' | 'townOf'>;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/** What a map asks for. */
interface MapQuestion {
  readonly box: GeoBox;
  readonly level: number;
  readonly filters: Filters;
}

/** Photos on a map, and what is written beside them. */
export class PlacesOnMap implements AsyncDisposable {
  readonly #gazetteer: PlacesOptions['gazetteer'];
  readonly #photos: MapPhotos;
  readonly #listening: Disposable;

  constructor({ store, gazetteer, events, log }: PlacesOptions) {
    this.#gazetteer = gazetteer;
    this.#photos = new MapPhotos({
      ...{ store, log },
      onRead: () => {
        events.publish({ event: 'places.changed' });
      },
    });
    this.#listening = events.on(({ event }) => {
      if (event === 'library.changed') this.#photos.forget();
      // What filters go by besides is told as a change of the library.
      if (event === 'tags.changed') this.#photos.forgetFilters();
    });
  }

  /** Photos that pass filters as clusters: those in a box, and a little around it. */
  async map({ box, level, filters }: MapQuestion): Promise<PlacesAnswer> {
    const photos = await this.#photos.passing(filters);
    const around = widened(box, 1 / cellsOf(level));
    const clusters = clustersOf(photos.positions, level, box)
      .filter(({ x, y }) => isInBox(around, latitudeAt(y), longitudeAt(x)))
      .slice(0, maxClusters);
    return {
      clusters: clusters.map((cluster) => this.#told(cluster, photos)),
      located: photos.ids.length,
      unlocated: photos.unlocated,
      bounds: boundsOf(photos.positions),
    };
  }

  /** How many photos of an area pass filters, and what town they are of, if they are of one. */
  async count(area: Area, filters: Filters): Promise<{ readonly count: number; readonly name: string | null }> {
    const { all } = await this.#photos.passing({ ...filters, area: null });
    const isIn = areaTest(area);
    const found = [...all.ids.keys()].filter((i) => isIn(all.latitudes[i] ?? 0, all.longitudes[i] ?? 0));
    const around = boundsOf({
      latitudes: Float64Array.from(found, (i) => all.latitudes[i] ?? 0),
      longitudes: Float64Array.from(found, (i) => all.longitudes[i] ?? 0),
    });
    return {
      count: this.#photos.shown(found.map((i) => all.ids[i] ?? 0)).length,
      name: (around && this.#gazetteer.townOf(around)) ?? null,
    };
  }

  /** Towns in a box, those of most people first. */
  towns(box: GeoBox, limit: number): Town[] {
    return this.#gazetteer
      .townsIn(box, limit)
      .map(({ name, latitude, longitude, population }) => ({ name, latitude, longitude, population }));
  }

  #told({ x, y, count, box, members }: Cluster, { ids, countries }: PhotosOnMap): PlaceCluster {
    const photos = members();
    const byCountry = new Map<string, number>();
    for (const photo of photos) {
      const country = countries[photo] ?? null;
      if (country !== null) byCountry.set(country, (byCountry.get(country) ?? 0) + 1);
    }
    const [most] = [...byCountry].sort(([, a], [, b]) => b - a);
    return {
      latitude: latitudeAt(y),
      longitude: longitudeAt(x),
      count,
      box,
      coverId: ids[photos[0] ?? -1] ?? 0,
      town: this.#gazetteer.townOf(box) ?? null,
      country: most?.[0] ?? null,
      countries: byCountry.size,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    await this.#photos[Symbol.asyncDispose]();
  }
}

/** A box with a part of the width of a Mercator map more on each side. */
function widened({ south, north, west, east }: GeoBox, by: number): GeoBox {
  const [left, right] = [mercatorX(west), mercatorX(east) + (west > east ? 1 : 0)];
  const goesAround = right - left + 2 * by >= 1;
  return {
    south: latitudeAt(mercatorY(south) + by),
    north: latitudeAt(mercatorY(north) - by),
    west: goesAround ? -180 : longitudeAt(left - by),
    east: goesAround ? 180 : longitudeAt(right + by),
  };
}
