import type { Token } from './tokens.ts';

/** What joins two parts of a text, and joins nothing where one of them was a chip. */
const connectors: ReadonlySet<string> = new Set([
  ...['and', 'or', 'but', '&', '+', '-', '–', '—', '|', '/', '·'],
  ...[',', ';', ':', '.', '!', '?'],
]);

/** What says nothing beside a chip: "photos from last week". */
const emptyWords: ReadonlySet<string> = new Set([
  ...['photo', 'picture', 'image', 'pic', 'shot'].flatMap((word) => [word, `${word}s`]),
  ...['all', 'my', 'our', 'show', 'me', 'find', 'the'],
]);

interface Piece {
  readonly token: Token;
  /** Whether it is the first one behind a chip. */
  readonly afterChip: boolean;
}

/**
 * Put together what is no chip, with single spaces.
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
  if (others.length > 0 && pieces.every(({ token }) => saysNothing(token))) return '';
  return pieces.map((piece, index) => (index === 0 ? '' : spaceBefore(piece)) + piece.token.text).join('');
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
  return token !== undefined && token.kind !== 'literal' && connectors.has(token.text.toLowerCase());
}

function saysNothing(token: Token): boolean {
  return isConnector(token) || (token.kind === 'word' && emptyWords.has(token.word));
}

function dropLast(pieces: Piece[]): void {
  while (isConnector(pieces.at(-1)?.token)) pieces.pop();
}

function spaceBefore({ token, afterChip }: Piece): string {
  if (afterChip) return token.kind === 'punctuation' && token.glued ? '' : ' ';
  return token.glued ? '' : ' ';
}
