import { wordChip } from './chips.ts';
import type { Found } from './found.ts';
import type { TokenView } from './token-view.ts';
import { words } from './words.ts';

/** Most words of what is left out: more than that is rather a sentence. */
const mostWords = 3;

/** Recognise "without people", "but no dogs" and "and no cars"; and what "or" adds to them: "without people or cars". */
export function recogniseNegation(tokens: TokenView, at: number): Found | undefined {
  const next = leadIn(tokens, at);
  return next === undefined ? undefined : leftOut(tokens, next);
}

function leadIn(tokens: TokenView, at: number): number | undefined {
  const without = tokens.behind(at, words.without);
  if (without !== undefined) return without;
  if (tokens.is(at, words.or)) return isNegation(tokens, at - 1) ? at + 1 : undefined;
  const joined = tokens.behind(at, words.but) ?? tokens.behind(at, words.and);
  return joined === undefined ? undefined : tokens.behind(joined, words.no);
}

/** Is there such words before? A minus sign is about its own word alone. */
function isNegation(tokens: TokenView, at: number): boolean {
  const token = tokens.tokens[at];
  return token?.chip?.meaning.kind === 'minus' && /^\p{L}/u.test(token.text) && !token.text.includes(':');
}

function leftOut(tokens: TokenView, at: number): Found | undefined {
  const start = tokens.behind(at, words.any) ?? at;
  let next = start;
  while (tokens.word(next) !== '' && !tokens.is(next, words.ends) && next - start <= mostWords) next++;
  const count = next - start;
  if (count === 0 || count > mostWords) return undefined;
  const named = tokens.tokens.slice(start, next).map((token) => token.text);
  // Only words of letters: "without 5%" is none that could be looked for.
  if (!named.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}'’-]*$/u.test(word))) return undefined;
  return { understood: wordChip('minus', named.join(' ')), next };
}
