import { everyMonths, everySeasons, everyWeekdays, type EveryHoliday } from '../../../src-contract/index.ts';
import type { Season } from './calendar.ts';
import { languages, type Unit } from './languages/index.ts';
import { listed, namesOf, waysToType } from './words.ts';

/** Names of months, 1 to 12, long and short. */
export const monthNames: ReadonlyMap<string, number> = new Map([
  ...namesOf((language) => language.shortMonths.map((names, index) => [names, index + 1] as const)),
  ...namesOf((language) => language.months.map((names, index) => [names, index + 1] as const)),
]);

/** Names of months that are too much of something else to stand without a day or a year. */
export const weakMonthNames: ReadonlySet<string> = without(
  namesOf((language) => language.shortMonths.map((names) => [names, true] as const)),
  namesOf((language) => language.months.map((names) => [names, true] as const)),
);

/** Names that are words of their own as often. */
export const namesThatAreWords: ReadonlySet<string> = new Set(
  languages.flatMap((language) => listed(language.namesThatAreWords).flatMap(waysToType)),
);

/** Months that are: capitals tell "this May" from "this may be a cat". */
export const monthsThatAreWords: ReadonlySet<string> = new Set(
  languages.flatMap(({ months }) => months.flatMap((names) => listed(names).slice(0, 1))).filter(isWord),
);

function isWord(name: string): boolean {
  return namesThatAreWords.has(name);
}

function without(names: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  return new Set([...names.keys()].filter((name) => !others.has(name)));
}

/** Days of the week, Monday 0. */
export const weekdayNames: ReadonlyMap<string, number> = namesOf((language) =>
  language.weekdays.map((names, index) => [names, index] as const),
);

export const seasonNames: ReadonlyMap<string, Season> = namesOf((language) =>
  everySeasons.map((season) => [language.seasons[season], season] as const),
);

/** Holidays by their names, of several words. */
export const holidayNames: ReadonlyMap<string, EveryHoliday> = namesOf((language) =>
  Object.entries(language.holidays).map(([key, names]) => [names, key as EveryHoliday] as const),
);

export const unitNames: ReadonlyMap<string, Unit> = namesOf((language) =>
  (['day', 'week', 'weekend', 'month', 'year'] as const).map((unit) => [language.units[unit], unit] as const),
);

/** What names of months and of days of the week are called in chips, by their numbers. */
export function monthKey(month: number): (typeof everyMonths)[number] | undefined {
  return everyMonths[month - 1];
}
export function weekdayKey(day: number): (typeof everyWeekdays)[number] | undefined {
  return everyWeekdays[day];
}

/** Words before a holiday that make another one of it. */
export const otherCalendars: ReadonlySet<string> = new Set([
  ...['chinese', 'lunar', 'jewish', 'islamic', 'persian', 'thai', 'orthodox', 'coptic', 'greek', 'russian'],
  ...['korean', 'vietnamese', 'tamil', 'bengali', 'hindu', 'ethiopian', 'julian', 'canadian'],
]);

const numberWords = namesOf((language) => language.numbers.map((name, index) => [name, index + 1] as const));

/** Words that a date can begin with, beside numbers. */
const beginnings: ReadonlySet<string> = new Set(
  [monthNames, weekdayNames, seasonNames, holidayNames, unitNames, numberWords]
    .flatMap((names) => [...names.keys()])
    .map((name) => name.split(' ', 1)[0] ?? ''),
);

/** Can a date begin with a word, as far as names and numbers go? */
export function beginsDate(word: string): boolean {
  return beginnings.has(word) || /\d/u.test(word);
}

/** Read a whole number from 1 to 9999, in digits or up to twelve in words. */
export function readCount(word: string): number | undefined {
  return /^[1-9]\d{0,3}$/u.test(word) ? Number(word) : numberWords.get(word);
}
