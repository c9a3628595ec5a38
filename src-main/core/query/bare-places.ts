import { placeChip } from './chips.ts';
import type { Found, Recogniser } from './found.ts';
import { isNeverPlace, knownTown, longestPlace, withoutArticle, type FoundPlace } from './place-chips.ts';
import { namesOfPeople, ordinaryWords, placesThatAreWords } from './place-words.ts';
import type { Place, Places } from './places.ts';
import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

/** People in a place that is meant even by a name of few letters. */
const metropolis = 1_000_000;
const fewLetters = 4;

/** Recognise the name of a place that nothing leads in, and that is hardly anything else: `Lisbon`, `beach Lisbon`. */
export function barePlaceRecogniser(places: Places, text: string): Recogniser {
  return (tokens, at) => (tokens.isGlued(at) ? undefined : barePlaceAt(places, text, tokens, at));
}

/** The same where it is known that a word begins, as it does behind a minus sign. */
export function barePlaceAt(places: Places, text: string, tokens: TokenView, at: number): Found | undefined {
  const found = barePlace(places, text, tokens, at);
  return found !== undefined && standsForItself(places, text, tokens, at, found)
    ? { understood: placeChip(found.place), next: found.next }
    : undefined;
}

/** The longest name at a token that alone means a place. */
function barePlace(places: Places, text: string, tokens: TokenView, at: number): FoundPlace | undefined {
  if (tokens.word(at) === '') return undefined;
  return longestPlace(places, text, tokens, at, (place, name) => isSure(place, name));
}

function isSure(place: Place, name: string): boolean {
  const bare = withoutArticle(name);
  const people = place.population ?? Number.POSITIVE_INFINITY;
  if (isNeverPlace(bare) || placesThatAreWords.has(bare) || ordinaryWords.has(bare) || namesOfPeople.has(bare))
    return false;
  // "la" is Los Angeles in capitals alone.
  if (bare.length < 3) return name === name.toUpperCase() && people >= metropolis;
  return people >= (bare.length < fewLetters ? metropolis : knownTown);
}

/** Is it the whole of a name, and not of something that only has to do with the place: "New Mexico", "map of Italy"? */
function standsForItself(places: Places, text: string, tokens: TokenView, at: number, found: FoundPlace): boolean {
  const article = tokens.is(at - 1, words.articles) ? at - 1 : at;
  const before = article - 1;
  const denied = [words.without, words.not, words.no];
  const blocked = [words.indefiniteArticles, words.otherPrepositions, words.beforeNames, ...denied];
  if (blocked.some((each) => tokens.is(before, each)) || tokens.is(at - 1, words.indefiniteArticles)) return false;
  if (isBehindLeftOut(tokens, before) || tokens.is(found.next, words.afterNames)) return false;
  return (
    !goesOn(tokens, found.next) ||
    (!tokens.isGlued(found.next) && barePlace(places, text, tokens, found.next) !== undefined)
  );
}

/** "-New Mexico" leaves out what is new, which is no reason to ask for Mexico. */
function isBehindLeftOut({ tokens, spoken }: TokenView, at: number): boolean {
  const meaning = tokens[at]?.chip?.meaning;
  return meaning?.kind === 'minus' && words.beforeNames.has(meaning.value.toLowerCase(), spoken);
}

/** Does a name go on with a capital, in a text where not every word has one? */
function goesOn(tokens: TokenView, next: number): boolean {
  return isCapital(tokens, next) && tokens.raw(next) !== 'I' && tokens.capitalsCount;
}

export function isCapital(tokens: TokenView, at: number): boolean {
  return /^\p{Lu}/u.test(tokens.raw(at));
}
