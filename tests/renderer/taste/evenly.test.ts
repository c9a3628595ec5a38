import { expect, test } from 'vitest';
import { evenly } from '../../../src-renderer/taste/evenly.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test.each([
  [numbers(3), 3, [0, 1, 2]],
  [numbers(2), 5, [0, 1]],
  [numbers(10), 4, [0, 2, 5, 7]],
  [[], 4, []],
])('of many some at equal distances are taken, of few all', (all, most, taken) => {
  expect(evenly(all, most)).toEqual(taken);
});
