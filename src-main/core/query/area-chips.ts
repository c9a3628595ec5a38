import { type Area, maxCorners } from '../../../src-contract/index.ts';
import { eastOf } from '../places/area.ts';
import type { Understood } from './chips.ts';
import type { Found } from './found.ts';
import type { TokenView } from './token-view.ts';

/** Steps of a degree in which the query language says where something is: 0.11 m at most. */
const steps = 1_000_000;
/** Once around, in degrees. */
const round = 360;

const number = String.raw`[-−]?\d{1,3}(?:\.\d{1,20})?`;
/** Numbers with commas and semicolons between, from a place in a text on. */
const numberList = new RegExp(String.raw`${number}(?:\s?[,;]\s?${number})*`, 'uy');

/** A corner, its longitude counted on over the antimeridian: one side leads to the next without a leap. */
type Corner = NonNullable<Area['corners']>[number];

/**
 * Write a part of a map as a chip: `area:south,west,north,east`, or the corners of a polygon, `area:48.1,11.5;48.2,11.6;48,11.7`.
 * A box is never smaller than it was: its sides go outwards to the next step.
 */
export function areaChip(area: Area): Understood {
  const corners = area.corners?.map(({ latitude, longitude }) => ({
    latitude,
    longitude: eastOf(area.west, longitude),
  }));
  return (corners && polygonChip(corners)) ?? boxChip(area);
}

/**
 * Read what `area:` is about, in degrees: four numbers, south, west, north and east, or 3 to 64 corners of a polygon, each a
 * latitude and a longitude. A box whose west is greater than its east crosses the antimeridian, and so does what goes on
 * beyond 180. Undefined for numbers that no place on Earth has.
 */
export function readArea(text: string): Understood | undefined {
  numberList.lastIndex = 0;
  if (numberList.exec(text)?.[0] !== text) return undefined;
  const groups = text
    .replaceAll('−', '-')
    .split(';')
    .map((group) => group.split(',').map(Number));
  const [first = []] = groups;
  if (groups.length === 1) return first.length === 4 ? readBox(first) : undefined;
  if (groups.length < 3 || groups.length > maxCorners || groups.some(({ length }) => length !== 2)) return undefined;
  const corners = groups.map(([latitude = 0, longitude = 0]) => ({ latitude, longitude }));
  const isOnEarth = corners.every(
    ({ latitude, longitude }) => isLatitude(latitude) && Math.abs(longitude) <= 1.5 * round,
  );
  return isOnEarth ? polygonChip(corners) : undefined;
}

/** Read what stands behind `area:` without quotes: as many tokens as are numbers with commas and semicolons between. */
export function readAreaTokens(text: string, tokens: TokenView, at: number): Found | undefined {
  const start = tokens.tokens[at]?.start;
  if (start === undefined) return undefined;
  numberList.lastIndex = start;
  const written = numberList.exec(text)?.[0];
  const understood = written === undefined ? undefined : readArea(written);
  if (written === undefined || understood === undefined) return undefined;
  let last = at;
  while ((tokens.tokens[last]?.end ?? Infinity) < start + written.length) last++;
  return tokens.tokens[last]?.end === start + written.length ? { understood, next: last + 1 } : undefined;
}

function readBox([south = 0, west = 0, north = 0, east = 0]: readonly number[]): Understood | undefined {
  const isOnEarth = isLatitude(south) && isLatitude(north) && south <= north && isLongitude(west);
  if (!isOnEarth || east < -round / 2 || east > 1.5 * round) return undefined;
  const goesAround = east - west >= round;
  const sides = goesAround
    ? { west: -round / 2, east: round / 2 }
    : { west, east: east > round / 2 ? east - round : east };
  return boxChip({ south, north, ...sides });
}

function boxChip(box: Pick<Area, 'south' | 'north' | 'west' | 'east'>): Understood {
  const [south, north] = [stepBelow(box.south), -stepBelow(-box.north) + 0];
  const [west, east] = widened(box);
  return {
    meaning: { kind: 'area', area: { south, north, west, east, corners: null, name: null } },
    text: `area:${[south, west, north, east].join(',')}`,
  };
}

/** The western and the eastern side, outwards to the next step. What then goes once around has no gap between them any more. */
function widened({ west, east }: Pick<Area, 'west' | 'east'>): [west: number, east: number] {
  const sides: [number, number] = [stepBelow(west), -stepBelow(-east) + 0];
  return west > east && sides[0] <= sides[1] ? [-round / 2, round / 2] : sides;
}

/** Undefined for what goes all around the globe, which has no inside. */
function polygonChip(corners: readonly Corner[]): Understood | undefined {
  const least = nearestStep(Math.min(...corners.map(({ longitude }) => longitude)));
  // The western side is where longitudes are counted from: -180 to 180.
  const turns = Math.floor(least / round + 0.5) * round;
  const shown = corners.map(({ latitude, longitude }) => ({
    latitude: nearestStep(latitude),
    longitude: nearestStep(longitude - turns),
  }));
  const latitudes = shown.map(({ latitude }) => latitude);
  const longitudes = shown.map(({ longitude }) => longitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  if (east - west >= round) return undefined;
  return {
    meaning: {
      kind: 'area',
      area: {
        ...{ south: Math.min(...latitudes), north: Math.max(...latitudes), west, east: onTheMap(east) },
        corners: shown.map(({ latitude, longitude }) => ({ latitude, longitude: onTheMap(longitude) })),
        name: null,
      },
    },
    text: `area:${shown.map(({ latitude, longitude }) => `${latitude},${longitude}`).join(';')}`,
  };
}

function onTheMap(longitude: number): number {
  return longitude > round / 2 ? nearestStep(longitude - round) : longitude;
}

function isLatitude(degrees: number): boolean {
  return Math.abs(degrees) <= 90;
}

function isLongitude(degrees: number): boolean {
  return Math.abs(degrees) <= round / 2;
}

function nearestStep(degrees: number): number {
  // Without a zero that is negative.
  return Math.round(degrees * steps) / steps + 0;
}

/** The nearest step that is not greater. */
function stepBelow(degrees: number): number {
  const nearest = nearestStep(degrees);
  return nearest <= degrees ? nearest : nearestStep(nearest - 1 / steps);
}
