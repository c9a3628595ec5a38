import { between, dayOf, daysOfMonth, daysOfYear, type Days } from './days.ts';
import { isPhotoYear, yearNumber, type Reading, type Stands } from './reading.ts';
import type { TokenView } from './token-view.ts';

interface NumberPattern {
  readonly pattern: RegExp;
  readonly stands: Stands;
  readonly days: (a: number, b: number, c: number) => Days | undefined;
}

const numberPatterns: readonly NumberPattern[] = [
  { pattern: /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/u, stands: 'alone', days: (y, m, d) => oneDay(y, m, d) },
  { pattern: /^(\d{1,2})(\.)(\d{1,2})\.(\d{4})$/u, stands: 'alone', days: (d, m, y) => oneDay(y, m, d) },
  { pattern: /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/u, stands: 'alone', days: dayOrMonthFirst },
  { pattern: /^(\d{4})(-)(\d{2})$/u, stands: 'alone', days: (y, m) => ifYear(y, daysOfMonth(y, m)) },
  { pattern: /^(\d{4})([/.])(\d{1,2})$/u, stands: 'operator', days: (y, m) => ifYear(y, daysOfMonth(y, m)) },
  { pattern: /^(\d{1,2})([/.-])(\d{4})$/u, stands: 'operator', days: (m, y) => ifYear(y, daysOfMonth(y, m)) },
  { pattern: /^(\d{4})([-–])(\d{4})$/u, stands: 'in', days: yearToYear },
];

/** "2023-12-24", "24.12.2023", "2023-12", "2018-2020". */
export function readNumeric(tokens: TokenView, at: number): Reading | undefined {
  for (const { pattern, stands, days } of numberPatterns) {
    const parts = pattern.exec(tokens.word(at));
    if (parts === null) continue;
    const found = days(Number(parts[1]), Number(parts[3]), Number(parts[4]));
    if (found !== undefined) return { next: at + 1, stands, when: found };
  }
  return undefined;
}

function ifYear(year: number, days: Days | undefined): Days | undefined {
  return isPhotoYear(year) ? days : undefined;
}

function oneDay(year: number, month: number, day: number): Days | undefined {
  const found = dayOf(year, month, day);
  return ifYear(year, between(found, found));
}

/** 24/12/2023 and 12/24/2023 can be read in one way each, 03/04/2023 in two: it is left alone. */
function dayOrMonthFirst(a: number, b: number, year: number): Days | undefined {
  const [dayFirst, monthFirst] = [oneDay(year, b, a), oneDay(year, a, b)];
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst.from !== monthFirst.from) return undefined;
  return dayFirst ?? monthFirst;
}

function yearToYear(from: number, to: number): Days | undefined {
  return ifYear(from, ifYear(to, between(dayOf(from, 1, 1), dayOf(to, 12, 31))));
}

/** "the 90s", "1990s": without a century the latest decade that has begun by the 2020s. */
export function readDecade(tokens: TokenView, at: number): Reading | undefined {
  const the = tokens.word(at) === 'the';
  const parts = /^(\d\d)?(\d)0s$/u.exec(tokens.word(the ? at + 1 : at));
  if (parts === null) return undefined;
  const decade = Number(parts[2]) * 10;
  const from = parts[1] === undefined ? (decade < 30 ? 2000 : 1900) + decade : Number(parts[1]) * 100 + decade;
  const days = ifYear(from, yearToYear(from, from + 9));
  // "90s car" says how the car looks.
  const stands = parts[1] === undefined && !the ? 'operator' : 'in';
  return days && { next: at + (the ? 2 : 1), stands, when: days };
}

export function readYear(tokens: TokenView, at: number): Reading | undefined {
  const year = yearNumber(tokens.word(at));
  const days = year === undefined ? undefined : daysOfYear(year);
  return days && { next: at + 1, stands: 'in', when: days };
}
