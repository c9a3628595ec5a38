import { dayOf, monthLength } from '../query/days.ts';

/**
 * A date by the clock of the place, as exact as it is known, in ISO 8601 without zone: `2019`, `2019-07`, `2019-07-14`,
 * `2019-07-14T15:30:22` or, with three digits of a fraction, `2019-07-14T15:30:22.125`.
 *
 * Such dates stand in order as text: one that is less exact goes before all that it may mean.
 */
export type PhotoDate = string;

/** Photos that are younger than digital cameras: what is called an earlier date is most likely a number. */
const firstYear = 1990;
const dayMs = 86_400_000;

export const photoDatePattern = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{3})?)?)?)?$/;

export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly time?: TimeParts | undefined;
}

export interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond?: number | undefined;
}

/** Write a date; null where the calendar has no such day, or the day no such time. */
export function photoDate({ year, month, day, time }: DateParts): PhotoDate | null {
  if (dayOf(year, month ?? 1, day ?? 1) === undefined) return null;
  const parts = [digits(year, 4)];
  if (month !== undefined) parts.push(digits(month, 2));
  if (month !== undefined && day !== undefined) parts.push(digits(day, 2));
  const date = parts.join('-');
  if (time === undefined || day === undefined) return date;
  const { hour, minute, second, millisecond = 0 } = time;
  if (hour > 23 || minute > 59 || second > 59 || millisecond > 999) return null;
  const fraction = millisecond === 0 ? '' : `.${digits(millisecond, 3)}`;
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}${fraction}`;
}

/** Say a moment by this machine's clock. @param ms since 1970, UTC, in the years 1 to 9999. */
export function localDate(ms: number): PhotoDate | null {
  const moment = new Date(ms);
  const time = {
    hour: moment.getHours(),
    minute: moment.getMinutes(),
    second: moment.getSeconds(),
    millisecond: moment.getMilliseconds(),
  };
  // Years of more or less than four digits, and what is no time at all, are no days.
  return photoDate({ year: moment.getFullYear(), month: moment.getMonth() + 1, day: moment.getDate(), time });
}

/** May a photo be of this date: not from before 1990, nor from the future, with a day's room for zones? */
export function isPlausible(date: PhotoDate, nowMs: number): boolean {
  const latest = localDate(nowMs + dayMs);
  return Number(date.slice(0, 4)) >= firstYear && (latest === null || date <= latest);
}

/** Of two dates the earlier one; the more exact one where it may be the same. */
export function earlierDate(a: PhotoDate, b: PhotoDate): PhotoDate {
  if (a.startsWith(b)) return a;
  if (b.startsWith(a)) return b;
  return a < b ? a : b;
}

/** The first day that a date may mean, `YYYY-MM-DD`. */
export function firstDay(date: PhotoDate): string {
  return (date.length < 10 ? `${date}-01-01` : date).slice(0, 10);
}

/** The last one. */
export function lastDay(date: PhotoDate): string {
  const [year = 0, month = 12, day] = date.slice(0, 10).split('-').map(Number);
  return photoDate({ year, month, day: day ?? monthLength(year, month) }) ?? firstDay(date);
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
