import { vocabulary } from '../tags/vocabulary.ts';
import { wordsOf } from '../text/content-words.ts';
import { fold, spellings } from '../text/fold.ts';
import { everydayWords, otherSmallWords } from './everyday-words.ts';
import { smallWords } from './small-words.ts';

type Language = keyof typeof everydayWords;

/** What a word of several gets behind it, in plurals and cases. */
const endings: Readonly<Record<Language, readonly string[]>> = {
  de: ['e', 'n', 'en', 'er', 'ern', 's', 'es', 'nen'],
  fr: ['s', 'x', 'e', 'es'],
  es: ['s', 'es'],
};
/** Shorter ones get words of other languages by an ending. */
const shortestStem = 4;
/** Parts of names of several words that are shorter hold them together: `coucher de soleil`. */
const shortestPart = 5;

/** Shorter ones begin words of the other language by chance. */
const shortestRoot = 3;
/** Things that English calls something else in the vocabulary, but also this. */
const international: ReadonlySet<string> = new Set(
  split('arena camping donut fruits horizon motor parking plaza pose sofa television toilette volley'),
);

/** Words of languages: small ones, everyday ones, and what the vocabulary of tags calls things that photos show. */
export interface KnownWords {
  /** Languages that have a word in small letters, NFC; BCP 47, `en` among them for small English words. */
  readonly codesOf: (word: string) => readonly string[];
  /** The same for a word with an ending: `chiens`, `Katzen`. */
  readonly codesOfInflected: (word: string) => readonly string[];
}

let known: KnownWords | undefined;

/** Made once for all. */
export function knownWords(): KnownWords {
  known ??= make();
  return known;
}

function make(): KnownWords {
  const nouns = new Map((['de', 'fr', 'es'] as const).map((code) => [code, nounsOf(code)]));
  const small = [
    ...smallWords,
    ...Object.entries(otherSmallWords).map(([code, words]) => [code, new Set(split(words))] as const),
  ];
  const all = new Map<string, ReadonlySet<string>>();
  for (const [code, words] of [...small, ...nouns])
    all.set(code, new Set([...(all.get(code) ?? []), ...withPlain(words)]));
  const plainNouns = [...nouns].map(([code, words]) => [code, withPlain(words)] as const);
  return {
    codesOf: (word) => [...all].filter(([, words]) => words.has(word)).map(([code]) => code),
    codesOfInflected: (word) =>
      plainNouns.filter(([code, words]) => stems(word, code).some((stem) => words.has(stem))).map(([code]) => code),
  };
}

/**
 * As they are written, and as they are typed for want of letters: `niño`, `nino`; `Bär`, `Baer`. What has other marks is
 * another word.
 */
function withPlain(words: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...words].flatMap((word) => [word, ...plainOf(word)]));
}

function plainOf(word: string): readonly string[] {
  const [folded, ...inTwoLetters] = spellings(word);
  return /[äöü]/u.test(word) ? inTwoLetters : [folded];
}

function stems(word: string, code: Language): string[] {
  return endings[code]
    .filter((ending) => word.endsWith(ending) && word.length - ending.length >= shortestStem)
    .map((ending) => word.slice(0, -ending.length));
}

/** Without those that are called so in English, too, or nearly so: `Wolf`, `éléphant`, `skateboard` for skateboarding. */
function nounsOf(code: Language): ReadonlySet<string> {
  const nouns = vocabulary().words.flatMap(({ names }) => {
    const english = smallLetters(names.en);
    const words = smallLetters(names[code]);
    const long = words.length > 1 ? words.filter((word) => word.length >= shortestPart) : words;
    return long.filter((word) => !english.some((other) => isNearly(fold(word), other)));
  });
  return new Set([...nouns.filter((word) => !international.has(fold(word))), ...split(everydayWords[code])]);
}

function isNearly(word: string, english: string): boolean {
  return word.length >= shortestRoot && (english.startsWith(word) || word.startsWith(english));
}

function smallLetters(name: string): string[] {
  return wordsOf(name.normalize('NFC').toLowerCase());
}

function split(words: string): string[] {
  return words.trim().split(/\s+/u);
}
