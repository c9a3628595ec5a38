import { type Language, languages } from '../query/languages/index.ts';

/** What no sentence does without, and what the query language knows a language by. */
const kinds = [
  ...(['articles', 'indefiniteArticles', 'of', 'in', 'on', 'from', 'at', 'to', 'near', 'inPlace'] as const),
  ...(['otherPrepositions', 'and', 'or', 'but', 'without', 'no', 'between', 'during', 'before', 'after'] as const),
  ...(['today', 'photos', 'telling'] as const),
] as const satisfies readonly (keyof Language)[];

function smallWordsOf(language: Language): ReadonlySet<string> {
  const phrases = kinds.flatMap((kind) => language[kind].split('|'));
  const units = Object.values(language.units).flatMap((unit) => unit.split('|'));
  return new Set([...phrases, ...units].flatMap((phrase) => phrase.split(' ')).filter((word) => word !== ''));
}

/** Small words of each language that queries are understood in, by its code. */
export const smallWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  languages.map((language) => [language.code, smallWordsOf(language)]),
);
