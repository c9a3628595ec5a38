import type { Box } from '../../src-contract/index.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where something is drawn, CSS pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest side of a box, as a share of the photo's: what is smaller shows nothing that could be searched for. */
const smallestSide = 0.01;
/** What a pointer has to draw at least, in either direction, CSS pixels: less is a click. */
const smallestDrag = 8;
/** What a box without a pointer begins as: the middle. */
export const middleBox: Box = Object.freeze({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 });

/**
 * Up to this share of the photo the part that decided is small, and worth a closer look. Cells are coarse: the box around a thing
 * that covers a twentieth of the photo covers a sixth of it (the boxes of docs/evaluation.md).
 */
const smallShare = 0.2;

export function isSmall({ width, height }: Box): boolean {
  return width * height < smallShare;
}

/** The box between two corners, which may lie outside of the photo; null when it is too small to be meant. */
export function boxBetween(a: Point, b: Point, photo: Place): Box | null {
  const [left, right] = sharesOf(a.x, b.x, photo.left, photo.width);
  const [top, bottom] = sharesOf(a.y, b.y, photo.top, photo.height);
  const [width, height] = [right - left, bottom - top];
  const isTooNarrow = width < Math.max(smallestSide, smallestDrag / photo.width);
  const isTooLow = height < Math.max(smallestSide, smallestDrag / photo.height);
  return isTooNarrow || isTooLow ? null : { x: left, y: top, width, height };
}

/** Move a box by shares of the photo, as far as its edges. */
export function moveBox(box: Box, dx: number, dy: number): Box {
  return { ...box, x: clamp(box.x + dx, 0, 1 - box.width), y: clamp(box.y + dy, 0, 1 - box.height) };
}

/** Move the right and the lower edge of a box by shares of the photo. */
export function resizeBox(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    width: clamp(box.width + dx, smallestSide, 1 - box.x),
    height: clamp(box.height + dy, smallestSide, 1 - box.y),
  };
}

/** Where a box of a photo is drawn. */
export function placeOf(box: Box, photo: Place): Place {
  return {
    left: photo.left + box.x * photo.width,
    top: photo.top + box.y * photo.height,
    width: box.width * photo.width,
    height: box.height * photo.height,
  };
}

/**
 * Where to draw a photo behind a square window so that the box's middle fills it, cut off as little as it must be.
 *
 * @param aspect width / height of the photo.
 * @param side of the window, CSS pixels.
 */
export function cropPlace(box: Box, aspect: number, side: number): Place {
  const height = side / Math.min(box.width * aspect, box.height);
  const width = height * aspect;
  return {
    // Near an edge the middle gives way, so that nothing but the photo shows.
    left: clamp(side / 2 - (box.x + box.width / 2) * width, side - width, 0),
    top: clamp(side / 2 - (box.y + box.height / 2) * height, side - height, 0),
    width,
    height,
  };
}

function sharesOf(a: number, b: number, begin: number, size: number): [low: number, high: number] {
  const share = (value: number): number => clamp((value - begin) / size, 0, 1);
  return a < b ? [share(a), share(b)] : [share(b), share(a)];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(low, high), Math.max(low, value));
}
