import { photoShapes } from '../../../src-contract/index.ts';
import { formatCalled } from '../format-names.ts';
import { colourCalled } from '../looks/colour-words.ts';
import { readArea, readAreaTokens } from './area-chips.ts';
import { everyChip, type Understood, withoutChip, wordChip } from './chips.ts';
import { relatedChip, type DateRelation } from './date-chips.ts';
import { readDateValue, readEveryValue } from './date-value.ts';
import { nameFound } from './file-names.ts';
import type { Found, Recogniser } from './found.ts';
import { readRange, readRating } from './number-chips.ts';
import { isOperatorName, type OperatorName } from './operator-names.ts';
import { readPlace, readPlaceTokens } from './place-chips.ts';
import type { Places } from './places.ts';
import { TokenView } from './token-view.ts';
import { quotes, tokenize } from './tokens.ts';

/** Reads what stands behind an operator, from the token at an index on. */
type ValueReader = (tokens: TokenView, at: number) => Found | undefined;

/** What a favourite is called, in the languages of the page. */
const favouriteWords: ReadonlySet<string> = new Set([
  ...['favourite', 'favourites', 'favorite', 'favorites', 'fav'],
  ...['favorit', 'favoriten', 'liebling', 'lieblingsfoto'],
  ...['favori', 'favoris', 'favorite'],
  ...['favorita', 'favoritas', 'favorito', 'favoritos'],
]);

/**
 * Recognise operators and quoted phrases, and operators and names of files behind a minus sign. Words behind one, and behind
 * `not:`, wait until dates and places are known: `negation.ts`.
 */
export function operatorRecogniser(places: Places, text: string): Recogniser {
  const readers = valueReaders(places, text);
  return (tokens, at) => {
    const token = tokens.tokens[at];
    const before = token?.glued === true ? tokens.tokens[at - 1]?.kind : undefined;
    // The minus sign of "-before:x" would be lost: it is no chip. The value of an operator is no phrase by itself.
    if (token === undefined || before === 'minus' || before === 'operator') return undefined;
    if (token.kind === 'quoted')
      return nameFound(token.word, at + 1) ?? { understood: wordChip('phrase', token.word), next: at + 1 };
    if (token.kind === 'minus') return readLeftOut(readers, tokens, at + 1) ?? readNameLeftOut(tokens, at + 1);
    return token.kind === 'operator' && isOperatorName(token.word) ? readers[token.word](tokens, at + 1) : undefined;
  };
}

/** Read an operator behind a minus sign, and its value. */
function readLeftOut(
  readers: Readonly<Record<OperatorName, ValueReader>>,
  tokens: TokenView,
  at: number,
): Found | undefined {
  const operator = tokens.tokens[at];
  if (operator?.kind !== 'operator' || !operator.glued || !isOperatorName(operator.word)) return undefined;
  const found = readers[operator.word](tokens, at + 1);
  const understood = found && withoutChip(found.understood);
  return understood && { understood, next: found.next };
}

/** `-IMG_2034.jpg`: what ends like a photo file is its name, and no photo shows that. */
function readNameLeftOut(tokens: TokenView, at: number): Found | undefined {
  const value = valueAt(tokens, at);
  const found = value === undefined ? undefined : nameFound(value, at + 1);
  const understood = found && withoutChip(found.understood);
  return understood && { understood, next: at + 1 };
}

function valueReaders(places: Places, text: string): Readonly<Record<OperatorName, ValueReader>> {
  const near = placeReader(places, text);
  const on = dateReader('on');
  const colour = oneToken((value) => {
    const name = colourCalled(value);
    return name && wordChip('color', name);
  });
  return {
    folder: (tokens, at) => readWord('folder', tokens, at),
    camera: (tokens, at) => readWord('camera', tokens, at),
    lens: (tokens, at) => readWord('lens', tokens, at),
    name: (tokens, at) => readWord('name', tokens, at),
    person: (tokens, at) => readWord('person', tokens, at),
    tag: (tokens, at) => readWord('tag', tokens, at),
    not: readNameLeftOut,
    ignore: (tokens, at) => readWord('ignore', tokens, at),
    type: oneToken((value) => wordChip('type', formatCalled(value))),
    shape: oneToken((value) =>
      photoShapes.some((shape) => shape === value.toLowerCase()) ? wordChip('shape', value.toLowerCase()) : undefined,
    ),
    is: oneToken((value) => (favouriteWords.has(value.toLowerCase()) ? wordChip('is', 'favourite') : undefined)),
    color: colour,
    colour,
    rating: oneToken(readRating),
    iso: oneToken((value) => readRange('iso', value)),
    on,
    during: on,
    every: quotedOrNot((tokens, at) => {
      const value = readEveryValue(tokens, at);
      return value && { understood: everyChip(value.name), next: value.next };
    }),
    before: dateReader('before'),
    after: dateReader('after'),
    since: dateReader('since'),
    until: dateReader('until'),
    in: (tokens, at) => on(tokens, at) ?? near(tokens, at),
    near,
    area: (tokens, at) =>
      tokens.tokens[at]?.kind === 'quoted' ? oneToken(readArea)(tokens, at) : readAreaTokens(text, tokens, at),
  };
}

/** A word or something quoted, of which one token is made. */
function oneToken(understand: (value: string) => Understood | undefined): ValueReader {
  return (tokens, at) => {
    const value = valueAt(tokens, at);
    const understood = value === undefined ? undefined : understand(value);
    return understood && { understood, next: at + 1 };
  };
}

function readWord(
  kind: 'folder' | 'camera' | 'lens' | 'name' | 'person' | 'tag' | 'ignore',
  tokens: TokenView,
  at: number,
): Found | undefined {
  return oneToken((value) => wordChip(kind, value))(tokens, at);
}

/** A word, or what is quoted, as the value of an operator. */
export function valueAt(tokens: TokenView, at: number): string | undefined {
  const token = tokens.tokens[at];
  if (token?.kind === 'quoted') return token.word;
  return token?.kind === 'word' && !hasQuotes(token.text) ? token.text : undefined;
}

/** A quote in a word could not be written again: a value has no other way of saying it. */
export function hasQuotes(text: string): boolean {
  return new RegExp(`[${quotes}]`, 'u').test(text);
}

/** Tokens of what is quoted, in which a value must fill everything. */
function insideQuotes(tokens: TokenView, at: number): TokenView | undefined {
  const token = tokens.tokens[at];
  return token?.kind === 'quoted' ? new TokenView(tokenize(token.word), tokens.today) : undefined;
}

function dateReader(relation: DateRelation): ValueReader {
  return quotedOrNot((tokens, at) => {
    const value = readDateValue(tokens, at);
    const related = value && relatedChip(relation, value.days);
    return related && { understood: related, next: value.next };
  });
}

function quotedOrNot(read: ValueReader): ValueReader {
  return (tokens, at) => {
    const inside = insideQuotes(tokens, at);
    if (inside === undefined) return read(tokens, at);
    const value = read(inside, 0);
    return value?.next === inside.tokens.length ? { ...value, next: at + 1 } : undefined;
  };
}

function placeReader(places: Places, text: string): ValueReader {
  return (tokens, at) => {
    const token = tokens.tokens[at];
    if (token?.kind !== 'quoted') return readPlaceTokens(places, text, tokens, at);
    const understood = readPlace(places, token.word);
    return understood && { understood, next: at + 1 };
  };
}
