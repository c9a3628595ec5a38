import { latestBegun, latestOver, months, weekly, yearly, years, type Cycle } from './calendar.ts';
import { monthsThatAreWords, readCount, unitNames, weekdayNames } from './date-words.ts';
import { addMonths, between, type Day, type Days } from './days.ts';
import type { Unit } from './languages/index.ts';
import { readName } from './read-named-date.ts';
import { fixed, type Reading } from './reading.ts';
import type { TokenView } from './token-view.ts';
import { words, type Phrases } from './words.ts';

const namedDays: readonly (readonly [phrases: Phrases, back: number])[] = [
  [words.dayBeforeYesterday, 2],
  [words.today, 0],
  [words.yesterday, 1],
];

/** "today", "yesterday", "last summer", "this week", "past 30 days", "l'été dernier". */
export function readRelative(tokens: TokenView, at: number): Reading | undefined {
  for (const [phrases, back] of namedDays) {
    const next = tokens.behind(at, phrases);
    if (next !== undefined) return fixed(next, { from: tokens.today - back, to: tokens.today - back });
  }
  const here = tokens.behind(at, words.this);
  if (here !== undefined && tokens.word(here) === 'past') return readPeriod(tokens, here + 1, latestOver);
  if (here !== undefined) return readPeriod(tokens, here, latestBegun);
  if (tokens.word(at) === 'past') return readSpan(tokens, at + 1) ?? readPastUnit(tokens, at + 1);
  const last = tokens.behind(at, words.last);
  if (last !== undefined) return readSpan(tokens, last) ?? readPeriod(tokens, last, latestOver);
  return readLastBehind(tokens, at);
}

/** "été dernier", "domingo pasado", "30 derniers jours". */
function readLastBehind(tokens: TokenView, at: number): Reading | undefined {
  const count = readCount(tokens.word(at));
  const last = count === undefined ? undefined : tokens.behind(at + 1, words.last);
  if (count !== undefined && last !== undefined) return spanOf(tokens, count, last);
  const cycle = cycleAt(tokens, at);
  const next = cycle && tokens.behind(cycle.next, words.lastBehind);
  return next === undefined ? undefined : fixed(next, latestOver(cycle?.cycle ?? years, tokens.today));
}

const periods: Readonly<Partial<Record<Unit, Cycle>>> = {
  week: weekly(0, 6),
  weekend: weekly(5, 6),
  month: months,
  year: years,
};

/** A unit at a token, which may be of several words: "fin de semana". */
function unitAt(tokens: TokenView, at: number): { unit: Unit; next: number } | undefined {
  for (const count of [3, 1]) {
    const taken = tokens.take(at, count);
    const unit = unitNames.get(taken?.words.join(' ') ?? '');
    if (taken !== undefined && unit !== undefined) return { unit, next: taken.next };
  }
  return undefined;
}

/** What comes again and has a name: "week", "Sunday", "summer". */
function cycleAt(tokens: TokenView, at: number): { cycle: Cycle; next: number } | undefined {
  const word = tokens.word(at);
  const day = weekdayNames.get(word);
  if (day !== undefined) return { cycle: weekly(day, day), next: at + 1 };
  const unit = unitAt(tokens, at);
  const period = unit && periods[unit.unit];
  if (unit !== undefined && period !== undefined) return { cycle: period, next: unit.next };
  if (monthsThatAreWords.has(word) && tokens.raw(at) === word && tokens.spoken.size === 0) return undefined;
  const named = readName(tokens, at);
  return named && { cycle: yearly(named.days), next: named.next };
}

/** What comes behind "last" or "this". */
function readPeriod(
  tokens: TokenView,
  at: number,
  choose: (cycle: Cycle, today: Day) => Days | undefined,
): Reading | undefined {
  // "this Sunday" is the next one as often as the last.
  if (weekdayNames.has(tokens.word(at)) && choose !== latestOver) return undefined;
  const found = cycleAt(tokens, at);
  return found && fixed(found.next, choose(found.cycle, tokens.today));
}

/** How far back a number of units reaches. */
function daysBack(today: Day, count: number, unit: Unit): Day | undefined {
  switch (unit) {
    case 'day':
      return today - count;
    case 'week':
      return today - 7 * count;
    case 'month':
      return addMonths(today, -count);
    case 'year':
      return addMonths(today, -12 * count);
    case 'weekend':
      return undefined;
  }
}

/** "30 days" behind "last": up to today. */
function readSpan(tokens: TokenView, at: number): Reading | undefined {
  const count = readCount(tokens.word(at));
  return count === undefined ? undefined : spanOf(tokens, count, at + 1);
}

/** "week" behind "past". */
function readPastUnit(tokens: TokenView, at: number): Reading | undefined {
  return ['day', 'week', 'month', 'year'].includes(tokens.word(at)) ? spanOf(tokens, 1, at) : undefined;
}

function spanOf(tokens: TokenView, count: number, at: number): Reading | undefined {
  const found = unitAt(tokens, at);
  const from = found && daysBack(tokens.today, count, found.unit);
  return found && fixed(found.next, between(from, tokens.today));
}

/** "3 days ago" is a day, "3 weeks ago" the week from Monday to Sunday, "vor 3 Jahren" the year. */
export function readAgo(tokens: TokenView, at: number): Reading | undefined {
  const before = tokens.behind(at, words.agoBefore);
  const start = before ?? at;
  const count = tokens.is(start, words.one) ? 1 : readCount(tokens.word(start));
  const found = count === undefined ? undefined : unitAt(tokens, start + 1);
  if (count === undefined || found === undefined) return undefined;
  const next = before === undefined ? tokens.behind(found.next, words.agoBehind) : found.next;
  const day = daysBack(tokens.today, count, found.unit);
  if (next === undefined || day === undefined) return undefined;
  const period = periods[found.unit];
  return fixed(next, period === undefined ? { from: day, to: day } : latestBegun(period, day));
}
