import { AppError, Box } from '../../../src-contract/index.ts';

/**
 * Read a box as it is typed: `x,y,width,height` of its left upper corner and size, as shares of the upright photo.
 *
 * @throws INVALID_ARGUMENT
 */
export function parseBox(value: string): Box {
  const [x, y, width, height, ...more] = value.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const box = Box.safeParse({ x, y, width, height });
  if (box.success && more.length === 0) return box.data;
  throw new AppError(
    'INVALID_ARGUMENT',
    'Expected --box to be x,y,width,height as shares of the photo (0.5,0,0.5,1 is its right half) ' +
      `but received "${value}"`,
  );
}
