import type { Box } from '../../../src-contract/index.ts';

const corners = [
  [0, 0],
  [0.5, 0],
  [0, 0.5],
  [0.5, 0.5],
] as const;

/** The windows of a photo: parts of half its sides, the four corners and the middle, as shares of the upright photo. */
export const windowBoxes: readonly Box[] = [...corners, [0.25, 0.25] as const].map(([x, y]) => ({
  x,
  y,
  width: 0.5,
  height: 0.5,
}));
