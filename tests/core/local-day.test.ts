import { expect, test } from 'vitest';
import { localDay } from '../../src-main/core/local-day.ts';

test.each([
  ['the first moment of a day', new Date(2024, 0, 1, 0, 0, 0), '2024-01-01'],
  ['the last moment of a day', new Date(2024, 11, 31, 23, 59, 59, 999), '2024-12-31'],
  ['a leap day', new Date(2024, 1, 29, 12), '2024-02-29'],
  ['the night in which clocks change', new Date(2024, 2, 31, 2, 30), '2024-03-31'],
])('is the day on the clock of this machine: %s', (_, now, day) => {
  expect(localDay(now)).toBe(day);
});
