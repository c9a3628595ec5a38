import { expect, test } from 'vitest';
import { everyHolidays, everyMonths, everySeasons, everyWeekdays, noFilters } from '../../../src-contract/index.ts';
import { civilDate, isoDay, parseIsoDay, weekday } from '../../../src-main/core/query/days.ts';
import { cycleOf, recurringDays } from '../../../src-main/core/query/recurrence.ts';
import { namedLibrary } from '../../helpers/words.ts';

const at = { start: 0, end: 1, text: 'x' };

/** Dates as exact as they can be, and on which of them something that comes again is. */
const dates = [
  ...['2019', '2019-06', '2019-07', '2019-08', '2020-02', '2019-12', '2019-07-01', '2019-07-31T23:59:59', '2019-08-01'],
  ...['2020-02-28T10:00:00', '2020-02-29T10:00:00', '2019-02-28', '2019-12-24T00:00:00', '2019-12-26', '2020-01-01'],
  ...['2020-04-10', '2020-04-13T12:00:00', '2020-04-14', '2019-11-28', '2020-11-26', '2019-12-31T23:59:59.125'],
];

test.each<readonly [name: string, found: readonly string[]]>([
  ['july', ['2019-07', '2019-07-01', '2019-07-31T23:59:59']],
  ['07-01..07-30', ['2019-07-01']],
  ['07-02..08-31', ['2019-08', '2019-07-31T23:59:59', '2019-08-01']],
  ['06-15..08-15', ['2019-07', '2019-07-01', '2019-07-31T23:59:59', '2019-08-01']],
  ['summer', ['2019-06', '2019-07', '2019-08', '2019-07-01', '2019-07-31T23:59:59', '2019-08-01']],
  ['february', ['2020-02', '2020-02-28T10:00:00', '2020-02-29T10:00:00', '2019-02-28']],
  ['02-29', ['2020-02-29T10:00:00']],
  ['12-27..02-28', ['2020-02-28T10:00:00', '2019-02-28', '2020-01-01', '2019-12-31T23:59:59.125']],
  ['christmas', ['2019-12-24T00:00:00', '2019-12-26']],
  ['new-year', ['2020-01-01', '2019-12-31T23:59:59.125']],
  ['easter', ['2020-04-10', '2020-04-13T12:00:00']],
  ['thanksgiving', ['2019-11-28', '2020-11-26']],
  ['wednesday', ['2019-07-31T23:59:59', '2020-01-01']],
  ['monday', ['2019-07-01', '2020-04-13T12:00:00']],
])('%s is on the days that it is on', async (name, found) => {
  await using lib = await namedLibrary(
    Object.fromEntries(dates.map((takenAt, index) => [`${String(index)}.jpg`, { takenAt }])),
  );
  const ids = lib.store.catalog.matching(noFilters, [{ kind: 'every', name, ...at }]);
  expect(
    lib
      .names(ids)
      .map((path) => dates[Number.parseInt(path, 10)])
      .sort(),
  ).toEqual([...found].sort());
});

test('on every day, the days that come again are those of the cycle', () => {
  const first = parseIsoDay('2019-01-01') ?? 0;
  for (const name of [...everyMonths, ...everyWeekdays, 'weekend', ...everySeasons, ...everyHolidays, '12-27..01-06']) {
    const cycle = cycleOf(name);
    const days = recurringDays(name);
    for (let day = first; day < first + 3 * 366; day++) {
      const index = cycle?.indexAt(day) ?? 0;
      const isOn = [-1, 0, 1].some((ahead) => {
        const found = cycle?.occurrence(index + ahead);
        return found !== undefined && found.from <= day && day <= found.to;
      });
      expect(has(days, day), `${name} on ${isoDay(day)}`).toBe(isOn);
    }
  }
});

function has(days: ReturnType<typeof recurringDays>, day: number): boolean {
  if (days.kind === 'weekdays') return days.days.includes(weekday(day));
  if (days.kind === 'days') return days.days.includes(isoDay(day));
  const { month, day: date } = civilDate(day);
  const monthDay = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (days.from <= days.to) return days.from <= monthDay && monthDay <= days.to;
  return days.from <= monthDay || monthDay <= days.to;
}
