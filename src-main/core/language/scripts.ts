/** A script, and the language that is meant by texts in it where nothing tells more. */
const scripts: readonly (readonly [script: RegExp, language: string])[] = [
  // Before Han, in which Japanese is written, too.
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/[іїєґ]/iu, 'uk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Gurmukhi}/u, 'pa'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Ethiopic}/u, 'am'],
];

/** Characters that only Japanese writes like this, and a dog alone, for which Chinese has another word. */
const japaneseHan = /[浜辺桜駅広円図気楽鉄売読転帰込畑働峠辻栃匂枠栄桟沢滝焼]|(?<!\p{Script=Han})犬(?!\p{Script=Han})/u;

/**
 * The language of a text that is not written in Latin letters for the most part.
 *
 * @param spoken languages that the user is known to speak, BCP 47 without regions: several are written in one script.
 * @returns BCP 47; undefined where the text is in Latin letters, or in none that are known.
 */
export function languageByScript(text: string, spoken: readonly string[]): string | undefined {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (latin * 2 >= letters.length) return undefined;
  const language = scripts.find(([script]) => script.test(text))?.[1];
  return language === 'zh' && isJapanese(text, spoken) ? 'ja' : language;
}

/** Japanese without kana, as words with spaces between them are typed: `犬 浜辺`. */
function isJapanese(text: string, spoken: readonly string[]): boolean {
  if (spoken.includes('ja') !== spoken.includes('zh')) return spoken.includes('ja');
  return japaneseHan.test(text);
}
