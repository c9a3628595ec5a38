import type { TokenView } from './token-view.ts';
import { unitNames } from './date-words.ts';
import { words } from './words.ts';

/** "this year", "last year", "l'année dernière", "el año pasado": the year, counted from the day that it is. */
export function readLastYear(tokens: TokenView, at: number): { year: number; next: number } | undefined {
  const start = tokens.behind(at, words.articles) ?? at;
  const isYear = (index: number): boolean => unitNames.get(tokens.word(index)) === 'year';
  const last = tokens.behind(start, words.last);
  if (last !== undefined && isYear(last)) return { year: tokens.thisYear - 1, next: last + 1 };
  const here = tokens.behind(start, words.this);
  if (here !== undefined && isYear(here)) return { year: tokens.thisYear, next: here + 1 };
  const behind = isYear(start) ? tokens.behind(start + 1, words.lastBehind) : undefined;
  return behind === undefined ? undefined : { year: tokens.thisYear - 1, next: behind };
}
