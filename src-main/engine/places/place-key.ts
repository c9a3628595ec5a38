/** Letters that Unicode does not take apart into a letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

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
    .replaceAll(/[ßøłæœđðþı]/gu, (letter) => letters[letter] ?? letter)
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return key.replace(/^ste? /u, 'saint ');
}

/** The same as German is written without umlauts: `Duesseldorf`. Undefined where there are none. */
export function umlautKey(name: string): string | undefined {
  if (!/[äöü]/iu.test(name.normalize('NFC'))) return undefined;
  const spelled = name.toLowerCase().normalize('NFC').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return placeKey(spelled);
}
