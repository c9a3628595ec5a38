import { everyMonths, type EveryName } from '../../../src-contract/index.ts';
import { yearly } from './calendar.ts';
import {
  beginsDate,
  holidayNames,
  monthKey,
  monthNames,
  namesThatAreWords,
  otherCalendars,
  seasonNames,
  weakMonthNames,
} from './date-words.ts';
import { between, dayOf, type Days } from './days.ts';
import { fixed, yearNumber, type Reading } from './reading.ts';
import { readLastYear } from './read-period.ts';
import { daysInYear, everySpan, type YearDays } from './recurrence.ts';
import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

interface MonthDays {
  readonly first: number;
  readonly last: number;
  readonly next: number;
}

/** A day of the month: "24", "24th", "24."; with another, "12-15" or "12 to 15", a run of days. */
function readDays(tokens: TokenView, at: number): MonthDays | undefined {
  const run = /^(\d{1,2})[-–](\d{1,2})$/u.exec(tokens.word(at));
  if (run !== null) return { first: Number(run[1]), last: Number(run[2]), next: tokens.behindPunctuation(at + 1, '.') };
  const first = readDay(tokens, at);
  if (first === undefined || !tokens.is(first.next, words.to)) return first;
  const last = readDay(tokens, first.next + 1);
  return last === undefined ? first : { ...last, first: first.first };
}

function readDay(tokens: TokenView, at: number): MonthDays | undefined {
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th|er|º|ª)?$/u.exec(tokens.word(at))?.[1] ?? Number.NaN);
  return Number.isNaN(day) ? undefined : { first: day, last: day, next: tokens.behindPunctuation(at + 1, '.') };
}

/** "24 December 2023", "the 24th of December", "el 24 de diciembre de 2023". */
export function readDayMonth(tokens: TokenView, at: number): Reading | undefined {
  const days = readDays(tokens, tokens.behind(at, words.articles) ?? at);
  if (days === undefined) return undefined;
  const monthAt = tokens.behind(days.next, words.of) ?? days.next;
  const month = monthNames.get(tokens.word(monthAt));
  if (month === undefined) return undefined;
  const next = tokens.behindPunctuation(monthAt + 1, '.');
  return dayInMonth(tokens, { ...days, month, next, isWord: isUnsure(tokens.word(monthAt)) });
}

/** "December 24, 2023", "Dec 24th". */
export function readMonthDay(tokens: TokenView, at: number): Reading | undefined {
  const month = monthNames.get(tokens.word(at));
  if (month === undefined) return undefined;
  const days = readDays(tokens, tokens.behindPunctuation(at + 1, '.'));
  return days && dayInMonth(tokens, { ...days, month, isWord: isUnsure(tokens.word(at)) });
}

function isUnsure(month: string): boolean {
  return namesThatAreWords.has(month) || weakMonthNames.has(month);
}

function dayInMonth(tokens: TokenView, date: MonthDays & { month: number; isWord: boolean }): Reading | undefined {
  const { month, first, last, isWord } = date;
  const inYear = (year: number): Days | undefined => between(dayOf(year, month, first), dayOf(year, month, last));
  const year = readItsYear(tokens, tokens.behindPunctuation(date.next, ','));
  if (year !== undefined) return fixed(year.next, inYear(year.year));
  // 2024 has every day that there is.
  if (inYear(2024) === undefined) return undefined;
  const every = everySpan({ month, day: first }, { month, day: last });
  return { next: date.next, stands: 'on', when: yearly(inYear), every, isWord };
}

/** A year behind the name of something that comes once a year: "2023", "of 2023", "last year". */
function readItsYear(tokens: TokenView, at: number): { year: number; next: number } | undefined {
  const from = tokens.behind(at, words.of) ?? at;
  const year = yearNumber(tokens.word(from));
  return year === undefined ? readLastYear(tokens, from) : { year, next: from + 1 };
}

interface Name {
  readonly kind: 'month' | 'season' | 'holiday';
  readonly key: EveryName;
  readonly next: number;
  readonly days: YearDays;
}

/** The name of a month, a season or a holiday. */
export function readName(tokens: TokenView, at: number): Name | undefined {
  const holiday = readHoliday(tokens, at);
  if (holiday !== undefined) return holiday;
  const word = tokens.word(at);
  const key = monthKey(monthNames.get(word) ?? 0) ?? seasonNames.get(word);
  const days = key && daysInYear(key);
  if (key === undefined || days === undefined) return undefined;
  const isMonth = everyMonths.some((month) => month === key);
  const next = isMonth ? tokens.behindPunctuation(at + 1, '.') : at + 1;
  return { kind: isMonth ? 'month' : 'season', key, next, days };
}

/** Words in the longest name of a holiday. */
const longestHoliday = Math.max(...[...holidayNames.keys()].map((name) => name.split(' ').length));

function readHoliday(tokens: TokenView, at: number): Name | undefined {
  if (!beginsDate(tokens.word(at)) || otherCalendars.has(tokens.word(at - 1))) return undefined;
  for (let count = longestHoliday; count > 0; count--) {
    const name = tokens.take(at, count);
    const key = holidayNames.get(name?.words.join(' ') ?? '');
    const days = key && daysInYear(key);
    if (name !== undefined && key !== undefined && days !== undefined)
      return { kind: 'holiday', key, next: name.next, days };
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
  const word = tokens.word(at);
  const isOne = name.next === at + 1 || name.kind === 'month';
  return {
    next: name.next,
    stands: name.kind !== 'month' || weakMonthNames.has(word) || beforeDay ? 'operator' : 'in',
    when: yearly(name.days),
    every: name.key,
    isWord: isOne && (isUnsure(word) || beforeDay),
  };
}

/** "2022/23" and "2022-2023", which only winters are named by. */
function readWinterYears(tokens: TokenView, at: number): { year: number; next: number } | undefined {
  const parts = /^(\d{4})[/–-](?:\d\d)?(\d\d)$/u.exec(tokens.word(at));
  const year = yearNumber(parts?.[1] ?? '');
  return year !== undefined && (year + 1) % 100 === Number(parts?.[2]) ? { year, next: at + 1 } : undefined;
}
