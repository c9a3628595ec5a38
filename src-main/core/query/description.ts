import { withEmojiInWords } from '../text/emoji.ts';
import type { Token } from './tokens.ts';
import { spokenIn, words } from './words.ts';

/** Marks that join two parts of a text, as "and" does, and join nothing where one of them was a chip. */
const marks: ReadonlySet<string> = new Set([
  ...['&', '+', '-', '–', '—', '|', '/', '·'],
  ...[',', ';', ':', '.', '!', '?'],
]);
const joining = [words.and, words.or, words.but];
/** What says nothing beside a chip: "photos from last week", "Bilder von Lissabon". */
const saying = [words.empty, words.of, words.from];

interface Piece {
  readonly token: Token;
  /** Whether it is the first one behind a chip. */
  readonly afterChip: boolean;
}

/**
 * Put together what is no chip, with single spaces, and emoji in words.
 *
 * Only where a chip was: connectors that have nothing left to join go, and of two runs that meet the first one. Beside
 * chips, "photos" alone is no description: it would be looked for.
 */
export function describe(tokens: readonly Token[]): string {
  const [first = [], ...others] = partsBetweenChips(tokens);
  const pieces: Piece[] = first.map((token) => ({ token, afterChip: false }));
  for (const part of others) {
    if (part.every(isConnector)) continue;
    if (isConnector(part[0]) || pieces.every(({ token }) => isConnector(token))) dropLast(pieces);
    const kept = pieces.length > 0 ? part : part.slice(part.findIndex((token) => !isConnector(token)));
    pieces.push(...kept.map((token, index) => ({ token, afterChip: index === 0 })));
  }
  if (others.at(-1)?.every(isConnector) === true) dropLast(pieces);
  const spoken = spokenIn(tokens.map(({ word }) => word));
  if (others.length > 0 && pieces.every(({ token }) => saysNothing(token, spoken))) return '';
  return pieces
    .map((piece, index) => (index === 0 ? '' : spaceBefore(piece)) + withEmojiInWords(piece.token.text))
    .join('');
}

function partsBetweenChips(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'chip') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function isConnector(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'literal') return false;
  return marks.has(token.text) || (token.kind === 'word' && joining.some((each) => each.has(token.word, noLanguage)));
}

const noLanguage: ReadonlySet<string> = new Set();

function saysNothing(token: Token, spoken: ReadonlySet<string>): boolean {
  return isConnector(token) || (token.kind === 'word' && saying.some((each) => each.has(token.word, spoken)));
}

function dropLast(pieces: Piece[]): void {
  while (isConnector(pieces.at(-1)?.token)) pieces.pop();
}

function spaceBefore({ token, afterChip }: Piece): string {
  if (afterChip) return token.kind === 'punctuation' && token.glued ? '' : ' ';
  return token.glued ? '' : ' ';
}
