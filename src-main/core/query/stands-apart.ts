import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

/** Words that say nothing in a row: "show me all of my photos of". */
const mostEmpty = 8;

/**
 * Does what lies between two tokens stand apart, with no word beside it that it could belong to? Chips and commas lie
 * between, and words that say nothing.
 */
export function standsApart(tokens: TokenView, at: number, next: number): boolean {
  return isEdge(tokens, at - 1, -1) && isEdge(tokens, next, 1);
}

function isEdge(tokens: TokenView, from: number, step: 1 | -1): boolean {
  for (let at = from; Math.abs(at - from) <= mostEmpty; at += step) {
    const token = tokens.tokens[at];
    // Something else begins with a minus sign.
    if (token === undefined || token.kind === 'chip' || token.kind === 'minus') return true;
    if (token.kind === 'operator' && token.word === 'not') return true;
    if (token.kind === 'punctuation') return !tokens.isGlued(at + 1);
    const saysNothing = token.kind === 'word' && (tokens.is(at, words.empty) || tokens.is(at, words.of));
    if (!saysNothing) return false;
  }
  return false;
}
