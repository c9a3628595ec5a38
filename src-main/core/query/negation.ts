import { withEmojiInWords } from '../text/emoji.ts';
import { withoutChip, wordChip } from './chips.ts';
import type { Found } from './found.ts';
import type { TokenView } from './token-view.ts';
import type { Token } from './tokens.ts';
import { words } from './words.ts';

/** Most words of what is left out: more than that is rather a sentence. */
const mostWords = 3;

/** Of those behind "no" alone. */
const mostWordsBehindNo = 2;

/** Chips that words make, without an operator, of which the opposite can be meant: when, where, and stars. */
const deniable: ReadonlySet<string> = new Set(['name', 'date', 'every', 'place', 'rating']);

/**
 * Recognise "without people", "but no dogs", "and no cars" and "no people"; and what "or" adds to them: "without people or
 * cars". What narrows is left out behind the same words, and behind "not": "without 2019", "not in Lisbon".
 */
export function recogniseNegation(tokens: TokenView, at: number): Found | undefined {
  const next = leadIn(tokens, at);
  if (next !== undefined)
    return leftOutChip(tokens, next) ?? (isPlaceNext(tokens, at) ? undefined : leftOut(tokens, next));
  const not = tokens.behind(at, words.not);
  return not === undefined ? behindNo(tokens, at) : (leftOutChip(tokens, not) ?? behindNo(tokens, at));
}

/**
 * "no" alone may be anything: on a sign ("no smoking"), before a number, in a name ("tonari no totoro"). It leaves out what
 * follows it at the start of a part of the query, and elsewhere only what is counted: "beach no people".
 */
function behindNo(tokens: TokenView, at: number): Found | undefined {
  const next = tokens.behind(at, words.no);
  if (next === undefined) return undefined;
  // An operator is on no sign, and neither is "in 2019".
  if (narrows(tokens.tokens[next])) return leftOutChip(tokens, next);
  const found = leftOut(tokens, next);
  if (found === undefined || found.next - next > mostWordsBehindNo) return undefined;
  for (let place = next; place < found.next; place++) {
    if (tokens.is(place, words.onSigns) || !/^[\p{L} ]+$/u.test(withEmojiInWords(tokens.raw(place)))) return undefined;
  }
  if (tokens.word(at - 1) === '') return found;
  const isCounted = found.next === next + 1 && tokens.is(next, words.counted);
  return isCounted && !tokens.is(at - 1, words.ends) ? found : undefined;
}

/** Of what kind it is what narrows: dates that come once or again are one. */
const families: Readonly<Record<string, string>> = { every: 'date' };

/**
 * Recognise what goes on with what is left out, once all else is understood: "not in 2019 and 2020", "without Paris or Rome".
 * "And" leaves out what is of the same kind alone: "not in Paris and in 2019" is of a year.
 */
export function recogniseMoreLeftOut(tokens: TokenView, at: number): Found | undefined {
  const before = tokens.tokens[at - 1]?.chip?.meaning;
  if (before?.kind !== 'without' || !isNegation(tokens, at - 1)) return undefined;
  if (tokens.is(at, words.or)) return leftOutChip(tokens, at + 1) ?? leftOut(tokens, at + 1);
  const kind = tokens.tokens[at + 1]?.chip?.meaning.kind ?? '';
  const isAlike = (families[kind] ?? kind) === (families[before.of.kind] ?? before.of.kind);
  return isAlike && tokens.is(at, words.and) ? leftOutChip(tokens, at + 1) : undefined;
}

/** "Not in Paris or Rome": it may be a place that nothing leads in, which is found later. */
function isPlaceNext(tokens: TokenView, at: number): boolean {
  const before = tokens.tokens[at - 1]?.chip?.meaning;
  return tokens.is(at, words.or) && before?.kind === 'without' && before.of.kind === 'place';
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

/** "without camera:canon" is `-camera:canon`; with quotes `-"red car"`, and with the name of a file `-name:dog.jpg`. */
function leftOutChip(tokens: TokenView, at: number): Found | undefined {
  const any = tokens.behind(at, words.any) ?? at;
  const next = isOperator(tokens.tokens[any]) ? any : at;
  const token = tokens.tokens[next];
  if (token?.chip === undefined) return undefined;
  const { meaning } = token.chip;
  if (meaning.kind === 'phrase') return { understood: wordChip('minus', meaning.value), next: next + 1 };
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

function leftOut(tokens: TokenView, at: number): Found | undefined {
  const start = tokens.behind(at, words.any) ?? at;
  let next = start;
  while (tokens.word(next) !== '' && !tokens.is(next, words.ends) && next - start <= mostWords) next++;
  const count = next - start;
  if (count === 0 || count > mostWords) return undefined;
  const named = tokens.tokens.slice(start, next).flatMap((token) => withEmojiInWords(token.text).split(' '));
  // Only words of letters: "without 5%" is none that could be looked for.
  if (!named.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}'’-]*$/u.test(word))) return undefined;
  return { understood: wordChip('minus', named.join(' ')), next };
}
