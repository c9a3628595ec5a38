import { wordsOf } from './content-words.ts';

/**
 * [Note: Scripts without spaces] Chinese, Japanese, Thai and others write words without spaces between them, and Korean
 * glues what belongs together. What is a word there only a dictionary knows, so a run of such letters is indexed as its
 * pairs: `海边日落` as `海边 边日 日落 落`. Any part of it is then pairs in a row, and a single letter is the beginning of a
 * pair or the last letter. Pairs are of code points, so that a Thai vowel sign is one of them. Katakana are read as hiragana.
 *
 * SQLite's own trigrams would find nothing of two letters, which most Chinese words have. Folded texts (note _Spellings_) have
 * full letters for half ones and the reverse.
 */
const runs =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]+/gu;

/** Katakana that have a hiragana 0x60 before them: `ァ` to `ヶ`. */
const katakana = /[\u30a1-\u30f6]/gu;

/** What the index holds of a folded text, in order. */
export function indexTokens(text: string): string[] {
  return wordsOf(text).flatMap((word) => parts(word).flatMap((part) => (part.isRun ? pairs(part.text) : [part.text])));
}

/** What to look up for a folded text: tokens in a row, of which the last may go on. Empty for what holds no word. */
export function lookupTokens(text: string): { readonly tokens: readonly string[]; readonly goesOn: boolean } {
  const last = parts(wordsOf(text).at(-1) ?? '').at(-1);
  const tokens = indexTokens(text);
  if (last?.isRun !== true) return { tokens, goesOn: false };
  // Only the end of what is indexed has a letter alone behind its pairs.
  return Array.from(last.text).length > 1 ? { tokens: tokens.slice(0, -1), goesOn: false } : { tokens, goesOn: true };
}

/**
 * Numbers that hide in words: `1010234` in `P1010234`, `2034` in `DSC02034`. Short ones are left out: they are parts of too
 * much.
 */
export function hiddenNumbers(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const number = /^\p{L}*0*([1-9]\d{2,})$/u.exec(word)?.[1];
    return number === undefined || number === word ? [] : [number];
  });
}

function parts(word: string): { readonly text: string; readonly isRun: boolean }[] {
  const found: { text: string; isRun: boolean }[] = [];
  let at = 0;
  for (const { 0: run, index } of word.matchAll(runs)) {
    if (index > at) found.push({ text: word.slice(at, index), isRun: false });
    found.push({ text: run, isRun: true });
    at = index + run.length;
  }
  if (at < word.length) found.push({ text: word.slice(at), isRun: false });
  return found;
}

function pairs(run: string): string[] {
  const letters = Array.from(run.replaceAll(katakana, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x60)));
  return letters.map((letter, i) => letter + (letters[i + 1] ?? ''));
}
