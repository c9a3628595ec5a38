import { z } from 'zod';
import { Area, GeoBox, Latitude, Longitude } from './area.ts';
import { capability } from './capability.ts';
import { Filters } from './filters.ts';
import { PhotoId } from './photos.ts';

/** The closest that a map is looked at: the world is `256 * 2 ** level` pixels wide, 1.2 m each at the equator. */
export const maxMapLevel = 17;
/** Clusters of a level lie at least so many pixels apart, in one direction or the other, and at closer looks more. */
export const clusterPixels = 76;
/** Most clusters of an answer: those of most photos. */
export const maxClusters = 1000;
/** Most towns of an answer. */
export const maxTowns = 300;

/** Photos that are one mark on the map. A stack is one photo, while the settings say so. */
export const PlaceCluster = z.strictObject({
  /** The middle of its photos on a Mercator map. */
  latitude: Latitude,
  longitude: Longitude,
  count: z.int().positive(),
  /** Around all of its photos. Of no extent where they were all taken at one point. */
  box: GeoBox,
  /** The latest of its photos. */
  coverId: PhotoId,
  /** The largest town that its photos are of, or one near by; null where they are spread wider than towns, or far from all. */
  town: z.string().nullable(),
  /** ISO 3166-1 alpha-2 of the country of most; null where they are in none, or nobody has looked yet. */
  country: z.string().length(2).nullable(),
  /** Countries of all its photos. */
  countries: z.int().nonnegative(),
});
export type PlaceCluster = z.infer<typeof PlaceCluster>;

export const PlacesAnswer = z.strictObject({
  /** Those in the box and a little around it, most photos first. */
  clusters: z.array(PlaceCluster).max(maxClusters),
  /** Photos that pass the filters and say where they were taken, in the box or not. */
  located: z.int().nonnegative(),
  /** Photos that pass the filters and do not. */
  unlocated: z.int().nonnegative(),
  /** Around all that do; null where none does. */
  bounds: GeoBox.nullable(),
});
export type PlacesAnswer = z.infer<typeof PlacesAnswer>;

export const Town = z.strictObject({
  /** In English where there is an English name. */
  name: z.string(),
  latitude: Latitude,
  longitude: Longitude,
  /** People who live there. */
  population: z.int().nonnegative(),
});
export type Town = z.infer<typeof Town>;

export const places = capability('places', {
  methods: {
    /** Photos on a map, put together as far as their marks would lie over each other. What `filters` say of an area counts, too. */
    'places.map': {
      input: z.strictObject({ box: GeoBox, level: z.number().min(0).max(maxMapLevel), filters: Filters }),
      output: PlacesAnswer,
    },
    /** How many photos of an area pass the filters: as many as the timeline shows by them. */
    'places.count': {
      input: z.strictObject({ area: Area, filters: Filters }),
      output: z.strictObject({ count: z.int().nonnegative(), name: z.string().nullable() }),
    },
    /** Towns to write on a map, most people first. */
    'places.towns': {
      input: z.strictObject({ box: GeoBox, limit: z.int().positive().max(maxTowns) }),
      output: z.array(Town),
    },
  },
  events: {
    /** What is asked of the map has another answer than the one that was given last, before the library changed. */
    'places.changed': {},
  },
});
