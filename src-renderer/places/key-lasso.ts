import { type Point, type Size, spotOf, type View, worldPixels } from './view.ts';

/** An area that is drawn with keys: corners that are set with a cross, one by one. */
export interface KeyLasso {
  /** Not wrapped around the globe: corners east of the antimeridian are east of the others. */
  readonly cross: Point;
  readonly corners: readonly Point[];
}

/** Arrows that move the cross, and which way. */
export const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow moves the cross, and with Shift, CSS pixels. */
const [stride, smallStride] = [24, 4];
/** The cross stays so far inside the map; beyond that it moves the map. CSS pixels. */
const margin = 40;
/** What lies within this is at one place, CSS pixels. */
const onePlace = 2;

/** Move the cross with an arrow; `pan` is how far the map has to go along, CSS pixels, so that the cross is in sight. */
export function crossMoved(
  { cross, corners }: KeyLasso,
  [right, down]: readonly [right: number, down: number],
  { view, size, isSmall }: { readonly view: View; readonly size: Size; readonly isSmall: boolean },
): { readonly lasso: KeyLasso; readonly pan: readonly [right: number, down: number] } {
  const by = (isSmall ? smallStride : stride) / worldPixels(view.zoom);
  const to = { x: cross.x + right * by, y: Math.min(1, Math.max(0, cross.y + down * by)) };
  const { left, top } = spotOf(view, size, to);
  return { lasso: { cross: to, corners }, pan: [beyond(left, size.width), beyond(top, size.height)] };
}

/** How far a spot lies outside what is kept free of the cross, to be moved back. */
function beyond(at: number, side: number): number {
  const free = Math.min(margin, side / 2);
  return Math.max(0, free - at) + Math.min(0, side - free - at);
}

/**
 * Set a corner where the cross is. Set a second time at one place, or where the first one is, it ends the area if that has
 * three corners.
 */
export function cornerSet(
  { cross, corners }: KeyLasso,
  zoom: number,
): { readonly lasso: KeyLasso; readonly isClosed: boolean } {
  const isHere = (corner: Point | undefined): boolean =>
    corner !== undefined && Math.hypot(corner.x - cross.x, corner.y - cross.y) * worldPixels(zoom) <= onePlace;
  const isAgain = isHere(corners.at(-1));
  if (isAgain || (corners.length >= 3 && isHere(corners[0])))
    return { lasso: { cross, corners }, isClosed: corners.length >= 3 };
  return { lasso: { cross, corners: [...corners, cross] }, isClosed: false };
}

/** Take the last corner back. */
export function cornerTaken({ cross, corners }: KeyLasso): KeyLasso {
  return { cross, corners: corners.slice(0, -1) };
}
