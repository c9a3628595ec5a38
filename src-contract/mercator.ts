/**
 * The spherical Mercator projection of web maps, onto a square of side 1: `x` from west to east, `y` from north to south. Pages
 * draw by it, and the engine puts photos together by it, so that what lies apart for one lies apart for the other.
 *
 * @see Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395, equations 7-1 to 7-4
 */

/** Where the square ends, in degrees: what lies nearer to a pole is shown at its edge. */
export const mercatorReach = 85.051_128_779_806_59;

/** 0 at 180° west, 1 at 180° east. */
export function mercatorX(longitude: number): number {
  return longitude / 360 + 0.5;
}

/** 0 at the northern edge, 1 at the southern; poles are at the edges. */
export function mercatorY(latitude: number): number {
  const angle = (Math.max(-mercatorReach, Math.min(mercatorReach, latitude)) * Math.PI) / 180;
  return Math.max(0, Math.min(1, 0.5 - Math.asinh(Math.tan(angle)) / (2 * Math.PI)));
}

/** Degrees, -180..180; `x` beyond the square has gone around the globe. */
export function longitudeAt(x: number): number {
  return (x - Math.floor(x) - 0.5) * 360;
}

/** Degrees, within `mercatorReach`. */
export function latitudeAt(y: number): number {
  const inside = Math.max(0, Math.min(1, y));
  return (Math.atan(Math.sinh((0.5 - inside) * 2 * Math.PI)) * 180) / Math.PI;
}
