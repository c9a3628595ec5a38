import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  easterSunday,
  latestBegun,
  latestOver,
  seasonOf,
  weekly,
  yearly,
} from '../../../src-main/core/query/calendar.ts';
import {
  addMonths,
  civilDate,
  dayOf,
  daysOfMonth,
  isoDay,
  monthLength,
  parseIsoDay,
  weekday,
  type Days,
} from '../../../src-main/core/query/days.ts';

const everyYear = fc.integer({ min: 1, max: 9999 });
const month = fc.integer({ min: 1, max: 12 });

test('days are numbered and named as JavaScript has them in UTC', () => {
  fc.assert(
    fc.property(everyYear, month, fc.integer({ min: 1, max: 31 }), (year, monthOfYear, day) => {
      fc.pre(day <= monthLength(year, monthOfYear));
      const date = new Date(0);
      date.setUTCFullYear(year, monthOfYear - 1, day);
      const numbered = dayOf(year, monthOfYear, day) ?? Number.NaN;
      expect(numbered).toBe(date.getTime() / 86_400_000);
      expect(civilDate(numbered)).toEqual({ year, month: monthOfYear, day });
      expect(weekday(numbered)).toBe((date.getUTCDay() + 6) % 7);
      expect(isoDay(numbered)).toBe(date.toISOString().slice(0, 10));
      expect(parseIsoDay(isoDay(numbered))).toBe(numbered);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [2023, 2, 29],
  [1900, 2, 29],
  [2024, 13, 1],
  [2024, 0, 1],
  [2024, 4, 31],
  [2024, 4, 0],
  [0, 1, 1],
  [10_000, 1, 1],
])('there is no day %i-%i-%i', (year, monthOfYear, day) => {
  expect(dayOf(year, monthOfYear, day)).toBeUndefined();
});

test.each(['2023-02-29', '2023-2-1', '23-02-01', '2023-02-01T00:00', '', '2023', ' 2023-02-01'])(
  '%j is no day',
  (text) => {
    expect(parseIsoDay(text)).toBeUndefined();
  },
);

test.each([
  ['2024-03-31', -1, '2024-02-29'],
  ['2023-03-31', -1, '2023-02-28'],
  ['2024-01-15', -1, '2023-12-15'],
  ['2024-12-31', 2, '2025-02-28'],
  ['2024-02-29', -12, '2023-02-28'],
])('%s and %i months is %s', (day, months, expected) => {
  expect(isoDay(addMonths(parseIsoDay(day) ?? Number.NaN, months) ?? Number.NaN)).toBe(expected);
});

// As tables of the churches have it, with the earliest and the latest day there can be.
test.each([
  [1818, '1818-03-22'],
  [1943, '1943-04-25'],
  [1961, '1961-04-02'],
  [2000, '2000-04-23'],
  [2008, '2008-03-23'],
  [2019, '2019-04-21'],
  [2022, '2022-04-17'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, expected) => {
  expect(isoDay(easterSunday(year) ?? Number.NaN)).toBe(expected);
});

function text(days: Days | undefined): string {
  return days === undefined ? 'none' : `${isoDay(days.from)}..${isoDay(days.to)}`;
}

test('winter belongs to the year that it begins in, and ends with February', () => {
  expect(text(seasonOf('winter')(2022))).toBe('2022-12-01..2023-02-28');
  expect(text(seasonOf('winter')(2023))).toBe('2023-12-01..2024-02-29');
  expect(text(seasonOf('winter')(9999))).toBe('none');
});

const day = fc.integer({ min: parseIsoDay('1990-01-01') ?? 0, max: parseIsoDay('2100-12-31') ?? 0 });
const cycles = [
  yearly(seasonOf('summer')),
  yearly(seasonOf('winter')),
  yearly((year) => daysOfMonth(year, 5)),
  weekly(0, 6),
  weekly(6, 6),
  weekly(5, 6),
  yearly((year) => {
    const leapDay = dayOf(year, 2, 29);
    return leapDay === undefined ? undefined : { from: leapDay, to: leapDay };
  }),
];

test('the latest that has begun has begun, the latest that is over is over, and none comes between', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...cycles), (today, cycle) => {
      const begun = latestBegun(cycle, today);
      const over = latestOver(cycle, today);
      expect(begun?.from).toBeLessThanOrEqual(today);
      expect(over?.to).toBeLessThan(today);
      // Over is the latest that has begun, or the one before that goes on.
      if (begun !== undefined && begun.to < today) expect(over).toEqual(begun);
      else expect(over?.from).toBeLessThan(begun?.from ?? 0);
      for (let later = (begun?.from ?? 0) + 1; later <= today; later++) {
        const index = cycle.indexAt(later);
        for (const i of [index - 1, index, index + 1]) expect(cycle.occurrence(i)?.from).not.toBe(later);
      }
    }),
  );
});
