import type { OfferedChip } from '../../../src-contract/index.ts';
import { isCapital } from './bare-places.ts';
import { everyChip, placeChip, type Understood } from './chips.ts';
import { dayFound } from './date-chips.ts';
import type { Found } from './found.ts';
import { isNeverPlace, knownTown, knownTownAmongWords, longestPlace, withoutArticle } from './place-chips.ts';
import { namesOfPeople, ordinaryWords, placesThatAreWords } from './place-words.ts';
import type { Place, Places } from './places.ts';
import { readDate } from './read-date.ts';
import { standsApart } from './stands-apart.ts';
import { TokenView } from './token-view.ts';
import { tokenize } from './tokens.ts';
import { words } from './words.ts';

/** More readings than these would not help anybody. */
const mostOffered = 3;
/** In a text of more words than this, words that are something else are that. */
const fewWords = 4;
/** People in a town that is offered for a word with a capital. */
const smallTown = 2_000;

/** What words that stayed description could be, too: `turkey` the country, `christmas` in `christmas tree` the feast. */
export function offeredChips(tokens: TokenView, places: Places, text: string): OfferedChip[] {
  const isShort = tokens.tokens.filter(({ kind }) => kind === 'word').length <= fewWords;
  const offered: OfferedChip[] = [];
  for (let at = 0; at < tokens.tokens.length && offered.length < mostOffered; at++) {
    const again = everyYear(tokens, at);
    if (again !== undefined) {
      offered.push(offer(tokens, text, { ...again, from: at }));
      continue;
    }
    if (tokens.word(at) === '' || tokens.isGlued(at)) continue;
    const found = dateAt(tokens, at, isShort) ?? placeAt(tokens, at, { places, text, isShort });
    if (found === undefined) continue;
    offered.push(offer(tokens, text, { ...found, from: withLead(tokens, at) }));
    at = found.next - 1;
  }
  return offered;
}

function offer(tokens: TokenView, text: string, found: Found & { from: number }): OfferedChip {
  const start = tokens.tokens[found.from]?.start ?? 0;
  const end = tokens.tokens[found.next - 1]?.end ?? text.length;
  const { meaning, text: written } = found.understood;
  return { chip: { ...meaning, start, end, text: written }, text: text.slice(0, start) + written + text.slice(end) };
}

const leads = [
  ...[words.in, words.on, words.at, words.during, words.from, words.near, words.inPlace, words.otherPrepositions],
];

/** Index of the preposition before a name, which would be left over. */
function withLead(tokens: TokenView, at: number): number {
  const start = tokens.is(at - 1, words.articles) ? at - 1 : at;
  return leads.some((lead) => tokens.is(start - 1, lead)) && !tokens.isGlued(start - 1) ? start - 1 : start;
}

function dateAt(tokens: TokenView, at: number, isShort: boolean): Found | undefined {
  const reading = readDate(tokens, at);
  if (reading === undefined || reading.stands === 'alone') return undefined;
  const isSure = reading.isWord !== true || isShort || (isCapital(tokens, at) && at > 0 && tokens.capitalsCount);
  if (!isSure) return undefined;
  if (reading.every === undefined) return isDecade(tokens, at) ? dayFound(tokens, reading) : undefined;
  const understood: Understood = everyChip(reading.every);
  return { understood, next: reading.next };
}

/** "in August" is the latest one; who wants that of any year presses this. */
function everyYear(tokens: TokenView, at: number): Found | undefined {
  const token = tokens.tokens[at];
  if (token?.chip?.meaning.kind !== 'date') return undefined;
  const within = new TokenView(tokenize(token.text), tokens.today, tokens.spoken);
  const start = leads.some((lead) => within.is(0, lead)) ? 1 : 0;
  const reading = readDate(within, start);
  if (reading?.every === undefined || reading.next < within.tokens.length) return undefined;
  return { understood: everyChip(reading.every), next: at + 1 };
}

function isDecade(tokens: TokenView, at: number): boolean {
  return /^\d+s$/u.test(tokens.word(at));
}

interface Sought {
  readonly places: Places;
  readonly text: string;
  readonly isShort: boolean;
}

function placeAt(tokens: TokenView, at: number, { places, text, isShort }: Sought): Found | undefined {
  const isTelling = isCapital(tokens, at) && tokens.capitalsCount && at > 0;
  const found = longestPlace(places, text, tokens, at, (place, name, next) => {
    const isLast = isShort && next === tokens.tokens.length;
    const isAlone = standsApart(tokens, at, next);
    const doubt = isTelling || (isAlone && isCapital(tokens, at)) ? 'small' : isAlone || isLast ? 'some' : 'great';
    return couldBe(place, withoutArticle(name), doubt);
  });
  return found && { understood: placeChip(found.place), next: found.next };
}

/** @param doubt whether the word can be something else where it stands */
function couldBe(place: Place, name: string, doubt: 'small' | 'some' | 'great'): boolean {
  if (isNeverPlace(name) || name.length < 3) return false;
  const people = place.population ?? Number.POSITIVE_INFINITY;
  const isWord = placesThatAreWords.has(name) || ordinaryWords.has(name) || namesOfPeople.has(name);
  if (isWord && doubt === 'great') return false;
  if (isWord) return people >= (doubt === 'some' ? knownTown : knownTownAmongWords);
  return people >= (doubt === 'small' ? smallTown : knownTown);
}
