import { placeChip, type Understood } from './chips.ts';
import type { Found, Recogniser } from './found.ts';
import type { Place, Places } from './places.ts';
import { monthNames, seasonNames, weekdayNames } from './date-words.ts';
import { ordinaryWords, placesThatAreWords } from './place-words.ts';
import type { TokenView } from './token-view.ts';
import { everyLanguage, words } from './words.ts';

/** Most words of a name, and most characters: "Rothenburg ob der Tauber". */
const mostWords = 5;
const mostCharacters = 100;
/** People in a town whose name is taken for one without a capital, and in one whose name is a word as well, with it. */
export const knownTown = 100_000;
export const knownTownAmongWords = 50_000;
/** Half the way around the Earth. */
const farthestKm = 20_015;

const kmOf: Readonly<Record<string, number>> = {
  km: 1,
  kilometer: 1,
  kilometre: 1,
  m: 0.001,
  mi: 1.609344,
  mile: 1.609344,
};
const distancePattern = /^(\d{1,5}(?:\.\d{1,3})?)\s?(km|m|mi|kilomet(?:er|re)s?|miles?)$/iu;

/** Read "5 km" or "3 miles", in kilometres to three decimals. */
function readDistance(text: string): number | undefined {
  const parts = distancePattern.exec(text);
  const unit = (parts?.[2] ?? '').toLowerCase();
  const km = Math.round(Number(parts?.[1]) * (kmOf[unit] ?? kmOf[unit.replace(/s$/u, '')] ?? 0) * 1000) / 1000;
  return km > 0 && km <= farthestKm ? km : undefined;
}

/** Read the value of a place operator: a name, with a distance behind a comma or without. */
export function readPlace(places: Places, text: string): Understood | undefined {
  if (text.length > 2 * mostCharacters) return undefined;
  const place = places.find(text);
  if (place !== undefined) return placeChip(place);
  const comma = text.lastIndexOf(',');
  const radiusKm = comma < 0 ? undefined : readDistance(text.slice(comma + 1).trim());
  const around = radiusKm === undefined ? undefined : places.find(text.slice(0, comma).trim());
  // A country has borders and no middle.
  return around === undefined || around.radiusKm === null ? undefined : placeChip(around, radiusKm);
}

/** Read the value of a place operator that is not quoted: as many tokens as make one, commas among them. */
export function readPlaceTokens(places: Places, text: string, tokens: TokenView, at: number): Found | undefined {
  for (let next = endOfName(tokens, at, true); next > at; next--) {
    const understood = readPlace(places, sliceOf(tokens, text, at, next));
    if (understood !== undefined) return { understood, next };
  }
  return undefined;
}

/** Recognise "in Lisbon", "near Paris, Texas" and "within 5 km of Tokyo". */
export function placeRecogniser(places: Places, text: string): Recogniser {
  const shouted = text === text.toUpperCase();
  return (tokens, at) => {
    if (tokens.word(at) === 'within') return within(places, text, tokens, at + 1);
    const behind = behindLead(tokens, at);
    if (behind === undefined) return undefined;
    // A capital says nothing where every word has one.
    const titled = /^\p{Lu}/u.test(tokens.raw(at)) && at > 0;
    const article = tokens.behind(behind, words.articles);
    const found =
      namedPlace(places, text, tokens, behind, !shouted && !titled) ??
      (article === undefined ? undefined : namedPlace(places, text, tokens, article, !shouted && !titled));
    return found && { understood: placeChip(found.place), next: found.next };
  };
}

/** Index behind a word that leads in a place: "in", "cerca de", and behind "photos" also "from" and "of". */
function behindLead(tokens: TokenView, at: number): number | undefined {
  const lead = tokens.behind(at, words.near) ?? tokens.behind(at, words.inPlace);
  if (lead !== undefined || !tokens.is(at - 1, words.photos)) return lead;
  return tokens.behind(at, words.from) ?? tokens.behind(at, words.of);
}

/** Behind "within": "5 km of Lisbon". A distance leaves no doubt that a place is meant. */
function within(places: Places, text: string, tokens: TokenView, at: number): Found | undefined {
  for (const count of [1, 2]) {
    const distance = tokens.take(at, count);
    const radiusKm = readDistance(distance?.words.join(' ') ?? '');
    if (distance === undefined || radiusKm === undefined) continue;
    const behind =
      tokens.behind(distance.next, words.of) ??
      tokens.behind(distance.next, words.from) ??
      tokens.behind(distance.next, words.near);
    const found = behind === undefined ? undefined : longestPlace(places, text, tokens, behind, () => true);
    if (found === undefined || found.place.radiusKm === null) return undefined;
    return { understood: placeChip(found.place, radiusKm), next: found.next };
  }
  return undefined;
}

export interface FoundPlace {
  readonly place: Place;
  readonly next: number;
}

function namedPlace(
  places: Places,
  text: string,
  tokens: TokenView,
  at: number,
  capitalsCount: boolean,
): FoundPlace | undefined {
  const capital = (index: number): boolean => capitalsCount && /^\p{Lu}/u.test(tokens.raw(index));
  const found = longestPlace(places, text, tokens, at, (place, name, next) =>
    isLikely(place, name, capital(tokens.behind(at, words.articles) ?? at) && capital(next - 1)),
  );
  // "in Golden Gate Park": a longer name that is not known is not the shorter one.
  const goesOn = found && capital(found.next) && tokens.raw(found.next) !== 'I' && capital(at);
  return goesOn === true ? undefined : found;
}

/** Find the place with the longest name that begins at a token, and what tells it from others behind a comma. */
export function longestPlace(
  places: Places,
  text: string,
  tokens: TokenView,
  at: number,
  accept: (place: Place, name: string, next: number) => boolean,
): FoundPlace | undefined {
  for (let next = endOfName(tokens, at, false); next > at; next--) {
    if (tokens.word(next - 1) === '') continue;
    const name = sliceOf(tokens, text, at, next);
    const place = places.find(name);
    if (place === undefined) continue;
    const more = qualified(places, text, tokens, name, next);
    if (accept(place, name, next)) return more ?? { place, next };
    // "in nice, france" leaves no doubt.
    if (more !== undefined && tokens.isMark(next, ',')) return more;
  }
  return undefined;
}

/** "Paris, Texas" and "Paris Texas" behind "Paris". */
function qualified(places: Places, text: string, tokens: TokenView, name: string, at: number): FoundPlace | undefined {
  const from = tokens.behindPunctuation(at, ',');
  for (let next = endOfName(tokens, from, false); next > from; next--) {
    const qualifier = sliceOf(tokens, text, from, next);
    const place = places.find(`${name}, ${qualifier}`);
    if (place !== undefined) return { place, next };
  }
  return undefined;
}

/** Index behind the last token that can belong to a name. */
function endOfName(tokens: TokenView, at: number, commas: boolean): number {
  let next = at;
  let words = 0;
  while (next < tokens.tokens.length) {
    const isWord = tokens.word(next) !== '';
    const mark = tokens.isMark(next, '.') || (commas && tokens.isMark(next, ','));
    if (!isWord && !mark) break;
    if (isWord && ++words > mostWords) break;
    next++;
  }
  return next;
}

function sliceOf(tokens: TokenView, text: string, at: number, next: number): string {
  const [first, last] = [tokens.tokens[at], tokens.tokens[next - 1]];
  const long = first === undefined || last === undefined || last.end - first.start > mostCharacters;
  return long ? '' : text.slice(first.start, last.end);
}

/** Is a name behind "in" that of the place, rather than a word? "in bed", "in water", "in Nice", "in nice weather". */
function isLikely(place: Place, name: string, capital: boolean): boolean {
  const bare = withoutArticle(name);
  // "à la plage": Los Angeles is short in capitals alone.
  if (isNeverPlace(bare) || isArticle(name)) return false;
  const people = place.population ?? Number.POSITIVE_INFINITY;
  // "in Au", "in Po": two letters are a town in some language, and a word in another.
  if (bare.length < 3 && people < 1_000_000) return false;
  const isWord = placesThatAreWords.has(bare);
  if (!capital) return !isWord && !ordinaryWords.has(bare) && people >= knownTown;
  return !isWord || people >= knownTownAmongWords;
}

/** The name of a place in lower case, without the article before it. */
export function withoutArticle(name: string): string {
  const [first = '', ...others] = name.toLowerCase().split(/\s+/u);
  return isArticle(first) && others.length > 0 ? others.join(' ') : name.toLowerCase();
}

function isArticle(name: string): boolean {
  return words.articles.has(name, everyLanguage);
}

/** Is a name, in lower case, that of something else wherever it stands? */
export function isNeverPlace(name: string): boolean {
  return monthNames.has(name) || seasonNames.has(name) || weekdayNames.has(name) || neverMeant.has(name);
}

/** Known under a name that is mostly meant for something else: the state of the USA, the season, the feast. */
const neverMeant: ReadonlySet<string> = new Set(['georgia', 'christmas', 'easter', 'halloween']);
