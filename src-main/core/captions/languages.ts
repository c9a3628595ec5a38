/** Does a pack of these languages know English, in which the bank of captions is? BCP 47; `mul` is many languages. */
export function knowsEnglish(languages: readonly string[]): boolean {
  return languages.some((language) => /^(?:en|eng|mul)(?:[-_]|$)/iu.test(language));
}
