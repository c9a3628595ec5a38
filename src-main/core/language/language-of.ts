import { fold } from '../text/fold.ts';
import { knownWords } from './known-words.ts';
import { wordsBesideLoans } from './loan-phrases.ts';
import { languageByScript } from './scripts.ts';

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
/** Shorter words begin names, "El Dorado", "von Trapp": one alone tells nothing. */
const shortestClear = 4;

/**
 * The language that a description is written in.
 *
 * Queries are short, and what tells languages of long texts apart guesses at two words: of English ones it takes one in five
 * for something else. So English is what is made of English words for at least one half, and only for the others it is asked
 * which language they are. Words that are known come first: small ones, and what things are called (the, der, une, Hund).
 * Many of them are English words as well, which dictionaries have as names and abbreviations (mit, am) or which mean something
 * else (Strand, chat, red); those are judged by their company. A word that is known to no list is of a language that its user
 * speaks, or of none that can be told.
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
  const written = languageByScript(description, spoken);
  if (written !== undefined) return written;
  const words = wordsBesideLoans(description).filter((word) => /\p{L}/u.test(word));
  if (words.length === 0) return undefined;
  const found = counted(words, english, spoken);
  if (found.known * 2 > words.length) return 'en';
  const hints = { spoken, names: namesOf(words.join(' ')) };
  if (found.known * 2 === words.length) {
    // "niesendes Baby", "a la carte menu", "luna sleeping", "art nouveau": as likely a name or a phrase that English has.
    const language = found.others.size === 0 ? hints.names[0] : byWords(found, hints);
    return language !== undefined && spoken.includes(language) ? language : 'en';
  }
  return (
    byWords(found, hints) ?? byName(hints, words.length >= 3 && found.known * 4 <= words.length && !found.hasNames)
  );
}

interface Hints {
  readonly spoken: readonly string[];
  /** As `LanguageNamer` gives them. */
  readonly names: readonly string[];
}

/** The language that has most of the words; of several the one that is spoken, or else the likeliest. */
function byWords({ others, isClear, hasNames }: Counted, { spoken, names }: Hints): string | undefined {
  if (others.size === 0) return undefined;
  const most = Math.max(...others.values());
  const first = [...others].filter(([, count]) => count === most).map(([code]) => code);
  const language =
    first.find((code) => spoken.includes(code)) ??
    (first.length === 1 ? first[0] : names.find((name) => first.includes(name)));
  if (language === undefined) return undefined;
  return isClear || (most > 1 && (language === 'de' || !hasNames)) || spoken.includes(language) ? language : undefined;
}

/** A language that the user speaks, or else a guess where there is but one: better none about names and nonsense. */
function byName({ spoken, names }: Hints, mayGuess: boolean): string | undefined {
  const others = names.filter((name) => name !== 'en');
  return others.find((name) => spoken.includes(name)) ?? (mayGuess && others.length === 1 ? others[0] : undefined);
}

/** How a word stands to English: `small` and `common` words are it, of `listed` ones and names some are of others as well. */
type English = 'small' | 'common' | 'listed' | 'name' | 'none';

interface Word {
  readonly english: English;
  /** Other languages that have it. */
  readonly codes: readonly string[];
  /** Long enough to be no part of a name, and written as none, as far as that can be told. */
  readonly isClear: boolean;
  /** Has a capital that says so. */
  readonly mayBeName: boolean;
}

interface Counted {
  /** English words. */
  readonly known: number;
  /** Words of other languages. */
  readonly others: ReadonlyMap<string, number>;
  /** Some but the first may be names: what stands between them may be a part of them, "Juan de la Cruz". */
  readonly hasNames: boolean;
  /** One of these is no English word, and long enough to be no part of a name. */
  readonly isClear: boolean;
}

function counted(texts: readonly string[], english: EnglishWords, spoken: readonly string[]): Counted {
  const words = texts.map((text) => wordOf(text, english));
  const all = countsOf(
    words.filter(({ english }) => english === 'none' || english === 'listed').map(({ codes }) => codes),
  );
  // "die hard", "name tag": a word that is an English one as well says nothing alone.
  const sure = words.map((word) => {
    if (word.english === 'none') return word.codes;
    if (word.english !== 'listed') return [];
    return word.codes.filter((code) => (all.get(code) ?? 0) > 1 || spoken.includes(code));
  });
  const company = countsOf(sure);
  // "Strand", "chat": common in English, so another language needs more for them.
  const isEnglish = spoken.includes('en') || words.some(({ english, codes }) => isPlain(english) && codes.length === 0);
  const counts = words.map(({ english, codes }, at) =>
    english === 'common'
      ? codes.filter((code) => company.has(code) || (!isEnglish && spoken.includes(code)))
      : (sure[at] ?? []),
  );
  // "luna", "rosa": alone, names are typed without their capitals, too.
  const isName = texts.length === 1 && isListed(capitalised(texts[0] ?? ''), english);
  return {
    known: words.filter(({ english }, at) => english !== 'none' && (counts[at] ?? []).length === 0).length,
    others: countsOf(counts),
    hasNames: words.slice(1).some(({ mayBeName }) => mayBeName),
    isClear: words.some(({ english, codes, isClear }) => english === 'none' && isClear && codes.length > 0) && !isName,
  };
}

/** Not a name: those are of any language. */
function isPlain(english: English): boolean {
  return english === 'small' || english === 'common' || english === 'listed';
}

function wordOf(text: string, english: EnglishWords): Word {
  const lower = text.toLowerCase();
  const exact = knownWords().codesOf(lower);
  if (exact.includes('en')) return { english: 'small', codes: [], isClear: false, mayBeName: false };
  const listed = englishOf(text, english);
  const codes = listed === 'none' && exact.length === 0 ? knownWords().codesOfInflected(lower) : exact;
  // "Luna", "Baum": German has capitals for all nouns, so there it takes one that is known as a name.
  const mayBeName = text !== lower && (listed === 'name' || !codes.includes('de'));
  return {
    english: listed === 'name' && codes.length > 0 ? 'none' : listed,
    codes,
    isClear: text.length >= shortestClear && !mayBeName,
    mayBeName,
  };
}

function capitalised(word: string): string {
  return word.replace(/^./u, (first) => first.toUpperCase());
}

function englishOf(text: string, english: EnglishWords): English {
  const lower = text.toLowerCase();
  if (english.common.has(lower)) return 'common';
  if (isListed(lower, english)) return 'listed';
  return isListed(text, english) ? 'name' : 'none';
}

function isListed(word: string, { isListed }: EnglishWords): boolean {
  return word.length >= shortestListed && (isListed(word) || isListed(fold(word)));
}

function countsOf(codes: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes.flat()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
