import { rangeChip, type Understood } from './chips.ts';
import type { Found } from './found.ts';
import type { TokenView } from './token-view.ts';

interface Limits {
  readonly lowest: number;
  readonly highest: number;
}

const limits: Readonly<Record<'rating' | 'iso', Limits>> = {
  rating: { lowest: 0, highest: 5 },
  iso: { lowest: 1, highest: 100_000_000 },
};

interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/** How ranges of whole numbers are written. */
const forms: readonly (readonly [pattern: RegExp, range: (a: number, b: number) => Range])[] = [
  [/^(\d+)$/u, (a) => ({ min: a, max: a })],
  [/^=(\d+)$/u, (a) => ({ min: a, max: a })],
  [/^(?:>=|≥)(\d+)$/u, (a) => ({ min: a, max: null })],
  [/^(\d+)\+$/u, (a) => ({ min: a, max: null })],
  [/^(?:<=|≤)(\d+)$/u, (a) => ({ min: null, max: a })],
  [/^>(\d+)$/u, (a) => ({ min: a + 1, max: null })],
  [/^<(\d+)$/u, (a) => ({ min: null, max: a - 1 })],
  [/^(\d+)(?:-|–|\.\.)(\d+)$/u, (a, b) => ({ min: a, max: b })],
];

/** Read a range of numbers: `4`, `>=4`, `4+`, `2-4`, `<4`. Undefined where there is no such number. */
export function readRange(kind: 'rating' | 'iso', text: string): Understood | undefined {
  const { lowest, highest } = limits[kind];
  const possible = (value: number | null): boolean => value === null || (value >= lowest && value <= highest);
  const compact = text.replaceAll(/\s/gu, '');
  for (const [pattern, rangeOf] of forms) {
    const parts = pattern.exec(compact);
    if (parts === null) continue;
    const { min, max } = rangeOf(Number(parts[1]), Number(parts[2]));
    const ordered = min === null || max === null || min <= max;
    return ordered && possible(min) && possible(max) ? rangeChip(kind, min, max) : undefined;
  }
  return undefined;
}

/** Read a rating: a range of stars, `unrated`, which is none, or `rejected`, which is written -1. */
export function readRating(text: string): Understood | undefined {
  const word = text.trim().toLowerCase();
  if (['rejected', '-1', '−1'].includes(word)) return rangeChip('rating', -1, -1);
  return readRange('rating', ['unrated', 'none'].includes(word) ? '0' : text);
}

const starCounts = ['one', 'two', 'three', 'four', 'five'];
const pictureWords: ReadonlySet<string> = new Set(
  ['photo', 'picture', 'image', 'pic', 'shot', 'rating'].flatMap((word) => [word, `${word}s`]),
);
/** Behind these, stars are in the picture: "a sky with 3 stars". */
const showWords: ReadonlySet<string> = new Set([
  'with',
  'of',
  'the',
  'has',
  'have',
  'these',
  'those',
  'show',
  'showing',
]);
/** And before these. */
const whereWords: ReadonlySet<string> = new Set([
  ...['in', 'on', 'over', 'above', 'around', 'at', 'behind', 'under', 'of', 'near', 'and'],
]);

/** Recognise "4 stars", "4+ stars", "at least 4 stars", "4 stars or more" and "5 star photos" as a rating. */
export function recogniseStars(tokens: TokenView, at: number): Found | undefined {
  const atLeast = tokens.word(at) === 'at' && tokens.word(at + 1) === 'least';
  const count = readStarCount(tokens, atLeast ? at + 2 : at);
  if (count === undefined || !isAboutRating(tokens, at, count)) return undefined;
  const orMore = readOrMore(tokens, count.next);
  const open = atLeast || count.open || orMore !== undefined;
  const understood = readRange('rating', `${count.range}${open ? '+' : ''}`);
  return understood && { understood, next: orMore ?? count.next };
}

interface StarCount {
  readonly range: string;
  readonly open: boolean;
  /** "star", as in "5 star photos". */
  readonly singular: boolean;
  readonly next: number;
}

function readStarCount(tokens: TokenView, at: number): StarCount | undefined {
  const parts = /^([1-5](?:[-–][1-5])?)(\+)?(?:[-–](stars?))?$/u.exec(tokens.word(at));
  const inWords = starCounts.indexOf(tokens.word(at)) + 1;
  if (parts === null && inWords === 0) return undefined;
  const moreAt = tokens.word(at + 1) === 'or' && tokens.word(at + 2) === 'more' ? at + 3 : at + 1;
  const unit = parts?.[3] ?? tokens.word(moreAt);
  if (unit !== 'stars' && unit !== 'star') return undefined;
  const next = parts?.[3] === undefined ? moreAt + 1 : at + 1;
  return {
    range: parts?.[1] ?? String(inWords),
    open: parts?.[2] !== undefined || moreAt === at + 3,
    singular: unit === 'star',
    next,
  };
}

function readOrMore(tokens: TokenView, at: number): number | undefined {
  const or = ['or', 'and'].includes(tokens.word(at));
  return or && ['more', 'better', 'up', 'above'].includes(tokens.word(at + 1)) ? at + 2 : undefined;
}

function isAboutRating(tokens: TokenView, at: number, count: StarCount): boolean {
  if (count.singular) return pictureWords.has(tokens.word(count.next)) || count.open;
  if (readOrMore(tokens, count.next) !== undefined) return true;
  if (whereWords.has(tokens.word(count.next))) return false;
  return !showWords.has(tokens.word(at - 1)) || pictureWords.has(tokens.word(at - 2));
}
