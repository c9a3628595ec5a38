import { dateChip, everyChip, type Understood } from './chips.ts';
import { readEveryRange, readRange, type RangeLead } from './date-range.ts';
import { civilDate, isoDay, type Day, type Days } from './days.ts';
import type { Found } from './found.ts';
import { readDate, readWithArticle } from './read-date.ts';
import { daysMeant, type Reading, type Stands } from './reading.ts';
import type { TokenView } from './token-view.ts';
import { words, type Phrases } from './words.ts';

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

/** Recognise a date in words: alone where it is one without doubt, else behind a word that leads it in. */
export function recogniseDate(tokens: TokenView, at: number): Found | undefined {
  return related(tokens, at) ?? ranged(tokens, at) ?? led(tokens, at) ?? every(tokens, at) ?? alone(tokens, at);
}

const relations: readonly (readonly [phrases: Phrases, relation: DateRelation])[] = [
  [words.since, 'since'],
  [words.until, 'until'],
  [words.before, 'before'],
  [words.after, 'after'],
];

/** "since 2020", "before May 2021". */
function related(tokens: TokenView, at: number): Found | undefined {
  for (const [phrases, relation] of relations) {
    const behind = tokens.behind(at, phrases);
    const reading = behind === undefined ? undefined : readWithArticle(tokens, behind);
    // "before Christmas", "after May": when that is, is clear after "since" alone.
    if (reading === undefined || (relation !== 'since' && !('from' in reading.when))) continue;
    const days = daysMeant(reading, tokens.today);
    const understood = days && relatedChip(relation, days);
    if (understood !== undefined) return { understood, next: reading.next };
  }
  return undefined;
}

const rangeLeads: readonly (readonly [phrases: Phrases, lead: RangeLead])[] = [
  [words.between, 'between'],
  [words.from, 'word'],
  [words.in, 'word'],
  [words.during, 'word'],
];

/** "between 2018 and 2020", "from 2018 to 2020". */
function ranged(tokens: TokenView, at: number): Found | undefined {
  for (const [phrases, lead] of rangeLeads) {
    const behind = tokens.behind(at, phrases);
    const range = behind === undefined ? undefined : readRange(tokens, behind, lead);
    const understood = range && relatedChip('on', range.days);
    if (range !== undefined && understood !== undefined) return { understood, next: range.next };
  }
  return undefined;
}

/** Words that lead in a date, and which kinds of dates they are enough for. */
const leads: readonly (readonly [phrases: Phrases, enough: readonly Stands[]])[] = [
  [words.in, ['alone', 'in']],
  [words.during, ['alone', 'in']],
  [words.from, ['alone', 'in']],
  [words.on, ['alone', 'on']],
  [words.at, ['alone']],
];

function led(tokens: TokenView, at: number): Found | undefined {
  for (const [phrases, enough] of leads) {
    const behind = tokens.behind(at, phrases);
    const reading = behind === undefined ? undefined : readWithArticle(tokens, behind);
    if (reading === undefined || !enough.includes(reading.stands)) continue;
    // "from May" can be a letter from her; "from July" says nothing of which one.
    if (phrases !== words.from || 'from' in reading.when) return dayFound(tokens, reading);
    if (reading.every !== undefined && reading.isWord !== true && !isBehindDay(tokens, at))
      return { understood: everyChip(reading.every), next: reading.next };
  }
  return undefined;
}

/** "every summer", "jeden Sonntag", "tous les étés". */
function every(tokens: TokenView, at: number): Found | undefined {
  const behind = tokens.behind(at, words.every);
  const reading = behind === undefined ? undefined : readDate(tokens, behind);
  return reading?.every === undefined ? undefined : { understood: everyChip(reading.every), next: reading.next };
}

/** "last summer", "May to July 2022". */
function alone(tokens: TokenView, at: number): Found | undefined {
  const range = readRange(tokens, at, 'none');
  const understood = range && relatedChip('on', range.days);
  if (range !== undefined && understood !== undefined) return { understood, next: range.next };
  const months = readEveryRange(tokens, at);
  if (months !== undefined) return { understood: everyChip(months.name), next: months.next };
  const reading = readWithArticle(tokens, at);
  return reading?.stands === 'alone' ? dayFound(tokens, reading) : undefined;
}

/** "31 de junio", "31 June": what follows belongs to a day, even to one that there is not. */
export function isBehindDay(tokens: TokenView, at: number): boolean {
  return /^[-−]?\d{1,2}(?:st|nd|rd|th|er|º|ª)?$/u.test(tokens.word(tokens.beforeDot(at - 1)));
}

export function dayFound(tokens: TokenView, reading: Reading): Found | undefined {
  const days = daysMeant(reading, tokens.today);
  const understood = days && relatedChip('on', days);
  return understood && { understood, next: reading.next };
}
