import { type ThumbEdge, thumbEdges } from '../../src-contract/index.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const [usualEdge] = thumbEdges;
const [largestEdge = usualEdge] = thumbEdges.toReversed();

/**
 * Which thumbnail has a pixel for every pixel of the screen that it covers.
 *
 * @param usual pixels of the thumbnail that every photo has.
 * @param tile CSS pixels; the photo covers it, cut off where it has another shape.
 * @param ratio pixels of the screen for each CSS pixel.
 * @returns its longest edge; null where the usual one does, or the photo has no more pixels.
 */
export function sharpEdge(usual: Size, tile: Size, ratio: number): ThumbEdge | null {
  const longest = Math.max(usual.width, usual.height);
  if (longest < usualEdge) return null;
  const scale = ratio * Math.max(tile.width / usual.width, tile.height / usual.height);
  if (scale <= 1) return null;
  return thumbEdges.find((edge) => edge >= longest * scale) ?? largestEdge;
}
