import { addMonths, between, civilDate, dayOf, daysOfMonth, daysOfYear, weekday, type Day, type Days } from './days.ts';

/** Something that comes again: May, summer, Christmas, Sunday, the week. Its occurrences are numbered in order. */
export interface Cycle {
  /** Number of an occurrence near a day. */
  readonly indexAt: (day: Day) => number;
  /** Undefined where it falls out, like 29 February in most years. */
  readonly occurrence: (index: number) => Days | undefined;
}

/** Occurrences that are looked at: 29 February can be eight years away. */
const furthest = 10;

/** The latest occurrence that has begun by a day. */
export function latestBegun(cycle: Cycle, by: Day): Days | undefined {
  return latest(cycle, by, (days) => days.from <= by);
}

/** The latest occurrence that was over before a day. */
export function latestOver(cycle: Cycle, before: Day): Days | undefined {
  return latest(cycle, before, (days) => days.to < before);
}

function latest(cycle: Cycle, day: Day, fits: (days: Days) => boolean): Days | undefined {
  const index = cycle.indexAt(day);
  // One ahead: New Year begins in the year before.
  for (let i = index + 1; i >= index - furthest; i--) {
    const days = cycle.occurrence(i);
    if (days !== undefined && fits(days)) return days;
  }
  return undefined;
}

/** What comes once a year, by the year it belongs to. */
export function yearly(occurrence: (year: number) => Days | undefined): Cycle {
  return { indexAt: (day) => civilDate(day).year, occurrence };
}

export const years = yearly(daysOfYear);

export const months: Cycle = {
  indexAt: (day) => civilDate(day).year * 12 + civilDate(day).month - 1,
  occurrence: (index) => daysOfMonth(Math.floor(index / 12), (index % 12) + 1),
};

/** Some days of every week, the first and last by their number: Monday is 0. Weeks begin on Monday, as in ISO 8601. */
export function weekly(first: number, last: number): Cycle {
  const weeksOnly = (day: Day): number => Math.floor((day - weekday(day) + 3) / 7);
  return {
    indexAt: weeksOnly,
    occurrence: (index) => ({ from: index * 7 - 3 + first, to: index * 7 - 3 + last }),
  };
}

/** First months of the seasons: meteorological ones of the northern hemisphere. Winter belongs to the year it begins in. */
const seasonStart = { spring: 3, summer: 6, autumn: 9, winter: 12 } as const;
export type Season = keyof typeof seasonStart;

/** The three months of a season. */
export function seasonOf(season: Season): (year: number) => Days | undefined {
  return (year) => {
    const from = dayOf(year, seasonStart[season], 1);
    const next = from === undefined ? undefined : addMonths(from, 3);
    return between(from, next === undefined ? undefined : next - 1);
  };
}

/**
 * Easter Sunday of a year in the Gregorian calendar.
 *
 * @see Meeus 1991, Astronomical Algorithms, chapter 8: the algorithm published anonymously in Nature, 20 April 1876
 */
export function easterSunday(year: number): Day | undefined {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const index = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(index / 31), (index % 31) + 1);
}

/** The n-th of a day of the week in a month. */
export function nthWeekday(year: number, month: number, day: number, n: number): Day | undefined {
  const first = dayOf(year, month, 1);
  return first === undefined ? undefined : first + ((day - weekday(first) + 7) % 7) + 7 * (n - 1);
}

/** The run of days around a day that may not exist. */
export function around(day: Day | undefined, before = 0, after = 0): Days | undefined {
  return day === undefined ? undefined : { from: day - before, to: day + after };
}
