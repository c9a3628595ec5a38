import type { EveryName } from '../../../src-contract/index.ts';
import { readEveryRange, readRange, type FoundDays } from './date-range.ts';
import { between, daysOfMonth, daysOfYear, parseIsoDay, type Days } from './days.ts';
import { readDate, readWithArticle } from './read-date.ts';
import { daysMeant } from './reading.ts';
import { readEveryName } from './recurrence.ts';
import type { TokenView } from './token-view.ts';

const numericDays = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:\.\.(\d{4}(?:-\d{2}(?:-\d{2})?)?))?$/u;

/** Read days as chips write them, `2023`, `2023-06`, `2023-06-01`, or two of them with `..` between: of any year. */
function readIsoDays(text: string): Days | undefined {
  const parts = numericDays.exec(text);
  const first = isoDays(parts?.[1] ?? '');
  return parts?.[2] === undefined ? first : between(first?.from, isoDays(parts[2])?.to);
}

function isoDays(text: string): Days | undefined {
  const [year = 0, month = 0] = text.split('-', 2).map(Number);
  if (text.length === 4) return daysOfYear(year);
  const day = parseIsoDay(text);
  return text.length === 7 ? daysOfMonth(year, month) : between(day, day);
}

/** Read a date behind an operator, where any is good enough. */
export function readDateValue(tokens: TokenView, at: number): FoundDays | undefined {
  const range = readRange(tokens, at, 'operator');
  if (range !== undefined) return range;
  const written = readIsoDays(tokens.raw(at));
  if (written !== undefined) return { days: written, next: at + 1 };
  const reading = readWithArticle(tokens, at);
  const days = reading && daysMeant(reading, tokens.today);
  return days && { days, next: reading.next };
}

/** Read what comes again behind an operator: `july`, `12-25`, `06-15..08-20`, `christmas-eve`, `25 December`. */
export function readEveryValue(tokens: TokenView, at: number): { name: EveryName; next: number } | undefined {
  const name = readEveryName(tokens.word(at));
  const found = name === undefined ? undefined : { name, next: at + 1 };
  // As numbers no more belongs to it; as words perhaps: "christmas time".
  if (/^\d/u.test(name ?? '')) return found;
  const range = readEveryRange(tokens, at);
  if (range !== undefined) return range;
  const reading = readDate(tokens, at);
  return reading?.every === undefined ? found : { name: reading.every, next: reading.next };
}
