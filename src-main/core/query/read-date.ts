import { latestBegun, latestOver, months, weekly, yearly, years, type Cycle } from './calendar.ts';
import { addMonths, between, type Day, type Days } from './days.ts';
import { monthsThatAreWords, readCount, weekdayNames } from './date-words.ts';
import { readDayMonth, readMonthDay, readName, readNamed } from './read-named-date.ts';
import { readDecade, readNumeric, readYear } from './read-numeric-date.ts';
import { fixed, type Reader, type Reading } from './reading.ts';
import type { TokenView } from './token-view.ts';

/** In the order of trying: longer ones first. */
const readers: readonly Reader[] = [
  readWeekday,
  readRelative,
  readAgo,
  readNumeric,
  readDayMonth,
  readMonthDay,
  readNamed,
  readDecade,
  readYear,
];

/** Read a date that begins at a token. */
export function readDate(tokens: TokenView, at: number): Reading | undefined {
  for (const reader of readers) {
    const reading = reader(tokens, at);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** "on Sunday"; "Sunday, 24 December 2023" is that day. */
function readWeekday(tokens: TokenView, at: number): Reading | undefined {
  const day = weekdayNames.get(tokens.word(at));
  if (day === undefined) return undefined;
  const behind = tokens.behindPunctuation(at + 1, ',');
  const date = readDayMonth(tokens, behind) ?? readMonthDay(tokens, behind) ?? readNumeric(tokens, behind);
  return date?.stands === 'alone' ? date : { next: at + 1, stands: 'on', when: weekly(day, day) };
}

/** "today", "yesterday", "last summer", "this week", "past 30 days". */
function readRelative(tokens: TokenView, at: number): Reading | undefined {
  const word = tokens.word(at);
  const { today } = tokens;
  if (word === 'today') return fixed(at + 1, { from: today, to: today });
  if (word === 'yesterday') return fixed(at + 1, { from: today - 1, to: today - 1 });
  if (tokens.take(at, 3)?.words.join(' ') === 'day before yesterday') {
    return fixed(at + 3, { from: today - 2, to: today - 2 });
  }
  if (word === 'this' && tokens.word(at + 1) === 'past') return readPeriod(tokens, at + 2, latestOver);
  if (word === 'this') return readPeriod(tokens, at + 1, latestBegun);
  if (!['last', 'past', 'previous'].includes(word)) return undefined;
  return readSpan(tokens, at + 1, word) ?? (word === 'past' ? undefined : readPeriod(tokens, at + 1, latestOver));
}

const periods: ReadonlyMap<string, Cycle> = new Map([
  ['week', weekly(0, 6)],
  ['weekend', weekly(5, 6)],
  ['month', months],
  ['year', years],
]);

/** What comes behind "last" or "this". */
function readPeriod(
  tokens: TokenView,
  at: number,
  choose: (cycle: Cycle, today: Day) => Days | undefined,
): Reading | undefined {
  const word = tokens.word(at);
  if (monthsThatAreWords.has(word) && tokens.raw(at) === word) return undefined;
  const day = weekdayNames.get(word);
  // "this Sunday" is the next one as often as the last.
  if (day !== undefined)
    return choose === latestOver ? fixed(at + 1, latestOver(weekly(day, day), tokens.today)) : undefined;
  const period = periods.get(word);
  if (period !== undefined) return fixed(at + 1, choose(period, tokens.today));
  const named = readName(tokens, at);
  return named && fixed(named.next, choose(yearly(named.days), tokens.today));
}

/** How far back a number of units reaches. */
function daysBack(today: Day, count: number, unit: string): Day | undefined {
  if (/^days?$/u.test(unit)) return today - count;
  if (/^weeks?$/u.test(unit)) return today - 7 * count;
  if (/^months?$/u.test(unit)) return addMonths(today, -count);
  return /^years?$/u.test(unit) ? addMonths(today, -12 * count) : undefined;
}

/** "30 days" behind "last", and "week" behind "past": up to today. */
function readSpan(tokens: TokenView, at: number, lead: string): Reading | undefined {
  const count = readCount(tokens.word(at));
  const one = count === undefined && lead === 'past';
  const unit = tokens.word(one ? at : at + 1);
  if (one ? unit.endsWith('s') : count === undefined) return undefined;
  const from = daysBack(tokens.today, count ?? 1, unit);
  return fixed(one ? at + 1 : at + 2, between(from, tokens.today));
}

/** "3 days ago" is a day, "3 weeks ago" the week from Monday to Sunday, "3 years ago" the year. */
function readAgo(tokens: TokenView, at: number): Reading | undefined {
  const first = tokens.word(at);
  const count = first === 'a' || first === 'an' ? 1 : readCount(first);
  if (count === undefined || tokens.word(at + 2) !== 'ago') return undefined;
  const unit = tokens.word(at + 1);
  const day = daysBack(tokens.today, count, unit);
  const period = periods.get(unit.replace(/s$/u, ''));
  if (day === undefined) return undefined;
  return fixed(at + 3, period === undefined ? { from: day, to: day } : latestBegun(period, day));
}
