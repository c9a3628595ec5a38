import type { Box } from '../../../src-contract/index.ts';
import type { RgbImage } from './resample.ts';

/** A part of an image in whole pixels, inside of it. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Shares that differ by less are the same edge: pages compute them in floating point. */
const rounding = 1e-6;

/**
 * Find the pixels of a box in a `width` x `height` photo: every pixel that it touches.
 *
 * @param enlargement by how much the box grows about its middle before it is cut off at the edges of the photo.
 */
export function regionOf(box: Box, width: number, height: number, enlargement = 1): Region {
  const across = span(box.x, box.width, width, enlargement);
  const down = span(box.y, box.height, height, enlargement);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

function span(from: number, share: number, size: number, enlargement: number): { start: number; length: number } {
  const margin = (share * (enlargement - 1)) / 2;
  const start = Math.min(size - 1, Math.max(0, Math.floor((from - margin + rounding) * size)));
  const end = Math.min(size, Math.ceil((from + share + margin - rounding) * size));
  return { start, length: Math.max(1, end - start) };
}

/** Copy a part of an image. Input and output uint8 RGB. */
export function cutOut(image: RgbImage, { left, top, width, height }: Region): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(start, start + width * 3), y * width * 3);
  }
  return { data, width, height };
}
