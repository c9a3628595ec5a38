import { geoArea, geoCentroid, geoMercator, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import atlas from 'world-atlas/countries-50m.json';
import { mercatorX, mercatorY } from '../../../src-contract/index.ts';
import { coarser, type Outline, OutlineCollector } from './outline.ts';

/** Outlines for a look from some distance. */
export interface Detail {
  /** Up to this zoom. */
  readonly maxZoom: number;
  readonly land: readonly Outline[];
  readonly coasts: readonly Outline[];
  readonly borders: readonly Outline[];
}

/** A country, for its name. */
export interface Country {
  /** ISO 3166-1 alpha-2; null for one that has no code. */
  readonly code: string | null;
  /** In English, short. */
  readonly name: string;
  /** Where its name is written: the middle of its largest part, on the square of the projection. */
  readonly x: number;
  readonly y: number;
  /** Width of that part, as a share of the world's. */
  readonly width: number;
}

/** What photos are shown on. */
export interface World {
  /** The coarsest first. */
  readonly details: readonly Detail[];
  /** The largest first. */
  readonly countries: readonly Country[];
}

/** d3 compares lengths with constants that suit pixels: it draws on a square of this side. */
const side = 1024;
/** Less than a pixel at that zoom. */
const coarseness = (zoom: number): number => 0.75 / (256 * 2 ** zoom);

/**
 * Countries and coasts of the world, projected once: some 100 ms.
 *
 * This module and what it imports are a file of their own in the built page, loaded when the room is entered first.
 *
 * @see https://www.naturalearthdata.com/, by way of https://github.com/topojson/world-atlas
 */
export function makeWorld(): World {
  const { countries, land } = atlas.objects;
  const lines = (isWanted: (a: object, b: object) => boolean): Outline[] => drawn(mesh(atlas, countries, isWanted));
  const full: Detail = {
    maxZoom: Infinity,
    land: drawn(feature(atlas, land)),
    coasts: lines((a, b) => a === b),
    borders: lines((a, b) => a !== b),
  };
  const shapes = feature(atlas, countries).features as Feature<Polygon | MultiPolygon, { name: string }>[];
  return {
    details: [coarse(full, 2), coarse(full, 4), full],
    countries: shapes.map(countryOf).sort((a, b) => b.width - a.width),
  };
}

function coarse(full: Detail, maxZoom: number): Detail {
  const distance = coarseness(maxZoom);
  return {
    maxZoom,
    land: coarser(full.land, distance),
    coasts: coarser(full.coasts, distance),
    borders: coarser(full.borders, distance),
  };
}

function drawn(shape: GeoPermissibleObjects): Outline[] {
  const projection = geoMercator()
    .scale(side / (2 * Math.PI))
    .translate([side / 2, side / 2])
    // The points are close enough for straight lines between them.
    .precision(0);
  const collector = new OutlineCollector(side);
  geoPath(projection, collector)(shape);
  return collector.taken();
}

function countryOf({ id, properties, geometry }: Feature<Polygon | MultiPolygon, { name: string }>): Country {
  const parts: Polygon[] =
    geometry.type === 'Polygon'
      ? [geometry]
      : geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
  const largest = parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
  const [longitude, latitude] = geoCentroid(largest);
  const outlines = drawn(largest);
  return {
    code: codeOf(id),
    name: properties.name,
    x: mercatorX(longitude),
    y: mercatorY(latitude),
    width: Math.max(0, ...outlines.map(({ minX, maxX }) => maxX - minX)),
  };
}

/** The atlas has the numbers of ISO 3166-1, for which Unicode knows the letters. */
function codeOf(id: string | number | undefined): string | null {
  if (id === undefined) return null;
  const { region } = new Intl.Locale(`und-${String(id).padStart(3, '0')}`);
  return region !== undefined && /^[A-Z]{2}$/u.test(region) ? region : null;
}
