import { type GeoBox, latitudeAt, longitudeAt, maxMapLevel, mercatorX, mercatorY } from '../../src-contract/index.ts';

/** What of the map is in sight. */
export interface View {
  /** The middle, on the square of the Mercator projection: 0..1. */
  readonly x: number;
  readonly y: number;
  /** The world is `256 * 2 ** zoom` CSS pixels wide. */
  readonly zoom: number;
}

/** Of the map on the page, CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point of the map on the page, CSS pixels from its corner. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}

/** A point on the square of the projection; `x` beyond 0..1 has gone around the globe. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Around what is to be seen as a whole, CSS pixels: half of a mark, or the buttons at the edge, and some air. */
const fitMargin = 76;
/** The same where there is little room: half of a mark, with how many photos it stands for at its corner. */
const closeFitMargin = 44;
/** A side that is shorter, CSS pixels, has little room. */
const shortSide = 500;
/** Where all photos were taken at one point nobody wants to see nothing but them. */
const fitZoom = 11;

/** Width of the world, CSS pixels. */
export function worldPixels(zoom: number): number {
  return 256 * 2 ** zoom;
}

/**
 * From far enough away the world is as high as the map; beside it, it is there again. On a map that is higher than wide it is
 * as wide as the map, or photos around the globe could not be seen at once: then there is water beyond the poles.
 */
export function leastZoom({ width, height }: Size): number {
  const side = height > width ? Math.max(256, width) : height;
  return Math.min(maxMapLevel, Math.log2(Math.max(1, Math.min(side, height)) / 256));
}

/** The nearest view that shows no more beyond the poles than it has to. */
export function clamped({ x, y, zoom }: View, size: Size): View {
  const inside = Math.min(maxMapLevel, Math.max(leastZoom(size), zoom));
  const half = Math.min(0.5, size.height / 2 / worldPixels(inside));
  return { x: x - Math.floor(x), y: Math.min(1 - half, Math.max(half, y)), zoom: inside };
}

/** Where a point is seen: of all its repetitions the one nearest to the middle. */
export function spotOf(view: View, size: Size, { x, y }: Point): Spot {
  const way = x - view.x;
  const world = worldPixels(view.zoom);
  return { left: size.width / 2 + (way - Math.round(way)) * world, top: size.height / 2 + (y - view.y) * world };
}

/** What point is seen somewhere. */
export function pointAt(view: View, size: Size, { left, top }: Spot): Point {
  const world = worldPixels(view.zoom);
  return { x: view.x + (left - size.width / 2) / world, y: view.y + (top - size.height / 2) / world };
}

/** Move what is seen by so many CSS pixels. */
export function moved(view: View, size: Size, right: number, down: number): View {
  const world = worldPixels(view.zoom);
  return clamped({ ...view, x: view.x - right / world, y: view.y - down / world }, size);
}

/** Look closer or from farther away; what is seen at a spot stays there, unless the view would go beyond a pole. */
export function zoomedAt(view: View, size: Size, zoom: number, spot: Spot): View {
  const to = clamped({ ...view, zoom }, size).zoom;
  const { x, y } = pointAt(view, size, spot);
  const world = worldPixels(to);
  return clamped(
    { x: x - (spot.left - size.width / 2) / world, y: y - (spot.top - size.height / 2) / world, zoom: to },
    size,
  );
}

/** The closest view that shows a whole box. */
export function fitted({ south, north, west, east }: GeoBox, size: Size): View {
  const [left, top, bottom] = [mercatorX(west), mercatorY(north), mercatorY(south)];
  const right = mercatorX(east) + (west > east ? 1 : 0);
  const room = (side: number): number => Math.max(side / 2, side - 2 * (side < shortSide ? closeFitMargin : fitMargin));
  const zoom = Math.min(
    Math.log2(room(size.width) / 256 / Math.max(right - left, 1e-12)),
    Math.log2(room(size.height) / 256 / Math.max(bottom - top, 1e-12)),
  );
  return clamped({ x: (left + right) / 2, y: (top + bottom) / 2, zoom }, size);
}

/** The same for all photos: not closer than a town. */
export function overview(box: GeoBox, size: Size): View {
  const view = fitted(box, size);
  return clamped({ ...view, zoom: Math.min(fitZoom, view.zoom) }, size);
}

/** Of the square of the projection, far less than a pixel. */
const leastShare = 1e-9;

/** The latitude of a side of an area: what lies beyond the reach of the projection is seen at its edge, up to the pole. */
export function sideLatitude(y: number): number {
  if (y <= leastShare) return 90;
  return y >= 1 - leastShare ? -90 : latitudeAt(y);
}

/** What is in sight. */
export function boxOf(view: View, size: Size): GeoBox {
  const from = pointAt(view, size, { left: 0, top: 0 });
  const to = pointAt(view, size, { left: size.width, top: size.height });
  const goesAround = to.x - from.x >= 1;
  return {
    south: sideLatitude(to.y),
    north: sideLatitude(from.y),
    west: goesAround ? -180 : longitudeAt(from.x),
    east: goesAround ? 180 : longitudeAt(to.x),
  };
}

/** On the way from one view to another, so that a point which stays in its place stays there all the way. */
export function between(from: View, to: View, share: number): View {
  const zoom = from.zoom + (to.zoom - from.zoom) * share;
  const far = (at: number): number => 2 ** -at;
  const gone =
    Math.abs(to.zoom - from.zoom) < 1e-6 ? share : (far(from.zoom) - far(zoom)) / (far(from.zoom) - far(to.zoom));
  const way = to.x - from.x;
  return { x: from.x + (way - Math.round(way)) * gone, y: from.y + (to.y - from.y) * gone, zoom };
}
