import { wordsOf } from '../text/content-words.ts';
import { fold } from '../text/fold.ts';
import { languageByScript } from './scripts.ts';
import { smallWords } from './small-words.ts';

/** What is needed to tell English from the rest. */
export interface EnglishWords {
  /** Words of everyday descriptions, small letters: English, whatever else they are. */
  readonly common: ReadonlySet<string>;
  /** Is a word in a dictionary of English, written like this? */
  readonly isListed: (word: string) => boolean;
}

/** Names languages that a text in Latin letters may be in, likeliest first, BCP 47; none where it cannot tell. */
export type LanguageNamer = (text: string) => readonly string[];

/** Two letters are a word in nearly every language. */
const shortestListed = 3;

/**
 * The language that a description is written in.
 *
 * Queries are short, and what tells languages of long texts apart guesses at two words: of English ones it takes one in five
 * for something else. So English is what is made of English words for at least one half, and only for the others it is asked
 * which language they are. Small words come first (the, der, une): they are sure, and dictionaries of English list them as
 * names and abbreviations. A single word is of a language that
 * its user speaks, or of none that can be told.
 *
 * @param description what is looked for, without chips.
 * @param spoken languages that the user is known to speak, BCP 47 without regions, first the first.
 * @returns BCP 47; undefined where it is not certain enough to say anything.
 */
export function languageOf(
  description: string,
  english: EnglishWords,
  namesOf: LanguageNamer,
  spoken: readonly string[],
): string | undefined {
  const written = languageByScript(description);
  if (written !== undefined) return written;
  const words = wordsOf(description.normalize('NFC')).filter((word) => /\p{L}/u.test(word));
  if (words.length === 0) return undefined;
  const { known, others } = counted(words, english);
  if (known * 2 > words.length) return 'en';
  if (known * 2 === words.length && others.size === 0) {
    // "schlafendes Baby"
    const [first] = namesOf(description);
    return first !== undefined && spoken.includes(first) ? first : 'en';
  }
  const small = mostOf(others);
  if (small !== undefined) return small;
  const names = namesOf(description).filter((name) => name !== 'en');
  return names.find((name) => spoken.includes(name)) ?? (words.length === 1 ? undefined : names[0]);
}

interface Counted {
  /** English words. */
  readonly known: number;
  /** Small words of other languages. */
  readonly others: ReadonlyMap<string, number>;
}

function counted(words: readonly string[], english: EnglishWords): Counted {
  const others = new Map<string, number>();
  let known = 0;
  for (const word of words) {
    const lower = word.toLowerCase();
    const codes = english.common.has(lower) ? ['en'] : codesOf(lower);
    if (codes.includes('en') || (codes.length === 0 && isListed(word, english))) known++;
    else for (const code of codes) others.set(code, (others.get(code) ?? 0) + 1);
  }
  return { known, others };
}

function codesOf(word: string): string[] {
  return [...smallWords].filter(([, words]) => words.has(word)).map(([code]) => code);
}

function isListed(word: string, { isListed }: EnglishWords): boolean {
  return word.length >= shortestListed && (isListed(word) || isListed(fold(word)));
}

/** The language that has more of the words than any other. */
function mostOf(counts: ReadonlyMap<string, number>): string | undefined {
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}
