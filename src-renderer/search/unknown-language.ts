import { i18n } from '../lib/i18n.svelte.ts';

/** Of a model for dozens of languages nobody reads all. */
const mostNamed = 4;

export interface UnknownLanguageText {
  /** For the `lang` of both. */
  readonly lang: string;
  readonly title: string;
  readonly hint: string;
  /** What is on a button that leads to another model, which knows it. */
  readonly other: (title: string) => string;
}

/**
 * Says that the model in use does not know the language of a description: in that language, where the page has it.
 *
 * @param language BCP 47.
 * @param known languages of the model, BCP 47.
 */
export function unknownLanguageText(language: string, known: readonly string[]): UnknownLanguageText {
  const said = i18n.in(language);
  const names = known.slice(0, mostNamed).map((tag) => said.languageName(tag));
  const list = known.length > mostNamed ? `${names.join(', ')}, …` : said.list(names);
  return {
    lang: said.language,
    title: said.text('search.unknownLanguage', { language: said.languageName(language) }),
    hint: said.text('search.unknownLanguageHint', { known: list }),
    other: (title) => said.text('search.modelKnows', { title }),
  };
}
