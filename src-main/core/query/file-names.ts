import { endingOf } from '../photo-extensions.ts';
import { withoutChip, wordChip } from './chips.ts';
import type { Found, Recogniser } from './found.ts';
import type { TokenView } from './token-view.ts';
import { quotes, type Token } from './tokens.ts';

/** What knows the names that files have. */
export interface FileNames {
  /** Is there a file of this name? Case does not count. */
  has(name: string): boolean;
}

/** Tokens that a name of several words may have. */
const mostTokens = 24;
/** What a path begins with that is written out whole, and may have spaces. */
const wholePath = /^(?:[a-z]:[\\/]|\/|~\/|\\\\[^\\]+\\|file:)/iu;
/** The same, perhaps in quotes. */
const quotedPath = new RegExp(`^['${quotes}]?${wholePath.source.slice(1)}`, 'iu');
const hasQuotes = new RegExp(`[${quotes}]`, 'u');

/**
 * Recognise names of photo files by their endings: `IMG_2034.JPG`, in quotes, with a path or as a `file:` address, several of
 * them one a line or one behind the other, `*.png` and `IMG_2034.*`. What stands before a name is part of it if there is a file of that name: `beach at noon.jpg`.
 */
export function fileNameRecogniser(text: string, files: FileNames): Recogniser {
  return (tokens, at) => {
    const token = tokens.tokens[at];
    // The value of an operator, and what is left out, are no names by themselves.
    if (token === undefined || ['operator', 'minus'].includes(tokens.tokens[at - 1]?.kind ?? '')) return undefined;
    if (token.kind === 'quoted') return nameFound(token.word, at + 1);
    return (
      inSingleQuotes(tokens, at, text) ??
      pathToItsEnd(tokens, at, text) ??
      severalWords(tokens, at, { text, files }) ??
      (token.kind === 'word' ? (patternLeftOut(token.text, at + 1) ?? nameFound(token.text, at + 1)) : undefined)
    );
  };
}

/** `-*.png`, `-.png`: a minus sign before what is no letter, but can be nothing else. */
function patternLeftOut(written: string, next: number): Found | undefined {
  const pattern = /^[-−]([*.].+)$/u.exec(written)?.[1];
  const found = pattern === undefined ? undefined : nameFound(pattern, next);
  const understood = found && withoutChip(found.understood);
  return understood && { understood, next };
}

/** A name in single quotes, as terminals give the paths of files that are dragged into them. */
const singleQuoted = /'((?:[^'\n\r]|'\\'')+)'(?![^\s,;])/uy;

function inSingleQuotes(tokens: TokenView, at: number, text: string): Found | undefined {
  const start = tokens.tokens[at]?.start ?? 0;
  singleQuoted.lastIndex = start;
  const run = singleQuoted.exec(text);
  if (run === null) return undefined;
  // A shell writes a quote inside of them so.
  const name = (run[1] ?? '').replaceAll("'\\''", "'");
  let next = at;
  while ((tokens.tokens[next]?.start ?? Infinity) < start + run[0].length) next++;
  return nameFound(name, next);
}

/**
 * A path that is written out whole at the start of a line, or behind another. It goes to the end of its line, since it may
 * have spaces, or to the next path where what is before that ends as a photo does.
 */
function pathToItsEnd({ tokens }: TokenView, at: number, text: string): Found | undefined {
  const [before, first] = [tokens[at - 1], tokens[at]];
  if (first === undefined || !wholePath.test(first.text)) return undefined;
  if (before !== undefined && before.chip?.meaning.kind !== 'name' && !isLineBetween(text, before, first))
    return undefined;
  let [last, next] = [first, at + 1];
  for (; next < tokens.length; next++) {
    const token = tokens[next];
    if (token === undefined || isLineBetween(text, last, token)) break;
    if (endingOf(last.text) !== undefined && quotedPath.test(token.text)) break;
    last = token;
  }
  return nameFound(text.slice(first.start, last.end), next);
}

function isLineBetween(text: string, before: Token, token: Token): boolean {
  return /[\n\r]/u.test(text.slice(before.end, token.start));
}

/** The longest name of a file that begins here and has spaces. */
function severalWords(
  tokens: TokenView,
  at: number,
  { text, files }: { readonly text: string; readonly files: FileNames },
): Found | undefined {
  const first = tokens.tokens[at];
  if (first === undefined || !isPlain(first)) return undefined;
  let found: Found | undefined;
  for (let next = at + 1; next < Math.min(at + mostTokens, tokens.tokens.length); next++) {
    const token = tokens.tokens[next];
    if (token === undefined || !isPlain(token)) break;
    if (endingOf(token.text) === undefined) continue;
    const name = text.slice(first.start, token.end);
    if (files.has(name)) found = nameFound(name, next + 1);
  }
  return found;
}

function isPlain({ kind }: Token): boolean {
  return kind === 'word' || kind === 'punctuation' || kind === 'minus';
}

/** The name of a photo file, if that is what was written. @param next index of the first token behind it. */
export function nameFound(written: string, next: number): Found | undefined {
  const name = addressed(written).normalize('NFKC').replaceAll(/\s+/gu, ' ').trim();
  if (hasQuotes.test(name) || !isFileName(name)) return undefined;
  return { understood: wordChip('name', name), next };
}

/** What a `file:` address is about; everything else is what it is. */
function addressed(text: string): string {
  const path = /^file:(?:\/\/(?:localhost)?(?=\/))?(.+)$/iu.exec(text)?.[1];
  if (path === undefined) return text;
  try {
    return decodeURIComponent(path).replace(/^\/(?=[a-z]:\/)/iu, '');
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

function isFileName(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  if (/^[^*]*[\p{L}\p{N}][^*]*\.\*$/u.test(name)) return true;
  return endingOf(name) !== undefined && (dot === 0 || /[\p{L}\p{N}*\p{S}]/u.test(name.slice(0, dot)));
}
