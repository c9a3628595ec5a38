import type { ModelEntry } from '../../src-contract/index.ts';
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

/**
 * The model that is worth a look for a language: one that can be used here and says that it knows it, first one that is
 * installed, and then what is recommended.
 *
 * @param language BCP 47.
 */
export function modelFor(language: string, models: readonly ModelEntry[]): ModelEntry | undefined {
  const fitting = models.filter(
    ({ languages, refusedBecause, state }) =>
      refusedBecause === null && state.kind !== 'inUse' && languages.some((tag) => tag.split('-', 1)[0] === language),
  );
  const rank = ({ state, recommended }: ModelEntry): number =>
    (state.kind === 'installed' ? 2 : 0) + (recommended ? 1 : 0);
  return fitting.sort((a, b) => rank(b) - rank(a))[0];
}
