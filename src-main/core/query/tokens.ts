import type { Meaning } from './chips.ts';
import { isOperatorName } from './operator-names.ts';

/** Quotes, straight and curly: one of them opens, the next one closes, whichever it is. */
export const quotes = '"“”„«»';

/**
 * A piece of a query text. Together the tokens hold every character that is not white space.
 *
 * `literal` is a word behind a backslash, which is never anything but description. `chip` is what was understood.
 */
export interface Token {
  readonly kind: 'word' | 'punctuation' | 'quoted' | 'operator' | 'minus' | 'literal' | 'chip';
  /** As description: as it was written, but a literal without its backslash. */
  readonly text: string;
  /** For comparing: lower case, without apostrophes. For what is quoted: what is inside, with single spaces. */
  readonly word: string;
  /** In UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Whether it follows another token without white space. */
  readonly glued: boolean;
  readonly chip?: { readonly meaning: Meaning; readonly text: string };
}

type Match = Omit<Token, 'start' | 'glued'>;

/** What a token can be, in the order of trying, each at the place where a token begins. */
const tries: readonly ((text: string, at: number) => Match | undefined)[] = [
  literal,
  quoted,
  minus,
  operator,
  opening,
  word,
];

/** Cut a text into tokens. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const space = /\s*/uy;
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    space.exec(text);
    const start = Math.max(at, space.lastIndex);
    if (start >= text.length) return tokens;
    const glued = start === at && tokens.length > 0;
    const match = firstMatch(text, start, glued ? tokens.at(-1) : undefined);
    tokens.push({ ...match, start, glued });
    at = match.end;
  }
}

function firstMatch(text: string, start: number, before: Token | undefined): Match {
  // Behind a word without a space there is only more of it: "5-6", "12" wide".
  const beginsWord = before?.kind !== 'word';
  for (const attempt of beginsWord ? tries : [word]) {
    const match = attempt(text, start);
    if (match !== undefined) return match;
  }
  return { kind: 'punctuation', text: text.charAt(start), word: text.charAt(start), end: start + 1 };
}

function literal(text: string, at: number): Match | undefined {
  const run = matchAt(/\\(\S+)/uy, text, at);
  return run && { kind: 'literal', text: run[1] ?? '', word: '', end: at + run[0].length };
}

const quotedPattern = new RegExp(`[${quotes}]([^${quotes}]+)[${quotes}]`, 'uy');

function quoted(text: string, at: number): Match | undefined {
  const run = matchAt(quotedPattern, text, at);
  const inside = (run?.[1] ?? '').replaceAll(/\s+/gu, ' ').trim();
  if (run === undefined || inside === '') return undefined;
  return { kind: 'quoted', text: run[0].replaceAll(/\s+/gu, ' '), word: inside, end: at + run[0].length };
}

const minusPattern = new RegExp(`[-−](?=[\\p{L}\\\\${quotes}])`, 'uy');

function minus(text: string, at: number): Match | undefined {
  const run = matchAt(minusPattern, text, at);
  return run && { kind: 'minus', text: run[0], word: run[0], end: at + 1 };
}

function operator(text: string, at: number): Match | undefined {
  const run = matchAt(/([a-z]+):/iuy, text, at);
  const name = run?.[1]?.toLowerCase() ?? '';
  return run && isOperatorName(name)
    ? { kind: 'operator', text: run[0], word: name, end: at + run[0].length }
    : undefined;
}

function opening(text: string, at: number): Match | undefined {
  const run = matchAt(/[([{]/uy, text, at);
  return run && { kind: 'punctuation', text: run[0], word: run[0], end: at + 1 };
}

/** A word ends at white space, at a comma that is none of a number, and before the punctuation at its end. */
function word(text: string, at: number): Match | undefined {
  const run = matchAt(/(?:[^\s,;]|(?<=\d)[,;](?=\d))+/uy, text, at)?.[0];
  if (run === undefined) return undefined;
  // "l'été", "d'Italie": the article is a word of its own.
  if (/^[ld]['’]\p{L}/iu.test(run)) return { kind: 'word', text: run.slice(0, 2), word: elided(run), end: at + 2 };
  const bare = run.slice(0, run.length - trailing(run));
  if (bare === '') return { kind: 'punctuation', text: run, word: run, end: at + run.length };
  return { kind: 'word', text: bare, word: comparable(bare), end: at + bare.length };
}

/** How many characters of punctuation a word ends with. By hand: a pattern would look at every run of dots twice. */
function trailing(run: string): number {
  let count = 0;
  while (count < run.length && '.!?:)]}…'.includes(run.charAt(run.length - 1 - count))) count++;
  return count;
}

/** A word for comparing: lower case, composed, without apostrophes. */
function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/['’]/gu, '');
}

/** `l'` or `d'`, which keep theirs. */
function elided(run: string): string {
  return `${run.charAt(0).toLowerCase()}'`;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
