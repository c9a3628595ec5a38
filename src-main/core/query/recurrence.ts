import { everyMonths, EveryName, everySeasons, everyWeekdays, type EveryHoliday } from '../../../src-contract/index.ts';
import { around, easterSunday, nthWeekday, seasonOf, weekly, yearly, type Cycle } from './calendar.ts';
import { addMonths, between, civilDate, dayOf, daysOfMonth, isoDay, type Days } from './days.ts';

/** The days of something in a year. */
export type YearDays = (year: number) => Days | undefined;

function on(month: number, day: number, last = day): YearDays {
  return (year) => between(dayOf(year, month, day), dayOf(year, month, last));
}

function byEaster(before: number, after: number): YearDays {
  return (year) => around(easterSunday(year), before, after);
}

/** New Year is the night between: it belongs to the year that begins. */
const holidays: Readonly<Record<EveryHoliday, YearDays>> = {
  christmas: on(12, 24, 26),
  'christmas-eve': on(12, 24),
  'christmas-day': on(12, 25),
  'boxing-day': on(12, 26),
  'new-years-eve': on(12, 31),
  'new-years-day': on(1, 1),
  'new-year': (year) => between(dayOf(year - 1, 12, 31), dayOf(year, 1, 1)),
  epiphany: on(1, 6),
  easter: byEaster(2, 1),
  'good-friday': byEaster(2, -2),
  'easter-sunday': byEaster(0, 0),
  'easter-monday': byEaster(-1, 1),
  pentecost: byEaster(-49, 50),
  halloween: on(10, 31),
  'valentines-day': on(2, 14),
  'st-patricks-day': on(3, 17),
  // Of the United States: the fourth Thursday of November.
  thanksgiving: (year) => around(nthWeekday(year, 11, 3, 4)),
};

const movable: ReadonlySet<string> = new Set<EveryHoliday>([
  ...(['easter', 'good-friday', 'easter-sunday', 'easter-monday', 'pentecost', 'thanksgiving'] as const),
]);

/** Does a holiday fall on other days in other years? */
export function isMovable(name: EveryName): boolean {
  return movable.has(name);
}

/** First and last year that photos are looked for in. */
const years = { first: 1826, last: 2199 };

/** The days of a month, a season or a holiday in a year. */
export function daysInYear(name: EveryName): YearDays | undefined {
  const month = everyMonths.findIndex((each) => each === name) + 1;
  if (month > 0) return (year) => daysOfMonth(year, month);
  const season = everySeasons.find((each) => each === name);
  if (season !== undefined) return seasonOf(season);
  return Object.hasOwn(holidays, name) ? holidays[name as EveryHoliday] : daysOfSpan(name);
}

function daysOfSpan(name: string): YearDays | undefined {
  const parts = /^(\d\d)-(\d\d)(?:\.\.(\d\d)-(\d\d))?$/u.exec(name);
  if (parts === null) return undefined;
  const [month = 0, day = 0, toMonth = month, toDay = day] = parts
    .slice(1)
    .map(Number)
    .filter((part) => !Number.isNaN(part));
  const wraps = toMonth < month || (toMonth === month && toDay < day);
  return (year) => between(dayOf(year, month, day), lastOf(year + (wraps ? 1 : 0), toMonth, toDay));
}

/** A day of a year; 28 February where that has no 29th, for what ends on it. */
function lastOf(year: number, month: number, day: number): number | undefined {
  return dayOf(year, month, day) ?? (month === 2 && day === 29 ? dayOf(year, 2, 28) : undefined);
}

/** What comes again by its name; undefined where there is no such thing, like 31 June. */
export function cycleOf(name: EveryName): Cycle | undefined {
  const weekday = everyWeekdays.findIndex((each) => each === name);
  if (weekday >= 0) return weekly(weekday, weekday);
  if (name === 'weekend') return weekly(5, 6);
  const inYear = daysInYear(name);
  // 2024 has every day that there is.
  return inYear?.(2024) === undefined ? undefined : yearly(inYear);
}

/** Read a name as chips write it. */
export function readEveryName(text: string): EveryName | undefined {
  const name = EveryName.safeParse(text).data;
  return name !== undefined && cycleOf(name) !== undefined ? name : undefined;
}

/** Name the days of a year from a first to a last one: a month by its name. */
export function everySpan(first: MonthDay, last: MonthDay): EveryName | undefined {
  const from = `${two(first.month)}-${two(first.day)}`;
  const to = `${two(last.month)}-${two(last.day)}`;
  const month = everyMonths[first.month - 1];
  const isMonth = first.day === 1 && first.month === last.month && last.day >= lengthOf(first.month);
  if (isMonth && month !== undefined) return month;
  return readEveryName(from === to ? from : `${from}..${to}`);
}

export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** Days in the longest of a month. */
export function lengthOf(month: number): number {
  const next = addMonths(dayOf(2024, month, 1) ?? 0, 1) ?? 0;
  return civilDate(next - 1).day;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * On which days something comes again: in a year between two days, `MM-DD`, the last of which may be before the first; on days
 * of the week, Monday 0; or on these days, `YYYY-MM-DD`, where it moves.
 */
export type RecurringDays =
  | { readonly kind: 'span'; readonly from: string; readonly to: string }
  | { readonly kind: 'weekdays'; readonly days: readonly number[] }
  | { readonly kind: 'days'; readonly days: readonly string[] };

/** Tell the days of something that comes again. */
export function recurringDays(name: EveryName): RecurringDays {
  const weekday = everyWeekdays.findIndex((each) => each === name);
  if (weekday >= 0) return { kind: 'weekdays', days: [weekday] };
  if (name === 'weekend') return { kind: 'weekdays', days: [5, 6] };
  const inYear = daysInYear(name);
  if (movable.has(name)) return { kind: 'days', days: everyDayOf(inYear) };
  // One of these has the 29th of a February that is among them.
  const [first, other] = [inYear?.(2024), inYear?.(2023)];
  const longest = length(other) > length(first) ? other : first;
  return { kind: 'span', from: monthDay(longest?.from), to: monthDay(longest?.to) };
}

function length(days: Days | undefined): number {
  return days === undefined ? 0 : days.to - days.from + 1;
}

function monthDay(day: number | undefined): string {
  return day === undefined ? '' : isoDay(day).slice(5);
}

function everyDayOf(inYear: YearDays | undefined): string[] {
  const days: string[] = [];
  for (let year = years.first; year <= years.last; year++) {
    const found = inYear?.(year);
    if (found === undefined) continue;
    for (let day = found.from; day <= found.to; day++) days.push(isoDay(day));
  }
  return days;
}
