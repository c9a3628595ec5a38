/** Days since 1970-01-01 in the proleptic Gregorian calendar. A day of the calendar: it has no time zone. */
export type Day = number;

/** A run of days, first and last included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days in a month. */
export function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * Number a calendar day; undefined where there is no such day, or none with a year of four digits.
 *
 * @see Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil
 */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return undefined;
  // Years begin in March here, so that the leap day is the last of its year.
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The calendar's name of a day. @see Hinnant, civil_from_days */
export function civilDate(day: Day): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** Write a day as `YYYY-MM-DD`. */
export function isoDay(day: Day): string {
  const date = civilDate(day);
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

/** Read `YYYY-MM-DD`. */
export function parseIsoDay(text: string): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return parts === null ? undefined : dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Day of the week, Monday 0 to Sunday 6. */
export function weekday(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The same day some months earlier or later, or the last of that month where it is shorter. */
export function addMonths(day: Day, months: number): Day | undefined {
  const date = civilDate(day);
  const index = date.year * 12 + date.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayOf(year, month, Math.min(date.day, monthLength(year, month)));
}

/** Every day of a year. */
export function daysOfYear(year: number): Days | undefined {
  return between(dayOf(year, 1, 1), dayOf(year, 12, 31));
}

/** Every day of a month. */
export function daysOfMonth(year: number, month: number): Days | undefined {
  return between(dayOf(year, month, 1), dayOf(year, month, monthLength(year, month)));
}

/** From a day to another; undefined where one of them is, or where they are the wrong way round. */
export function between(from: Day | undefined, to: Day | undefined): Days | undefined {
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
