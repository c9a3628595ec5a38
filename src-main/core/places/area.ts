import { type Area, mercatorY } from '../../../src-contract/index.ts';
import { isInBox } from '../geo.ts';

/** What is beyond the southern edge of the map is seen at it, which must not be the very line of an area that ends there. */
const lastY = 1 - 1e-9;

/** Tells of a point, in degrees, whether it is in an area. */
export type InArea = (latitude: number, longitude: number) => boolean;

/**
 * Make a test of points for an area. In a polygon is what its sides, straight on a Mercator map, go around an odd number of
 * times. Points at the very line may count or not.
 *
 * @see Shimrat 1962, Algorithm 112: Position of Point Relative to Polygon, CACM 5 (8), 434
 */
export function areaTest(area: Area): InArea {
  const { corners } = area;
  if (corners === null) return (latitude, longitude) => isInBox(area, latitude, longitude);
  const xs = corners.map(({ longitude }) => eastOf(area.west, longitude));
  const ys = corners.map(({ latitude }) => mercatorY(latitude));
  return (latitude, longitude) =>
    isInBox(area, latitude, longitude) &&
    isInside(xs, ys, eastOf(area.west, longitude), Math.min(lastY, mercatorY(latitude)));
}

/** The longitude counted on from the western side of a box, so that one across the antimeridian is without a gap. */
export function eastOf(west: number, longitude: number): number {
  return longitude < west ? longitude + 360 : longitude;
}

function isInside(xs: readonly number[], ys: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const [xi = 0, yi = 0, xj = 0, yj = 0] = [xs[i], ys[i], xs[j], ys[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
