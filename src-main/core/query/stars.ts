import type { Found } from './found.ts';
import { readRange } from './number-chips.ts';
import type { TokenView } from './token-view.ts';
import { namesOf, words } from './words.ts';

/** How many, by its word: `four`, `vier`. */
const counts = namesOf((l) => l.numbers.slice(0, 5).map((name, index) => [name, index + 1] as const));

/** Words before a number of stars that say nothing: "which have the rating of". */
const mostLeading = 3;

/**
 * Recognise "4 stars", "4+ stars", "at least 4 stars", "4 stars or more", "5 star photos", "a 5 star rating" and "rated 4 stars"
 * as a rating, and what other languages say for them: "mindestens 4 Sterne", "photos 5 étoiles", "valoración de 4 estrellas".
 */
export function recogniseStars(tokens: TokenView, at: number): Found | undefined {
  const lead = behindLead(tokens, at);
  const rated = tokens.behind(lead, words.rated);
  const from = rated === undefined ? lead : (tokens.behind(rated, words.showingStars) ?? rated);
  return (
    (from === at ? undefined : readRating(tokens, { at, from, isRated: rated !== undefined })) ??
    readRating(tokens, { at, from: at, isRated: false })
  );
}

/** Behind "with a", which belongs to a rating alone: the stars of a "sky with 3 stars" are in the picture. */
function behindLead(tokens: TokenView, at: number): number {
  let next = at;
  while (next < at + mostLeading && isLead(tokens, next)) next++;
  return next;
}

function isLead(tokens: TokenView, at: number): boolean {
  return tokens.is(at, words.showingStars) || tokens.is(at, words.indefiniteArticles);
}

interface Start {
  /** Where the chip begins, at what leads in the number. */
  readonly at: number;
  /** Where the number begins, or what says that it is the least. */
  readonly from: number;
  /** Is the number led in by "rating of", "rated"? */
  readonly isRated: boolean;
}

function readRating(tokens: TokenView, { at, from, isRated }: Start): Found | undefined {
  const behindLeast = tokens.behind(from, words.atLeast);
  const count = readStarCount(tokens, behindLeast ?? from);
  if (count === undefined) return undefined;
  const orMore = tokens.behind(count.next, words.orMore);
  const behindStars = orMore ?? count.next;
  const ratedBehind = tokens.behind(behindStars, words.rated);
  const next = ratedBehind ?? behindStars;
  if (hasStars(tokens, at, [count.next, next])) return undefined;
  const saysRated = isRated || count.rated || ratedBehind !== undefined;
  if (!saysRated && (from > at || !isAboutRating(tokens, at, count))) return undefined;
  const open = behindLeast !== undefined || count.open || orMore !== undefined;
  const understood = readRange('rating', `${count.range}${open ? '+' : ''}`);
  return understood && { understood, next };
}

interface StarCount {
  readonly range: string;
  readonly open: boolean;
  /** "star", as in "5 star photos". */
  readonly singular: boolean;
  /** Is it one word with what says that it is a rating: "4-Sterne-Bewertung"? */
  readonly rated: boolean;
  readonly next: number;
}

function readStarCount(tokens: TokenView, at: number): StarCount | undefined {
  const parts = /^([1-5](?:[-–][1-5])?)(\+)?(?:[-–](\p{L}+))?(?:[-–](\p{L}+))?$/u.exec(tokens.word(at));
  const inWords = counts.get(tokens.word(at));
  if (parts === null && inWords === undefined) return undefined;
  const [, range = String(inWords), plus, glued, gluedRated] = parts ?? [];
  const isOpen = plus !== undefined;
  if (glued !== undefined) {
    const singular = words.star.has(glued, tokens.spoken);
    const rated = gluedRated !== undefined;
    if (!singular && !words.stars.has(glued, tokens.spoken)) return undefined;
    if (rated && !words.rated.has(gluedRated, tokens.spoken)) return undefined;
    return { range, open: isOpen, singular, rated, next: at + 1 };
  }
  const behindMore = tokens.behind(at + 1, words.orMore);
  const unitAt = behindMore ?? at + 1;
  const singular = tokens.is(unitAt, words.star);
  if (!singular && !tokens.is(unitAt, words.stars)) return undefined;
  return { range, open: isOpen || behindMore !== undefined, singular, rated: false, next: unitAt + 1 };
}

/** "5 star hotel", "hôtel 5 étoiles", "hotel de 5 estrellas", "hotel with a rating of 5 stars". */
function hasStars(tokens: TokenView, at: number, behind: readonly number[]): boolean {
  let before = at - 1;
  while (isLead(tokens, before) || tokens.is(before, words.rated)) before--;
  return [at - 2, at - 1, before, ...behind].some((place) => tokens.is(place, words.starred));
}

function isAboutRating(tokens: TokenView, at: number, count: StarCount): boolean {
  if (count.singular) return tokens.is(count.next, words.photos) || tokens.is(at - 1, words.photos) || count.open;
  if (tokens.behind(count.next, words.orMore) !== undefined) return true;
  if (tokens.is(count.next, words.whereStars)) return false;
  return !tokens.is(at - 1, words.showingStars) || tokens.is(at - 2, words.photos);
}
