import type { LeftOutChip } from '../../../src-contract/index.ts';
import { withEmojiInWords } from '../text/emoji.ts';
import { barePlaceAt } from './bare-places.ts';
import { withoutChip } from './chips.ts';
import type { Found, Recogniser } from './found.ts';
import { hasQuotes, valueAt } from './operators.ts';
import type { Places } from './places.ts';
import { leftOutAs, leftOutAsShown, readAlone } from './read-alone.ts';
import type { TokenView } from './token-view.ts';
import type { Token } from './tokens.ts';
import { everyLanguage, words } from './words.ts';

/** Most words of what is left out: more than that is rather a sentence. */
const mostWords = 3;

/** Of those behind "no" alone. */
const mostWordsBehindNo = 2;

/** Chips that words make, without an operator, of which the opposite can be meant: when, where, and stars. */
const deniable: ReadonlySet<string> = new Set(['name', 'date', 'every', 'place', 'rating']);

/** Most tokens of when or where: "Villingen-Schwenningen, Baden-Württemberg", "the day before yesterday". */
const mostTokens = 8;

/**
 * Recognise what is left out: behind a minus sign, behind `not:`, and in words: "without people", "but no dogs", "and no cars"
 * and "no people"; and what "or" adds to them: "without people or cars". What narrows is left out behind the same words, and
 * behind "not": "without 2019", "not in Lisbon", "-Christmas". A date or a place is what would be one without them.
 */
export function negationRecogniser(places: Places, text: string): Recogniser {
  const source = { places, text };
  return (tokens, at) => behindSign(source, tokens, at) ?? inWords(source, tokens, at);
}

interface Source {
  readonly places: Places;
  readonly text: string;
}

/** "-Lisbon", "-in 2019", "-red", `not:people`. A sign is about its own word alone, or about the name that begins with it. */
function behindSign({ places, text }: Source, tokens: TokenView, at: number): Found | undefined {
  if (!isSign(tokens, at)) return undefined;
  const next = at + 1;
  if (tokens.tokens[next]?.chip !== undefined) return leftOutChip(places, tokens, next);
  const place = barePlaceAt(places, text, tokens, next);
  const understood = place && withoutChip(place.understood);
  if (place !== undefined && understood !== undefined) return { understood, next: place.next };
  const from = tokens.behind(next, words.from);
  return (from === undefined ? undefined : longestAlone({ places, text }, tokens, from)) ?? word(places, tokens, next);
}

function word(places: Places, tokens: TokenView, at: number): Found | undefined {
  const token = tokens.tokens[at];
  if (token?.kind === 'literal') return shown(places, tokens, at, token.text);
  const value = valueAt(tokens, at);
  if (value === undefined) return undefined;
  // What is quoted, and a number, say all that they are about; a word is described beside others that it belongs to.
  const isAlone = token?.kind === 'quoted' || /^\d/u.test(value);
  return isAlone ? { understood: leftOutAs(places, value, tokens), next: at + 1 } : shown(places, tokens, at, value);
}

function shown(places: Places, tokens: TokenView, at: number, value: string): Found | undefined {
  return hasQuotes(value) ? undefined : { understood: leftOutAsShown(places, value, tokens), next: at + 1 };
}

/** A minus sign, or `not:`, before which there is none: what is denied twice stays description. */
function isSign(tokens: TokenView, at: number): boolean {
  const token = tokens.tokens[at];
  if (isNot(token)) return !isDeniedTwice(tokens, at + 1);
  return token?.kind === 'minus' && tokens.tokens[at + 1]?.kind !== 'operator';
}

/** Is it the value in `-not:people`? */
export function isDeniedTwice({ tokens }: TokenView, at: number): boolean {
  const [sign, not] = [tokens[at - 2], tokens[at - 1]];
  return not?.glued === true && isNot(not) && (sign?.kind === 'minus' || isNot(sign));
}

function isNot(token: Token | undefined): boolean {
  return token?.kind === 'operator' && token.word === 'not';
}

function inWords(source: Source, tokens: TokenView, at: number): Found | undefined {
  const next = leadIn(tokens, at);
  if (next !== undefined) return narrowingLeftOut(source, tokens, next) ?? leftOut(source.places, tokens, next);
  const not = tokens.behind(at, words.not);
  const denied = not === undefined ? undefined : narrowingLeftOut(source, tokens, not);
  return denied ?? behindAnd(source, tokens, at) ?? behindNo(source, tokens, at) ?? behindOrdinary(source, tokens, at);
}

/**
 * "not in 2019 and 2020": what is of the same kind as what is left out before it. "Not in Lisbon and in 2019" is of a year.
 */
function behindAnd(source: Source, tokens: TokenView, at: number): Found | undefined {
  if (!tokens.is(at, words.and) || !isNegation(tokens, at - 1)) return undefined;
  const found = narrowingLeftOut(source, tokens, at + 1);
  const [before, more] = [tokens.tokens[at - 1]?.chip?.meaning, found?.understood.meaning];
  if (before?.kind !== 'without' || more?.kind !== 'without') return undefined;
  return familyOf(before.of.kind) === familyOf(more.of.kind) ? found : undefined;
}

/** Dates that come once and those that come again are of one kind. */
function familyOf(kind: LeftOutChip['kind']): string {
  return kind === 'every' ? 'date' : kind;
}

/** "sin Lisboa": what is an ordinary word of another language, before what can only be left out. */
function behindOrdinary(source: Source, tokens: TokenView, at: number): Found | undefined {
  const next = tokens.word(at - 1) === '' ? tokens.behind(at, words.without, everyLanguage) : undefined;
  return next === undefined ? undefined : narrowingLeftOut(source, tokens, next);
}

/** What narrows, or says itself that it is left out: "without 2019", "without -people". */
function narrowingLeftOut(source: Source, tokens: TokenView, at: number): Found | undefined {
  return leftOutChip(source.places, tokens, at) ?? behindSign(source, tokens, at) ?? whenOrWhere(source, tokens, at);
}

/** "Lisbon", "Paris, Texas", "the summer", where that is all that is left out. */
function whenOrWhere(source: Source, tokens: TokenView, at: number): Found | undefined {
  // "Los Angeles" has its article, "the summer" only one before it.
  const from = tokens.behind(at, words.from) ?? at;
  const starts = [from, tokens.behind(from, words.any)].filter((start) => start !== undefined);
  for (const start of starts) {
    const found = longestAlone(source, tokens, start);
    if (found !== undefined) return found;
  }
  return undefined;
}

function longestAlone({ places, text }: Source, tokens: TokenView, start: number): Found | undefined {
  if (tokens.word(start) === '') return undefined;
  let end = start + 1;
  while (end < start + mostTokens && (tokens.word(end) !== '' || tokens.isMark(end, '.') || tokens.isMark(end, ',')))
    end++;
  for (let next = end; next > start; next--) {
    if (tokens.word(next) !== '' && !tokens.is(next, words.ends)) continue;
    const value = text.slice(tokens.tokens[start]?.start, tokens.tokens[next - 1]?.end);
    const narrowing = readAlone(places, value, tokens);
    const understood = narrowing && withoutChip(narrowing);
    if (understood !== undefined) return { understood, next };
  }
  return undefined;
}

/**
 * "no" alone may be anything: on a sign ("no smoking"), before a number, in a name ("tonari no totoro"). It leaves out what
 * follows it at the start of a part of the query, and elsewhere only what narrows or is counted: "beach no people".
 */
function behindNo(source: Source, tokens: TokenView, at: number): Found | undefined {
  const next = tokens.behind(at, words.no);
  if (next === undefined) return undefined;
  // What is on a sign may be quoted: no "smoking".
  if (tokens.tokens[next]?.chip?.meaning.kind === 'phrase') return undefined;
  // An operator is on no sign, and neither is "in 2019"; "no 2019" is a number.
  const isNumber = /^\d/u.test(tokens.word(next)) && tokens.is(at, words.numbered);
  return (isNumber ? undefined : narrowingLeftOut(source, tokens, next)) ?? shownBehindNo(source, tokens, at, next);
}

function shownBehindNo(source: Source, tokens: TokenView, at: number, next: number): Found | undefined {
  const found = leftOut(source.places, tokens, next);
  if (found === undefined || found.next - next > mostWordsBehindNo) return undefined;
  for (let place = next; place < found.next; place++) {
    if (tokens.is(place, words.onSigns) || !/^[\p{L} ]+$/u.test(withEmojiInWords(tokens.raw(place)))) return undefined;
  }
  if (tokens.word(at - 1) === '') return found;
  const isCounted = found.next === next + 1 && tokens.is(next, words.counted);
  return isCounted && !tokens.is(at - 1, words.ends) ? found : undefined;
}

function leadIn(tokens: TokenView, at: number): number | undefined {
  const without = tokens.behind(at, words.without);
  if (without !== undefined) return without;
  if (tokens.is(at, words.or)) return isNegation(tokens, at - 1) ? at + 1 : undefined;
  const joined = tokens.behind(at, words.but) ?? tokens.behind(at, words.and);
  return joined === undefined ? undefined : tokens.behind(joined, words.no);
}

/** Are there such words before? A minus sign is about its own word alone. */
function isNegation(tokens: TokenView, at: number): boolean {
  const token = tokens.tokens[at];
  const kind = token?.chip?.meaning.kind;
  return (kind === 'minus' || kind === 'without') && /^\p{L}/u.test(token?.text ?? '') && !isOperator(token);
}

/**
 * "without camera:canon" is `-camera:canon`; with quotes `-"red car"`, and with the name of a file `-name:dog.jpg`. What is left
 * out already is no more than that: "without -camera:canon".
 */
function leftOutChip(places: Places, tokens: TokenView, at: number): Found | undefined {
  const any = tokens.behind(at, words.any) ?? at;
  const next = isOperator(tokens.tokens[any]) ? any : at;
  const token = tokens.tokens[next];
  if (token?.chip === undefined) return undefined;
  const { meaning } = token.chip;
  if (meaning.kind === 'phrase') return { understood: leftOutAs(places, meaning.value, tokens), next: next + 1 };
  if (meaning.kind === 'without') return { understood: token.chip, next: next + 1 };
  if (!narrows(token)) return undefined;
  const understood = withoutChip(token.chip);
  return understood && { understood, next: next + 1 };
}

/** Does it say by itself which photos are meant? */
function narrows(token: Token | undefined): boolean {
  return isOperator(token) || deniable.has(token?.chip?.meaning.kind ?? '');
}

/** What was understood of an operator and its value, as it was written. */
function isOperator(token: Token | undefined): boolean {
  return token?.chip !== undefined && /^[a-z]+:/iu.test(token.text);
}

function leftOut(places: Places, tokens: TokenView, at: number): Found | undefined {
  const start = tokens.behind(at, words.any) ?? at;
  let next = start;
  while (tokens.word(next) !== '' && !tokens.is(next, words.ends) && next - start <= mostWords) next++;
  const count = next - start;
  if (count === 0 || count > mostWords) return undefined;
  const named = tokens.tokens.slice(start, next).flatMap((token) => withEmojiInWords(token.text).split(' '));
  // Only words of letters: "without 5%" is none that could be looked for.
  if (!named.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}'’-]*$/u.test(word))) return undefined;
  return { understood: leftOutAs(places, named.join(' '), tokens), next };
}
