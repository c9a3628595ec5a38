import { lettersOfOneLanguage, spellings } from '../../core/text/fold.ts';

/**
 * Make of a place's name what names are compared by: lower case letters without accents, words with one space between.
 * `St.` is `saint`. Empty where nothing of a name is left.
 */
export function placeKey(name: string): string {
  // Most names are plain: there is nothing else to do to them.
  if (/^(?!st)[a-z]+(?: [a-z]+)*$/iu.test(name)) return name.toLowerCase();
  const key = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\p{M}.'’ʻʼ`´()]/gu, '')
    .replaceAll(/[^\0-\x7f]/gu, (letter) => lettersOfOneLanguage[letter] ?? letter)
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return key.replace(/^ste? /u, 'saint ');
}

/** The same as it is written where there are no umlauts: `Duesseldorf`, `Aarhus`. Empty where the name has none. */
export function umlautKeys(name: string): string[] {
  const [, ...others] = spellings(name);
  return others.map(placeKey);
}
