import { everyChip } from './chips.ts';
import { dayFound, isBehindDay } from './date-chips.ts';
import { monthNames } from './date-words.ts';
import type { Found } from './found.ts';
import { readDate } from './read-date.ts';
import type { Reading } from './reading.ts';
import { standsApart } from './stands-apart.ts';
import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

/**
 * Recognise dates that nothing leads in: years, decades, months and days of the year anywhere (`beach 2019`, `July`), what
 * is something to look for as well where no other word belongs to it (`Christmas`, not `christmas tree`).
 */
export function recogniseBareDate(tokens: TokenView, at: number): Found | undefined {
  return ledApart(tokens, at) ?? bare(tokens, at);
}

const leads = [words.in, words.on, words.at, words.during, words.from];

/** "in summer", "zu Weihnachten", "en été": alone they are about the time of year, beside other words about the look. */
function ledApart(tokens: TokenView, at: number): Found | undefined {
  for (const phrases of leads) {
    const behind = tokens.behind(at, phrases);
    if (behind === undefined) continue;
    const reading = readDate(tokens, tokens.behind(behind, words.articles) ?? behind);
    if (reading?.every === undefined || !standsApart(tokens, at, reading.next)) continue;
    return { understood: everyChip(reading.every), next: reading.next };
  }
  return undefined;
}

function bare(tokens: TokenView, at: number): Found | undefined {
  const reading = readDate(tokens, at);
  if (reading === undefined || !standsBare(tokens, at, reading)) return undefined;
  return reading.every === undefined
    ? dayFound(tokens, reading)
    : { understood: everyChip(reading.every), next: reading.next };
}

function standsBare(tokens: TokenView, at: number, reading: Reading): boolean {
  if (isYear(tokens.word(at)) && reading.next === at + 1) return isYearAlone(tokens, at);
  // "July", "25 December"; "May 5" only where nothing else is said.
  const isSure = reading.every !== undefined && reading.isWord !== true;
  const isMonth = reading.stands === 'in' || (reading.stands === 'on' && reading.next > at + 1);
  if (isSure && isMonth) return reading.stands === 'on' || !isBehindDay(tokens, at);
  const isOnlyName = reading.isWord === true && reading.next === at + 1;
  return !isOnlyName && standsApart(tokens, at, reading.next);
}

/** Is a number of four digits a year, rather than a count, a name or a time to come? */
function isYearAlone(tokens: TokenView, at: number): boolean {
  const year = Number(tokens.word(at).slice(0, 4));
  if (year > tokens.thisYear || tokens.isGlued(at) || (tokens.isGlued(at + 1) && tokens.word(at + 1) !== ''))
    return false;
  // "31 June 2021" is no day, and not all of the year either.
  if (monthNames.has(tokens.word(tokens.beforeDot(at - 1)))) return false;
  return !tokens.is(at - 1, words.numbered) && !tokens.is(at + 1, words.counted) && !tokens.is(at + 1, words.one);
}

function isYear(word: string): boolean {
  return /^\d{4}(?:[-–]\d{4})?$/u.test(word);
}
