import { latestBegun, type Cycle } from './calendar.ts';
import { dateChip, type Understood } from './chips.ts';
import { between, civilDate, daysOfMonth, daysOfYear, isoDay, parseIsoDay, type Day, type Days } from './days.ts';
import type { Found } from './found.ts';
import { readDate } from './read-date.ts';
import { daysMeant, type Reading, type Stands } from './reading.ts';
import type { TokenView } from './token-view.ts';

/** How a photo's day lies to what is named. */
export type DateRelation = 'on' | 'before' | 'after' | 'since' | 'until';

/** Make a chip of days: `before` and `after` leave out what they name, `since` and `until` include it. */
export function relatedChip(relation: DateRelation, days: Days): Understood | undefined {
  switch (relation) {
    case 'on':
      return dateChip(isoDay(days.from), isoDay(days.to));
    case 'since':
      return dateChip(isoDay(days.from), null);
    case 'until':
      return dateChip(null, isoDay(days.to));
    case 'before':
      return hasIsoDay(days.from - 1) ? dateChip(null, isoDay(days.from - 1)) : undefined;
    case 'after':
      return hasIsoDay(days.to + 1) ? dateChip(isoDay(days.to + 1), null) : undefined;
  }
}

function hasIsoDay(day: Day): boolean {
  const { year } = civilDate(day);
  return year >= 1 && year <= 9999;
}

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

interface FoundDays {
  readonly days: Days;
  readonly next: number;
}

const rangeWords: ReadonlySet<string> = new Set(['to', 'until', 'till', 'through', 'thru', '-', '–', '—']);

/** "May to July 2022", behind "between" with "and". */
function readRange(tokens: TokenView, at: number, lead: string): FoundDays | undefined {
  const left = readDate(tokens, at);
  if (left === undefined) return undefined;
  const right = readDate(tokens, left.next + 1);
  const days = right && joinedDays(tokens, { left, right, lead });
  return days && { days, next: right.next };
}

interface Ends {
  readonly left: Reading;
  readonly right: Reading;
  readonly lead: string;
}

function joinedDays(tokens: TokenView, { left, right, lead }: Ends): Days | undefined {
  const word = tokens.word(left.next);
  if (lead === 'between' ? word === 'and' : rangeWords.has(word)) {
    return makesRange(left.stands, right.stands, lead !== '') ? spanOf(left, right, tokens.today) : undefined;
  }
  // "May and June 2021": the year is that of both, where one follows the other.
  if (word !== 'and' || right.stands !== 'alone' || 'from' in left.when || !('from' in right.when)) return undefined;
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

function readWithArticle(tokens: TokenView, at: number): Reading | undefined {
  const reading = readDate(tokens, at);
  if (reading !== undefined || tokens.word(at) !== 'the') return reading;
  const behind = readDate(tokens, at + 1);
  return behind?.stands === 'alone' ? behind : undefined;
}

/** Words that lead in a date, and which kinds of dates they are enough for. */
const leads: ReadonlyMap<string, readonly Stands[]> = new Map<string, readonly Stands[]>([
  ...['in', 'during', 'from'].map((word) => [word, ['alone', 'in']] as const),
  ['on', ['alone', 'on']],
  ...['at', 'of', 'over', 'im', 'am', 'vom'].map((word) => [word, ['alone']] as const),
]);

/** Recognise a date in words: alone where it is one without doubt, else behind a word that leads it in. */
export function recogniseDate(tokens: TokenView, at: number): Found | undefined {
  return related(tokens, at) ?? led(tokens, at) ?? bare(tokens, at);
}

const relations: ReadonlyMap<string, DateRelation> = new Map([
  ['since', 'since'],
  ['until', 'until'],
  ['till', 'until'],
  ['before', 'before'],
  ['after', 'after'],
]);

/** "since 2020", "before May 2021", "between 2018 and 2020". */
function related(tokens: TokenView, at: number): Found | undefined {
  const word = tokens.word(at);
  const relation = relations.get(word);
  if (relation === undefined)
    return ['between', 'from', 'in', 'during'].includes(word) ? ranged(tokens, at) : undefined;
  const reading = readWithArticle(tokens, at + 1);
  // "before Christmas", "after May": when that is, is clear after "since" alone.
  if (reading === undefined || (relation !== 'since' && !('from' in reading.when))) return undefined;
  const days = daysMeant(reading, tokens.today);
  const understood = days && relatedChip(relation, days);
  return understood && { understood, next: reading.next };
}

function ranged(tokens: TokenView, at: number): Found | undefined {
  const range = readRange(tokens, at + 1, tokens.word(at));
  const understood = range && relatedChip('on', range.days);
  return understood && { understood, next: range.next };
}

function led(tokens: TokenView, at: number): Found | undefined {
  const lead = tokens.word(at);
  const enough = leads.get(lead);
  const reading = enough && readWithArticle(tokens, at + 1);
  if (reading === undefined || !enough?.includes(reading.stands)) return undefined;
  // "from May" can be a letter from her.
  if (lead === 'from' && !('from' in reading.when)) return undefined;
  return dayFound(tokens, reading);
}

function bare(tokens: TokenView, at: number): Found | undefined {
  const range = readRange(tokens, at, '');
  const understood = range && relatedChip('on', range.days);
  if (understood !== undefined) return { understood, next: range?.next ?? at };
  const reading = readWithArticle(tokens, at);
  return reading?.stands === 'alone' ? dayFound(tokens, reading) : undefined;
}

function dayFound(tokens: TokenView, reading: Reading): Found | undefined {
  const days = daysMeant(reading, tokens.today);
  const understood = days && relatedChip('on', days);
  return understood && { understood, next: reading.next };
}
