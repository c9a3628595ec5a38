import { yearly } from './calendar.ts';
import { holidays, monthNames, otherCalendars, seasons, weakMonthNames } from './date-words.ts';
import { between, dayOf, daysOfMonth, type Days } from './days.ts';
import { fixed, yearNumber, type Reading } from './reading.ts';
import type { TokenView } from './token-view.ts';

interface MonthDays {
  readonly first: number;
  readonly last: number;
  readonly next: number;
}

/** A day of the month: "24", "24th", "24."; with another, "12-15" or "12 to 15", a run of days. */
function readDays(tokens: TokenView, at: number): MonthDays | undefined {
  const run = /^(\d{1,2})[-–](\d{1,2})$/u.exec(tokens.word(at));
  if (run !== null) return { first: Number(run[1]), last: Number(run[2]), next: at + 1 };
  const first = readDay(tokens, at);
  if (first === undefined || !['to', 'until', '-', '–'].includes(tokens.word(first.next))) return first;
  const last = readDay(tokens, first.next + 1);
  return last === undefined ? first : { ...last, first: first.first };
}

function readDay(tokens: TokenView, at: number): MonthDays | undefined {
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(tokens.word(at))?.[1] ?? Number.NaN);
  return Number.isNaN(day) ? undefined : { first: day, last: day, next: tokens.behindPunctuation(at + 1, '.') };
}

/** "24 December 2023", "the 24th of December". */
export function readDayMonth(tokens: TokenView, at: number): Reading | undefined {
  const days = readDays(tokens, tokens.word(at) === 'the' ? at + 1 : at);
  if (days === undefined) return undefined;
  const monthAt = tokens.word(days.next) === 'of' ? days.next + 1 : days.next;
  const month = monthNames.get(tokens.word(monthAt));
  if (month === undefined) return undefined;
  const behind = tokens.behindPunctuation(monthAt + 1, '.');
  return dayInMonth(tokens, { month, first: days.first, last: days.last, next: behind });
}

/** "December 24, 2023", "Dec 24th". */
export function readMonthDay(tokens: TokenView, at: number): Reading | undefined {
  const month = monthNames.get(tokens.word(at));
  if (month === undefined) return undefined;
  const days = readDays(tokens, tokens.behindPunctuation(at + 1, '.'));
  return days && dayInMonth(tokens, { month, first: days.first, last: days.last, next: days.next });
}

function dayInMonth(
  tokens: TokenView,
  date: { month: number; first: number; last: number; next: number },
): Reading | undefined {
  const inYear = (year: number): Days | undefined =>
    between(dayOf(year, date.month, date.first), dayOf(year, date.month, date.last));
  const year = readItsYear(tokens, tokens.behindPunctuation(date.next, ','));
  if (year !== undefined) return fixed(year.next, inYear(year.year));
  // 2024 has every day that there is.
  return inYear(2024) === undefined ? undefined : { next: date.next, stands: 'on', when: yearly(inYear) };
}

/** A year behind the name of something that comes once a year: "2023", "of 2023", "last year". */
function readItsYear(tokens: TokenView, at: number): { year: number; next: number } | undefined {
  const from = tokens.word(at) === 'of' ? at + 1 : at;
  const year = yearNumber(tokens.word(from));
  if (year !== undefined) return { year, next: from + 1 };
  const back = ['this', 'last'].indexOf(tokens.word(at));
  return back >= 0 && tokens.word(at + 1) === 'year' ? { year: tokens.thisYear - back, next: at + 2 } : undefined;
}

interface Name {
  readonly kind: 'month' | 'season' | 'holiday';
  readonly next: number;
  readonly days: (year: number) => Days | undefined;
}

/** The name of a month, a season or a holiday. */
export function readName(tokens: TokenView, at: number): Name | undefined {
  const word = tokens.word(at);
  const month = monthNames.get(word);
  if (month !== undefined)
    return {
      kind: 'month',
      next: tokens.behindPunctuation(at + 1, '.'),
      days: (year) => daysOfMonth(year, month),
    };
  const season = seasons.get(word);
  if (season !== undefined) return { kind: 'season', next: at + 1, days: season };
  return readHoliday(tokens, at);
}

function readHoliday(tokens: TokenView, at: number): Name | undefined {
  if (otherCalendars.has(tokens.word(at - 1))) return undefined;
  for (let count = 3; count > 0; count--) {
    const name = tokens.take(at, count);
    const days = holidays.get(name?.words.join(' ') ?? '');
    if (name !== undefined && days !== undefined) return { kind: 'holiday', next: name.next, days };
  }
  return undefined;
}

/** "May 2021", "summer of 2020", "winter 2022/23", "Christmas last year", and "May" alone. */
export function readNamed(tokens: TokenView, at: number): Reading | undefined {
  const name = readName(tokens, at);
  if (name === undefined) return undefined;
  const winter = readWinterYears(tokens, name.next);
  if (name.kind === 'season' && winter !== undefined) return fixed(winter.next, name.days(winter.year));
  const year = readItsYear(tokens, tokens.behindPunctuation(name.next, ','));
  if (year !== undefined) {
    // "31 June 2021" is no day, and not all of June either.
    const afterDay = name.kind === 'month' && readDays(tokens, tokens.beforeDot(at - 1)) !== undefined;
    return afterDay ? undefined : fixed(year.next, name.days(year.year));
  }
  // "in June 31" is no day: not all of June either.
  const beforeDay = readDays(tokens, name.next) !== undefined;
  const weak = name.kind !== 'month' || weakMonthNames.has(tokens.word(at)) || beforeDay;
  return { next: name.next, stands: weak ? 'operator' : 'in', when: yearly(name.days) };
}

/** "2022/23" and "2022-2023", which only winters are named by. */
function readWinterYears(tokens: TokenView, at: number): { year: number; next: number } | undefined {
  const parts = /^(\d{4})[/–-](?:\d\d)?(\d\d)$/u.exec(tokens.word(at));
  const year = yearNumber(parts?.[1] ?? '');
  return year !== undefined && (year + 1) % 100 === Number(parts?.[2]) ? { year, next: at + 1 } : undefined;
}
