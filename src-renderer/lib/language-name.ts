/**
 * What a language is called.
 *
 * @param locale of the language to call it in.
 * @param tag BCP 47. One that can have no name, such as one with an extension, is its own.
 */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}
