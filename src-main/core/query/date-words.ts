import { around, easterSunday, nthWeekday, seasonOf } from './calendar.ts';
import { between, dayOf, type Days } from './days.ts';

/** Words are lower case and without apostrophes, as tokens have them. */
type YearDays = (year: number) => Days | undefined;

/** Names of months, English and short ones, and German ones where they differ. */
export const monthNames: ReadonlyMap<string, number> = new Map(
  [
    ['january', 'jan', 'januar'],
    ['february', 'feb', 'februar'],
    ['march', 'mar', 'märz'],
    ['april', 'apr'],
    ['may', 'mai'],
    ['june', 'jun', 'juni'],
    ['july', 'jul', 'juli'],
    ['august', 'aug'],
    ['september', 'sep', 'sept'],
    ['october', 'oct', 'oktober', 'okt'],
    ['november', 'nov'],
    ['december', 'dec', 'dezember', 'dez'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

/** Names of months that are too much of something else to stand without a day or a year: `mar` is the sea in Spanish. */
export const weakMonthNames: ReadonlySet<string> = new Set(['mar', 'mai', 'jun', 'jul', 'sep', 'dez', 'okt']);

/** Names of months that are words of their own: capitals tell "this May" from "this may be a cat". */
export const monthsThatAreWords: ReadonlySet<string> = new Set(['may', 'march']);

/** Days of the week, Monday 0. */
export const weekdayNames: ReadonlyMap<string, number> = new Map(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name, index) => [name, index]),
);

export const seasons: ReadonlyMap<string, YearDays> = new Map([
  ['spring', seasonOf('spring')],
  ['summer', seasonOf('summer')],
  ['autumn', seasonOf('autumn')],
  ['fall', seasonOf('autumn')],
  ['winter', seasonOf('winter')],
]);

function on(month: number, day: number, last = day): YearDays {
  return (year) => between(dayOf(year, month, day), dayOf(year, month, last));
}

function byEaster(before: number, after: number): YearDays {
  return (year) => around(easterSunday(year), before, after);
}

/** Holidays by their names in words. New Year is the night between: it belongs to the year that begins. */
const holidayList: readonly (readonly [names: readonly string[], days: YearDays])[] = [
  [['christmas', 'xmas'], on(12, 24, 26)],
  [['christmas eve'], on(12, 24)],
  [['christmas day'], on(12, 25)],
  [['boxing day'], on(12, 26)],
  [['new years eve', 'new year eve', 'nye'], on(12, 31)],
  [['new years day', 'new year day'], on(1, 1)],
  [['new year', 'new years'], (year) => between(dayOf(year - 1, 12, 31), dayOf(year, 1, 1))],
  [['easter', 'easter weekend'], byEaster(2, 1)],
  [['good friday'], byEaster(2, -2)],
  [['easter sunday'], byEaster(0, 0)],
  [['easter monday'], byEaster(-1, 1)],
  [['halloween'], on(10, 31)],
  [['valentines day', 'valentines'], on(2, 14)],
  [['st patricks day', 'saint patricks day'], on(3, 17)],
  // Of the United States: the fourth Thursday of November.
  [['thanksgiving', 'thanksgiving day'], (year) => around(nthWeekday(year, 11, 3, 4))],
];

export const holidays: ReadonlyMap<string, YearDays> = new Map(
  holidayList.flatMap(([names, days]) => names.map((name) => [name, days] as const)),
);

/** Words before a holiday that make another one of it. */
export const otherCalendars: ReadonlySet<string> = new Set([
  ...['chinese', 'lunar', 'jewish', 'islamic', 'persian', 'thai', 'orthodox', 'coptic', 'greek', 'russian'],
  ...['korean', 'vietnamese', 'tamil', 'bengali', 'hindu', 'ethiopian', 'julian', 'canadian'],
]);

const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Read a whole number from 1 to 9999, in digits or up to twelve in words. */
export function readCount(word: string): number | undefined {
  if (/^[1-9]\d{0,3}$/u.test(word)) return Number(word);
  const index = numberWords.indexOf(word);
  return index < 0 ? undefined : index + 1;
}
