import type { Found } from './found.ts';
import { readRange } from './number-chips.ts';
import type { TokenView } from './token-view.ts';
import { namesOf, words } from './words.ts';

/** How many, by its word: `four`, `vier`. */
const counts = namesOf((l) => l.numbers.slice(0, 5).map((name, index) => [name, index + 1] as const));

/**
 * Recognise "4 stars", "4+ stars", "at least 4 stars", "4 stars or more" and "5 star photos" as a rating, and what other
 * languages say for them: "mindestens 4 Sterne", "photos 5 étoiles", "4 estrellas o más".
 */
export function recogniseStars(tokens: TokenView, at: number): Found | undefined {
  const behindLead = tokens.behind(at, words.atLeast);
  const count = readStarCount(tokens, behindLead ?? at);
  if (count === undefined || !isAboutRating(tokens, at, count)) return undefined;
  const orMore = tokens.behind(count.next, words.orMore);
  const open = behindLead !== undefined || count.open || orMore !== undefined;
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
  const parts = /^([1-5](?:[-–][1-5])?)(\+)?(?:[-–](\p{L}+))?$/u.exec(tokens.word(at));
  const inWords = counts.get(tokens.word(at));
  if (parts === null && inWords === undefined) return undefined;
  const [, range = String(inWords), plus, glued] = parts ?? [];
  const isOpen = plus !== undefined;
  if (glued !== undefined) {
    const singular = words.star.has(glued, tokens.spoken);
    return singular || words.stars.has(glued, tokens.spoken)
      ? { range, open: isOpen, singular, next: at + 1 }
      : undefined;
  }
  const behindMore = tokens.behind(at + 1, words.orMore);
  const unitAt = behindMore ?? at + 1;
  const singular = tokens.is(unitAt, words.star);
  if (!singular && !tokens.is(unitAt, words.stars)) return undefined;
  return { range, open: isOpen || behindMore !== undefined, singular, next: unitAt + 1 };
}

function isAboutRating(tokens: TokenView, at: number, count: StarCount): boolean {
  // "5 star hotel", "hôtel 5 étoiles", "hotel de 5 estrellas".
  if ([at - 2, at - 1, count.next].some((place) => tokens.is(place, words.starred))) return false;
  if (count.singular) return tokens.is(count.next, words.photos) || tokens.is(at - 1, words.photos) || count.open;
  if (tokens.behind(count.next, words.orMore) !== undefined) return true;
  if (tokens.is(count.next, words.whereStars)) return false;
  return !tokens.is(at - 1, words.showingStars) || tokens.is(at - 2, words.photos);
}
