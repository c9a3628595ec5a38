import { expect, test } from 'vitest';
import { regionOf } from '../../../src-main/core/image/box.ts';

test.each([
  ['the whole photo', [0, 0, 1, 1], 1, [0, 0, 100, 50]],
  ['its right half', [0.5, 0, 0.5, 1], 1, [50, 0, 50, 50]],
  ['a box between pixels: all that it touches', [0.105, 0.11, 0.2, 0.2], 1, [10, 5, 21, 11]],
  ['a box in the middle, enlarged', [0.4, 0.4, 0.2, 0.2], 1.2, [38, 19, 24, 12]],
  ['a box at the left upper corner, enlarged', [0, 0, 0.2, 0.2], 1.2, [0, 0, 22, 11]],
  ['a box at the right lower corner, enlarged', [0.8, 0.8, 0.2, 0.2], 1.2, [78, 39, 22, 11]],
  ['a box of almost everything, enlarged', [0.05, 0.05, 0.9, 0.9], 1.2, [0, 0, 100, 50]],
  ['edges that are off by what floating point is', [0.1 + 0.2, 0, 1 - 0.3 + 1e-7, 1], 1, [30, 0, 70, 50]],
  ['a box thinner than a pixel', [0.999, 0.3, 0.001, 0.001], 1, [99, 15, 1, 1]],
  ['a corner at the very edge', [1, 1, 1e-7, 1e-7], 1, [99, 49, 1, 1]],
] as const)('%s', (_, [x, y, width, height], enlargement, [left, top, across, down]) => {
  expect(regionOf({ x, y, width, height }, 100, 50, enlargement)).toEqual({ left, top, width: across, height: down });
});
