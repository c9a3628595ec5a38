import { z } from 'zod';

/** Of packs that know many languages, of which nobody says which. */
export const manyLanguages = 'mul';

/**
 * Languages that the user is known to speak, BCP 47: that of the page, and that of the system which shows it. Whoever does not
 * say is taken to speak those of the settings and of the machine that the engine runs on.
 */
export const SpokenLanguages = z.array(z.string().min(1).max(35)).max(8);
export type SpokenLanguages = z.infer<typeof SpokenLanguages>;

/** Forms of Norwegian, which packs and those who recognise languages name one way or the other. */
const norwegian: ReadonlySet<string> = new Set(['nb', 'nn', 'no']);

/**
 * The language of a BCP 47 tag, without script, region and what else follows, in its one spelling: that of `eng-GB` is `en`.
 *
 * @param tag also with underscores; of one that is not well-formed it is what stands before the first dash.
 */
export function primaryLanguage(tag: string): string {
  const language = canonical(tag.replaceAll('_', '-')).split('-', 1)[0] ?? '';
  return norwegian.has(language) ? 'no' : language;
}

/** Does whoever knows these languages know this one? All are BCP 47; who knows `mul` knows each. */
export function knowsLanguage(languages: readonly string[], language: string): boolean {
  const wanted = primaryLanguage(language);
  return languages.map(primaryLanguage).some((known) => known === manyLanguages || known === wanted);
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag.toLowerCase();
    throw error;
  }
}
