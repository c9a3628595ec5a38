import { type Area, longitudeAt, maxCorners } from '../../src-contract/index.ts';
import { type Point, sideLatitude } from './view.ts';

/**
 * Leave out corners of a line that goes around an area, those first that change it least, until so many are left.
 *
 * @see Visvalingam and Whyatt 1993, Line generalisation by repeated elimination of points, Cartographic Journal 30 (1), 46
 */
export function simplified(points: readonly Point[], most: number): Point[] {
  const left = [...points];
  while (left.length > most) {
    let [least, smallest] = [0, Infinity];
    for (let i = 0; i < left.length; i++) {
      const area = triangle(left.at(i - 1), left[i], left[(i + 1) % left.length]);
      if (area < smallest) [least, smallest] = [i, area];
    }
    left.splice(least, 1);
  }
  return left;
}

function triangle(a: Point | undefined, b: Point | undefined, c: Point | undefined): number {
  if (a === undefined || b === undefined || c === undefined) return 0;
  return Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y));
}

/** The area that somebody has drawn around; null where the line is too short to go around anything. */
export function areaAround(points: readonly Point[]): Area | null {
  if (points.length < 3) return null;
  const corners = simplified(points, maxCorners);
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  // Around the whole globe the sides of the map are no sides of the area.
  const goesAround = right - left >= 1;
  return {
    south: sideLatitude(Math.max(...ys)),
    north: sideLatitude(Math.min(...ys)),
    west: goesAround ? -180 : longitudeAt(left),
    east: goesAround ? 180 : longitudeAt(right),
    corners: goesAround ? null : corners.map(({ x, y }) => ({ latitude: sideLatitude(y), longitude: longitudeAt(x) })),
    name: null,
  };
}
