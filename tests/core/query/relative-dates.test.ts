import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDay, parseIsoDay, weekday } from '../../../src-main/core/query/days.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import type { Places } from '../../../src-main/core/query/places.ts';

/** Where no place is known. */
const places: Places = { find: () => undefined };

function daysOf(text: string, today: string): { from: string | null; to: string | null } {
  const { description, chips } = parseQuery(text, { today, places });
  const [chip, ...others] = chips;
  expect({ description, others }).toEqual({ description: '', others: [] });
  if (chip?.kind !== 'date') throw new Error(`Expected a date for ${text} but received ${JSON.stringify(chip)}`);
  return { from: chip.from, to: chip.to };
}

// Around leap days and the ends of months, years and weeks. 1 January 2024 was a Monday.
test.each<readonly [text: string, today: string, from: string | null, to: string | null]>([
  ['today', '2024-02-29', '2024-02-29', '2024-02-29'],
  ['yesterday', '2024-03-01', '2024-02-29', '2024-02-29'],
  ['yesterday', '2023-03-01', '2023-02-28', '2023-02-28'],
  ['yesterday', '2024-01-01', '2023-12-31', '2023-12-31'],
  ['last week', '2024-01-01', '2023-12-25', '2023-12-31'],
  ['last week', '2024-01-07', '2023-12-25', '2023-12-31'],
  ['this week', '2024-01-07', '2024-01-01', '2024-01-07'],
  ['last weekend', '2024-01-06', '2023-12-30', '2023-12-31'],
  ['last weekend', '2024-01-08', '2024-01-06', '2024-01-07'],
  ['this weekend', '2024-01-07', '2024-01-06', '2024-01-07'],
  ['last month', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['last month', '2024-01-31', '2023-12-01', '2023-12-31'],
  ['a month ago', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['last year', '2024-12-31', '2023-01-01', '2023-12-31'],
  ['a year ago', '2024-02-29', '2023-01-01', '2023-12-31'],
  ['last winter', '2024-02-29', '2022-12-01', '2023-02-28'],
  ['last winter', '2024-03-01', '2023-12-01', '2024-02-29'],
  ['this winter', '2024-02-29', '2023-12-01', '2024-02-29'],
  ['this winter', '2024-11-30', '2023-12-01', '2024-02-29'],
  ['this winter', '2024-12-01', '2024-12-01', '2025-02-28'],
  ['last summer', '2024-08-31', '2023-06-01', '2023-08-31'],
  ['last summer', '2024-09-01', '2024-06-01', '2024-08-31'],
  ['in May', '2024-04-30', '2023-05-01', '2023-05-31'],
  ['in May', '2024-05-01', '2024-05-01', '2024-05-31'],
  ['last May', '2024-05-31', '2023-05-01', '2023-05-31'],
  ['last May', '2024-06-01', '2024-05-01', '2024-05-31'],
  ['on Monday', '2024-01-01', '2024-01-01', '2024-01-01'],
  ['last Monday', '2024-01-01', '2023-12-25', '2023-12-25'],
  ['on Sunday', '2024-01-01', '2023-12-31', '2023-12-31'],
  ['on 29 February', '2023-06-01', '2020-02-29', '2020-02-29'],
  ['on 31 December', '2024-01-01', '2023-12-31', '2023-12-31'],
  ['last Christmas', '2023-12-26', '2022-12-24', '2022-12-26'],
  ['last Christmas', '2023-12-27', '2023-12-24', '2023-12-26'],
  ["last new year's eve", '2024-01-01', '2023-12-31', '2023-12-31'],
  ['last new year', '2024-01-01', '2022-12-31', '2023-01-01'],
  ['last 6 months', '2024-08-31', '2024-02-29', '2024-08-31'],
  ['past year', '2024-02-29', '2023-02-28', '2024-02-29'],
  ['christmas last year', '2024-01-01', '2023-12-24', '2023-12-26'],
  ['until yesterday', '2024-01-01', null, '2023-12-31'],
  ['since last month', '2024-01-31', '2023-12-01', null],
])('%s on %s', (text, today, from, to) => {
  expect(daysOf(text, today)).toEqual({ from, to });
});

const today = fc.integer({ min: parseIsoDay('1990-01-01') ?? 0, max: parseIsoDay('2100-12-31') ?? 0 });

const texts = [
  ...['today', 'yesterday', 'last week', 'last weekend', 'last month', 'last year', '3 days ago', '2 weeks ago'],
  ...['five months ago', '10 years ago', 'past 30 days', 'last 18 months', 'last summer', 'last winter', 'in May'],
  ...['in February', 'last February', 'on Sunday', 'last Tuesday', 'last Easter', 'last thanksgiving', 'in the 90s'],
  ...['on 29 February', 'last new year', 'this winter', 'this year', 'this week', 'from May to July', 'during:winter'],
];

test('on any day a date is one, in order, and has begun', () => {
  fc.assert(
    fc.property(today, fc.constantFrom(...texts), (number, text) => {
      const now = isoDay(number);
      const { from, to } = daysOf(text, now);
      expect(parseIsoDay(from ?? '')).toBeTypeOf('number');
      expect(parseIsoDay(to ?? '')).toBeTypeOf('number');
      expect((from ?? '') <= (to ?? '')).toBe(true);
      expect((from ?? '') <= now).toBe(true);
      if (/^(?:last (?!\d)|yesterday)/u.test(text)) expect((to ?? '') < now).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test('weeks begin on Monday and weekends on Saturday, whatever the day', () => {
  fc.assert(
    fc.property(today, (number) => {
      const now = isoDay(number);
      for (const text of ['last week', 'this week', '2 weeks ago']) {
        const { from, to } = daysOf(text, now);
        expect(weekday(parseIsoDay(from ?? '') ?? 0)).toBe(0);
        expect((parseIsoDay(to ?? '') ?? 0) - (parseIsoDay(from ?? '') ?? 0)).toBe(6);
      }
      expect(weekday(parseIsoDay(daysOf('last weekend', now).from ?? '') ?? 0)).toBe(5);
    }),
  );
});

test('a day that is none is refused', () => {
  expect(() => parseQuery('x', { today: '2023-02-29', places })).toThrow(RangeError);
});
