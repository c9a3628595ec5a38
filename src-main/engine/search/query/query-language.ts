import { knowsLanguage, manyLanguages, primaryLanguage } from '../../../../src-contract/index.ts';
import englishCaptions from '../../../core/captions/english.json' with { type: 'json' };
import { type EnglishWords, type LanguageNamer, languageOf } from '../../../core/language/language-of.ts';
import { knownWords } from '../../../core/language/known-words.ts';
import { wordsOf } from '../../../core/text/content-words.ts';

/** Languages that people are likely to search in: among all that there are, two words look like one of them. */
const likely = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'no', 'fi', 'cs', 'hu', 'ro', 'tr', 'vi', 'id'],
];

/** A guess that is much less likely than the first is none: nearly every language has letters in common with a word. */
const nearestShare = 0.4;

interface Knowledge {
  readonly english: EnglishWords;
  readonly namesOf: LanguageNamer;
}

/** Words of the captions of the bank. */
const common: ReadonlySet<string> = new Set(englishCaptions.flatMap((caption) => wordsOf(caption.toLowerCase())));

/** Loaded once for all, and not before a word comes that captions lack: it takes some 80 MB, and a third of a second. */
let knowledge: Promise<Knowledge> | undefined;

function known(): Promise<Knowledge> {
  knowledge ??= load().catch((error: unknown) => {
    // What could not be read may be there the next time.
    knowledge = undefined;
    throw error;
  });
  return knowledge;
}

async function load(): Promise<Knowledge> {
  const [{ default: nspell }, { default: dictionary }, { detectAll }] = await Promise.all([
    import('nspell'),
    import('dictionary-en'),
    import('tinyld'),
  ]);
  const { aff, dic } = dictionary;
  const speller = nspell({ aff: Buffer.from(aff), dic: Buffer.from(dic) });
  return {
    english: { common, isListed: (word) => speller.correct(word) },
    namesOf: (text) => {
      const guesses = detectAll(text, { only: likely });
      const least = (guesses[0]?.accuracy ?? 0) * nearestShare;
      return guesses.filter(({ accuracy }) => accuracy >= least).map(({ lang }) => lang);
    },
  };
}

/** "chat" is not, for whoever speaks French. */
function isSurelyEnglish(word: string, spoken: readonly string[]): boolean {
  if (!common.has(word)) return false;
  const codes = knownWords().codesOf(word);
  return codes.includes('en') || !codes.some((code) => spoken.includes(code));
}

/**
 * Which language a description is written in, if the pack does not know it.
 *
 * @param languages of the pack, BCP 47.
 * @param spoken by the user, BCP 47, as far as that is known.
 * @returns BCP 47 of a language that is none of them; null where it is, or it cannot be told.
 * @throws when the dictionary cannot be loaded, each time anew.
 */
export async function languageUnknownTo(
  languages: readonly string[],
  description: string,
  spoken: readonly string[],
): Promise<string | null> {
  if (languages.includes(manyLanguages)) return null;
  const words = wordsOf(description.toLowerCase());
  const own = spoken.map(primaryLanguage);
  if (words.every((word) => isSurelyEnglish(word, own)) && knowsLanguage(languages, 'en')) return null;
  const { english, namesOf } = await known();
  const language = languageOf(description, english, namesOf, own);
  if (language === undefined) return null;
  return knowsLanguage(languages, language) ? null : language;
}
