import type { EveryName } from '../../../src-contract/index.ts';
import { latestBegun, type Cycle } from './calendar.ts';
import { between, type Day, type Days } from './days.ts';
import { readDate } from './read-date.ts';
import { daysMeant, type Reading, type Stands } from './reading.ts';
import { everySpan, isMovable, recurringDays } from './recurrence.ts';
import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

export interface FoundDays {
  readonly days: Days;
  readonly next: number;
}

/** How a range is led in: by nothing, "between", another word, or an operator. */
export type RangeLead = 'none' | 'between' | 'word' | 'operator';

/** "May to July 2022", behind "between" with "and". */
export function readRange(tokens: TokenView, at: number, lead: RangeLead): FoundDays | undefined {
  const ends = readEnds(tokens, at);
  const days = ends && joinedDays(tokens, ends, lead);
  return days && { days, next: ends.right.next };
}

interface Ends {
  readonly left: Reading;
  readonly right: Reading;
}

function readEnds(tokens: TokenView, at: number): Ends | undefined {
  const left = readDate(tokens, at);
  if (left === undefined || !(tokens.is(left.next, words.to) || tokens.is(left.next, words.and))) return undefined;
  const start = left.next + 1;
  const right = readDate(tokens, tokens.behind(start, words.articles) ?? start) ?? readDate(tokens, start);
  return right && { left, right };
}

/** Every year's "July to August". */
export function readEveryRange(tokens: TokenView, at: number): { name: EveryName; next: number } | undefined {
  const ends = readEnds(tokens, at);
  if (ends === undefined || !tokens.is(ends.left.next, words.to)) return undefined;
  const [from, to] = [edges(ends.left)?.from, edges(ends.right)?.to];
  if (from === undefined || to === undefined) return undefined;
  const name = everySpan(monthDay(from), monthDay(to));
  return name === undefined ? undefined : { name, next: ends.right.next };
}

function edges(reading: Reading): { from: string; to: string } | undefined {
  if (reading.every === undefined || reading.isWord === true) return undefined;
  if (isMovable(reading.every)) return undefined;
  const recurring = recurringDays(reading.every);
  return recurring.kind === 'span' ? recurring : undefined;
}

function monthDay(text: string): { month: number; day: number } {
  const [month = 0, day = 0] = text.split('-').map(Number);
  return { month, day };
}

function joinedDays(tokens: TokenView, { left, right }: Ends, lead: RangeLead): Days | undefined {
  const isAnd = tokens.is(left.next, words.and);
  if (lead === 'between' ? isAnd : tokens.is(left.next, words.to)) {
    return makesRange(left.stands, right.stands, lead !== 'none') ? spanOf(left, right, tokens.today) : undefined;
  }
  // "May and June 2021": the year is that of both, where one follows the other.
  if (!isAnd || right.stands !== 'alone' || 'from' in left.when || !('from' in right.when)) return undefined;
  const first = latestBegun(left.when, right.when.from);
  return first?.to === right.when.from - 1 ? between(first.from, right.when.to) : undefined;
}

/** One end must be a date without doubt, or both ones that a word leads in. */
function makesRange(left: Stands, right: Stands, led: boolean): boolean {
  if (led) return left === 'alone' || right === 'alone' || (left !== 'operator' && right !== 'operator');
  return right === 'alone' && left !== 'operator';
}

/** The end that has no year takes that of the other. */
function spanOf(left: Reading, right: Reading, today: Day): Days | undefined {
  if ('from' in left.when) {
    const last = 'from' in right.when ? right.when : firstFrom(right.when, left.when.from);
    return between(left.when.from, last?.to);
  }
  const last = daysMeant(right, today);
  return last && between(latestBegun(left.when, last.from)?.from, last.to);
}

function firstFrom(cycle: Cycle, day: Day): Days | undefined {
  const index = cycle.indexAt(day);
  return [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    .map((ahead) => cycle.occurrence(index + ahead))
    .find((days) => days !== undefined && days.from >= day);
}
