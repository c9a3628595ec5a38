import { endingOf } from '../photo-extensions.ts';
import { wordChip } from './chips.ts';
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
const hasQuotes = new RegExp(`[${quotes}]`, 'u');

/**
 * Recognise names of photo files by their endings: `IMG_2034.JPG`, in quotes, with a path or as a `file:` address, `*.png`
 * and `IMG_2034.*`. What stands before a name is part of it if there is a file of that name: `beach at noon.jpg`.
 */
export function fileNameRecogniser(text: string, files: FileNames): Recogniser {
  return (tokens, at) => {
    const token = tokens.tokens[at];
    // The value of an operator, and what is left out, are no names by themselves.
    if (token === undefined || ['operator', 'minus'].includes(tokens.tokens[at - 1]?.kind ?? '')) return undefined;
    if (token.kind === 'quoted') return nameFound(token.word, at + 1);
    if (at === 0 && wholePath.test(token.text)) {
      const all = nameFound(text.trim(), tokens.tokens.length);
      if (all !== undefined) return all;
    }
    return (
      severalWords(tokens, at, { text, files }) ?? (token.kind === 'word' ? nameFound(token.text, at + 1) : undefined)
    );
  };
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
