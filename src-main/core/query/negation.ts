import { wordChip } from './chips.ts';
import type { Found } from './found.ts';
import type { TokenView } from './token-view.ts';

/** Most words of what is left out: more than that is rather a sentence. */
const mostWords = 3;

/** What ends the name of something. */
const endWords: ReadonlySet<string> = new Set([
  ...['and', 'or', 'but', 'nor', 'in', 'on', 'at', 'with', 'without', 'near', 'from', 'by', 'to', 'of', 'for', 'into'],
  ...[
    'under',
    'over',
    'behind',
    'above',
    'below',
    'beside',
    'between',
    'around',
    'during',
    'while',
    'through',
    'before',
  ],
  ...[
    'after',
    'since',
    'until',
    'inside',
    'outside',
    'that',
    'which',
    'who',
    'is',
    'are',
    'was',
    'were',
    '-',
    '–',
    '—',
  ],
]);
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the', 'any', 'my', 'his', 'her', 'their', 'our', 'your']);

/** Recognise "without people", "but no dogs" and "and no cars"; and what "or" adds to them: "without people or cars". */
export function recogniseNegation(tokens: TokenView, at: number): Found | undefined {
  const next = leadIn(tokens, at);
  return next === undefined ? undefined : leftOut(tokens, next);
}

function leadIn(tokens: TokenView, at: number): number | undefined {
  const word = tokens.word(at);
  if (word === 'without') return at + 1;
  if (word === 'or') return isNegation(tokens, at - 1) ? at + 1 : undefined;
  return (word === 'but' || word === 'and') && ['no', 'without'].includes(tokens.word(at + 1)) ? at + 2 : undefined;
}

/** Is there such words before? A minus sign is about its own word alone. */
function isNegation(tokens: TokenView, at: number): boolean {
  const token = tokens.tokens[at];
  return token?.chip?.meaning.kind === 'minus' && /^(?:without|and|but|or)\s/iu.test(token.text);
}

function leftOut(tokens: TokenView, at: number): Found | undefined {
  const start = articles.has(tokens.word(at)) ? at + 1 : at;
  let next = start;
  while (tokens.word(next) !== '' && !endWords.has(tokens.word(next)) && next - start <= mostWords) next++;
  const count = next - start;
  if (count === 0 || count > mostWords) return undefined;
  const words = tokens.tokens.slice(start, next).map((token) => token.text);
  // Only words of letters: "without 5%" is none that could be looked for.
  if (!words.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}'’-]*$/u.test(word))) return undefined;
  return { understood: wordChip('minus', words.join(' ')), next };
}
