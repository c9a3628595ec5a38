import { expect, test } from 'vitest';
import { errorCodes } from '../../src-contract/index.ts';
import { nextAttemptAtMs } from '../../src-main/core/retry.ts';

const minute = 60_000;

test.each([
  [1, minute],
  [2, 4 * minute],
  [3, 16 * minute],
  [4, 64 * minute],
  [5, 256 * minute],
  [6, null],
  [100, null],
])('waits longer after every attempt: %i', (attempts, wait) => {
  expect(nextAttemptAtMs('PHOTO_TIMEOUT', attempts, 1000)).toBe(wait === null ? null : 1000 + wait);
});

test('tries again by itself only what may have passed', () => {
  const again = errorCodes.filter((code) => nextAttemptAtMs(code, 1, 0) !== null);
  expect(again).toEqual([
    'PHOTO_UNREADABLE',
    'PHOTO_MISSING',
    'PHOTO_IN_CLOUD',
    'PHOTO_CHANGED_WHILE_READING',
    'PHOTO_TIMEOUT',
    'INTERNAL',
  ]);
});

test('looks once a day for what lies with a cloud service, however often', () => {
  expect([1, 6, 100].map((attempts) => nextAttemptAtMs('PHOTO_IN_CLOUD', attempts, 5))).toEqual(
    Array(3).fill(5 + 24 * 3_600_000),
  );
});
