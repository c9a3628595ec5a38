import { weekly } from './calendar.ts';
import { beginsDate, unitNames, weekdayKey, weekdayNames } from './date-words.ts';
import { readDayMonth, readMonthDay, readNamed } from './read-named-date.ts';
import { readDecade, readNumeric, readYear } from './read-numeric-date.ts';
import { readAgo, readRelative } from './read-relative-date.ts';
import type { Reader, Reading } from './reading.ts';
import type { TokenView } from './token-view.ts';
import { Phrases, words } from './words.ts';

/** In the order of trying: longer ones first. */
const readers: readonly Reader[] = [
  readLastWeekday,
  readWeekday,
  readRelative,
  readAgo,
  readNumeric,
  readDayMonth,
  readMonthDay,
  readNamed,
  readWeekend,
  readDecade,
  readYear,
];

/** Words that are no names, and that a date can begin with all the same. */
const leads = [
  ...[words.today, words.yesterday, words.dayBeforeYesterday, words.this, words.last, words.agoBefore, words.one],
  ...[words.articles, new Phrases(() => 'past')],
];

/** Read a date that begins at a token. */
export function readDate(tokens: TokenView, at: number): Reading | undefined {
  if (!beginsDate(tokens.word(at)) && !leads.some((each) => each.beginsWith(tokens.word(at)))) return undefined;
  for (const reader of readers) {
    const reading = reader(tokens, at);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** Read a date that may have an article: "the summer of 2020", "l'été dernier". */
export function readWithArticle(tokens: TokenView, at: number): Reading | undefined {
  const reading = readDate(tokens, at);
  if (reading !== undefined) return reading;
  const behind = tokens.behind(at, words.articles);
  const date = behind === undefined ? undefined : readDate(tokens, behind);
  return date?.stands === 'alone' ? date : undefined;
}

/** "domingo pasado" is no "domingo" with something behind. */
function readLastWeekday(tokens: TokenView, at: number): Reading | undefined {
  return weekdayNames.has(tokens.word(at)) ? readRelative(tokens, at) : undefined;
}

/** "on Sunday"; "Sunday, 24 December 2023" is that day. */
function readWeekday(tokens: TokenView, at: number): Reading | undefined {
  const day = weekdayNames.get(tokens.word(at));
  if (day === undefined) return undefined;
  // "lunes de pascua" is a day of its own.
  const holiday = readNamed(tokens, at);
  if (holiday !== undefined) return holiday;
  const comma = tokens.behindPunctuation(at + 1, ',');
  const behind = tokens.behind(comma, words.articles) ?? comma;
  const date = readDayMonth(tokens, behind) ?? readMonthDay(tokens, behind) ?? readNumeric(tokens, behind);
  return date?.stands === 'alone'
    ? date
    : { next: at + 1, stands: 'on', when: weekly(day, day), every: weekdayKey(day), isWord: false };
}

/** "weekend": alone it is every one, and never the latest. */
function readWeekend(tokens: TokenView, at: number): Reading | undefined {
  for (const count of [3, 1]) {
    const taken = tokens.take(at, count);
    if (taken !== undefined && unitNames.get(taken.words.join(' ')) === 'weekend')
      return { next: taken.next, stands: 'operator', when: weekly(5, 6), every: 'weekend' };
  }
  return undefined;
}
