import { expect, test } from 'vitest';
import { markKey } from '../../../src-renderer/favourites/mark-keys.ts';

test.each([
  ['f', 'toggle'],
  ['x', { rating: -1 }],
  ['0', { rating: 0 }],
  ['3', { rating: 3 }],
  ['5', { rating: 5 }],
  ['6', null],
  ['-1', null],
  ['10', null],
  ['F1', null],
  [' ', null],
  ['', null],
  ['٣', null],
])('the key "%s" says %j', (key, says) => {
  expect(markKey(key)).toEqual(says);
});
