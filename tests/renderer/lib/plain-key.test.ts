import { expect, test } from 'vitest';
import { plainKey } from '../../../src-renderer/lib/plain-key.ts';

test.each([
  ['g', false, 'g'],
  // Caps Lock.
  ['G', false, 'g'],
  ['G', true, 'G'],
  // Caps Lock and Shift.
  ['g', true, 'G'],
  ['É', false, 'é'],
  ['ß', false, 'ß'],
  ['?', true, '?'],
  ['+', false, '+'],
  ['5', false, '5'],
  ['ArrowUp', true, 'ArrowUp'],
  ['Delete', false, 'Delete'],
])('the key %s, with Shift: %j, is %s', (key, shiftKey, plain) => {
  expect(plainKey({ key, shiftKey })).toBe(plain);
});
