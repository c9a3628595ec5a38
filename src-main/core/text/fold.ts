/**
 * [Note: Spellings] What people type is seldom what a name is spelled like: `strasse` for `Straße`, `Mueller` or `Muller`
 * for `Müller`. A text therefore has a *folded* form, in which case, accents and the way of composing them are gone and
 * letters of one language alone are those that take their place; and up to two more *spellings*, in which `ä`, `ö`, `ü`,
 * `ø` and `å` are written in two letters, as German and the Scandinavian languages do without them.
 *
 * A name is indexed in all its spellings and looked up by any of those of what was typed. So `muller`, `mueller` and
 * `müller` find `Müller`, and `müller` finds `Mueller`; but `poet` finds `Poet` and `Pöt`, and not `Pot`, which a form that
 * made one of `oe` and `o` would. `muller` does not find `Mueller`.
 *
 * @see https://www.unicode.org/reports/tr15/ (NFKD, NFC)
 * @see https://unicode.org/cldr/charts/latest/transforms/Latin_ASCII.html what takes the place of a letter
 */

/** Small letters that Unicode does not take apart into a letter and a mark, and what they are written as without them. */
export const lettersOfOneLanguage: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
  ς: 'σ',
};
const ofOneLanguage = new RegExp(`[${Object.keys(lettersOfOneLanguage).join('')}]`, 'gu');

/** Marks are no letters of their own in Latin and Greek. In Cyrillic `й` is another letter than `и`, but `ё` is written `е`. */
const accents = /([\p{sc=Latin}\p{sc=Greek}])[\u0300-\u036F]+|(е)\u0308/gu;

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe' };

/** The folded form of a text: `SÃO` and `Sa\u0303o` both give `sao`, `Łódź` gives `lodz`. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(accents, '$1$2')
    .replaceAll(ofOneLanguage, (letter) => lettersOfOneLanguage[letter] ?? letter)
    .normalize('NFC');
}

/** The folded form of a text, then its other spellings, folded too: of `Århus` `arhus` and `aarhus`. */
export function spellings(text: string): readonly [string, ...string[]] {
  const folded = fold(text);
  if (isPlain(text)) return [folded];
  const composed = text.normalize('NFC').toLowerCase();
  const inTwo = composed.replaceAll(/[äöüø]/gu, (letter) => umlauts[letter] ?? letter);
  const others = new Set([inTwo, inTwo.replaceAll('å', 'aa')].map(fold));
  others.delete(folded);
  return [folded, ...others];
}

function isPlain(text: string): boolean {
  return /^[\0-\x7f]*$/u.test(text);
}
