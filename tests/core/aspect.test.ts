import { expect, test } from 'vitest';
import { aspectOf } from '../../src-main/core/aspect.ts';

test.each([
  [4000, 3000, 1.333],
  [3000, 4000, 0.75],
  [1, 1, 1],
  [1, 65_535, 0.001],
  [65_535, 1, 65_535],
])('%i x %i has the aspect %f', (width, height, aspect) => {
  expect(aspectOf(width, height)).toBe(aspect);
});
