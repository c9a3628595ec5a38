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
/** Shorter small words begin names, "El Dorado", "von Trapp": one alone tells nothing. */
const shortestClear = 4;

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
  const found = counted(words, english, spoken);
  if (found.known * 2 > words.length) return 'en';
  const names = namesOf(description);
  if (found.known * 2 === words.length && found.others.size === 0) {
    // "schlafendes Baby"
    const [first] = names;
    return first !== undefined && spoken.includes(first) ? first : 'en';
  }
  return (
    bySmallWords(found, spoken) ??
    byName(names, { spoken, isGuess: words.length >= 3 && found.known * 4 <= words.length })
  );
}

function bySmallWords({ others, isClear }: Counted, spoken: readonly string[]): string | undefined {
  const small = mostOf(others);
  if (small === undefined) return undefined;
  return isClear || (others.get(small) ?? 0) > 1 || spoken.includes(small) ? small : undefined;
}

/** A language that the user speaks, or else a guess: better none about names and nonsense. */
function byName(
  names: readonly string[],
  { spoken, isGuess }: { readonly spoken: readonly string[]; readonly isGuess: boolean },
): string | undefined {
  const others = names.filter((name) => name !== 'en');
  return others.find((name) => spoken.includes(name)) ?? (isGuess ? others[0] : undefined);
}

interface Counted {
  /** English words. */
  readonly known: number;
  /** Small words of other languages. */
  readonly others: ReadonlyMap<string, number>;
  /** One of these is no English word, and long enough to be no part of a name. */
  readonly isClear: boolean;
}

function counted(words: readonly string[], english: EnglishWords, spoken: readonly string[]): Counted {
  const small = words.map((word) => codesIn(word.toLowerCase(), english));
  const all = new Map<string, number>();
  for (const code of small.flat()) all.set(code, (all.get(code) ?? 0) + 1);
  const others = new Map<string, number>();
  let [known, isClear] = [0, false];
  for (const [i, word] of words.entries()) {
    const codes = small[i] ?? [];
    const isEnglish = english.isListed(word.toLowerCase());
    // "die hard", "name tag": a small word that is an English one as well says nothing alone.
    const counts = isEnglish ? codes.filter((code) => (all.get(code) ?? 0) > 1 || spoken.includes(code)) : codes;
    if (isKnown(word, { codes, counts, english })) known++;
    else for (const code of counts) others.set(code, (others.get(code) ?? 0) + 1);
    isClear ||= !isEnglish && word.length >= shortestClear && codes.length > 0 && !codes.includes('en');
  }
  return { known, others, isClear };
}

interface SmallWord {
  /** Languages that have it. */
  readonly codes: readonly string[];
  /** Those that it speaks for here. */
  readonly counts: readonly string[];
  readonly english: EnglishWords;
}

function isKnown(word: string, { codes, counts, english }: SmallWord): boolean {
  return codes.includes('en') || (counts.length === 0 && (codes.length > 0 || isListed(word, english)));
}

function codesIn(lower: string, { common }: EnglishWords): string[] {
  if (common.has(lower)) return ['en'];
  const codes = codesOf(lower);
  return codes.includes('en') ? ['en'] : codes;
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
