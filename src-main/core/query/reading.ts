import type { EveryName } from '../../../src-contract/index.ts';
import { latestBegun, type Cycle } from './calendar.ts';
import type { Day, Days } from './days.ts';
import type { TokenView } from './token-view.ts';

/**
 * How much a date needs around it to be taken for one. `alone`: nothing. `in`: "in", as before a year or a month.
 * `on`: "on", as before a day of the week. `operator`: an operator, since Christmas is something to look for as well.
 */
export type Stands = 'alone' | 'in' | 'on' | 'operator';

/** A date that was read. Days are fixed, or those of a cycle, of which the place decides which occurrence is meant. */
export interface Reading {
  /** Index of the first token behind it. */
  readonly next: number;
  readonly stands: Stands;
  readonly when: Days | Cycle;
  /** What a cycle is called. */
  readonly every?: EveryName | undefined;
  /** Whether the name is a word of its own: "may", "fall". */
  readonly isWord?: boolean;
}

/** First and last year that a number of four digits is taken for: from the first photo on. */
const firstYear = 1826;
const lastYear = 2199;

export type Reader = (tokens: TokenView, at: number) => Reading | undefined;

/** A date that stands for itself. */
export function fixed(next: number, days: Days | undefined): Reading | undefined {
  return days && { next, stands: 'alone', when: days };
}

/** The days that are meant: of a cycle, the latest occurrence that has begun. */
export function daysMeant(reading: Reading, by: Day): Days | undefined {
  return 'from' in reading.when ? reading.when : latestBegun(reading.when, by);
}

/** A year of four digits, as photos can have been taken in. */
export function yearNumber(word: string): number | undefined {
  return /^\d{4}$/u.test(word) && isPhotoYear(Number(word)) ? Number(word) : undefined;
}

export function isPhotoYear(year: number): boolean {
  return year >= firstYear && year <= lastYear;
}
