import { civilDate, type Day } from './days.ts';
import type { Token } from './tokens.ts';
import { spokenIn, type Phrases } from './words.ts';

/** Tokens as those who read them see them: by index, with nothing beyond either end. */
export class TokenView {
  readonly tokens: readonly Token[];
  readonly today: Day;
  /** Codes of the languages that the query is in for certain. */
  readonly spoken: ReadonlySet<string>;

  #capitalsCount: boolean | undefined;

  /** @param spoken that of all of the text, where these are a part of it */
  constructor(tokens: readonly Token[], today: Day, spoken = spokenIn(tokens.map(({ word }) => word))) {
    this.tokens = tokens;
    this.today = today;
    this.spoken = spoken;
  }

  /**
   * Index behind the longest of some phrases that begins at a token; undefined where none does.
   *
   * @param spoken languages in which words count that are ordinary ones of another
   */
  behind(at: number, phrases: Phrases, spoken = this.spoken): number | undefined {
    for (let count = phrases.longestFrom(this.word(at)); count > 0; count--) {
      const taken = this.take(at, count);
      if (taken !== undefined && phrases.has(taken.words.join(' '), spoken)) return taken.next;
    }
    return undefined;
  }

  /** Is this word, or this mark between words, one of some? */
  is(at: number, phrases: Phrases): boolean {
    const token = this.tokens[at];
    const isWord = token?.kind === 'word' || token?.kind === 'punctuation';
    return isWord && phrases.has(token.word, this.spoken);
  }

  /** Do capitals say anything: is there a word that has none? */
  get capitalsCount(): boolean {
    this.#capitalsCount ??= this.tokens.some(({ kind, text }) => kind === 'word' && /^\p{Ll}/u.test(text));
    return this.#capitalsCount;
  }

  get thisYear(): number {
    return civilDate(this.today).year;
  }

  /** A word for comparing; empty where there is none. */
  word(at: number): string {
    const token = this.tokens[at];
    return token?.kind === 'word' ? token.word : '';
  }

  /** A word as it was written; empty where there is none. */
  raw(at: number): string {
    const token = this.tokens[at];
    return token?.kind === 'word' ? token.text : '';
  }

  /** Take some words in a row, which may be short ones with a dot; undefined where there are fewer. */
  take(at: number, count: number): { readonly words: readonly string[]; readonly next: number } | undefined {
    const words: string[] = [];
    let next = at;
    while (words.length < count) {
      const word = this.word(next);
      if (word === '') return undefined;
      words.push(word);
      next = words.length < count ? this.behindPunctuation(next + 1, '.') : next + 1;
    }
    return { words, next };
  }

  /** Step over a mark that follows its word without a space. */
  behindPunctuation(at: number, mark: string): number {
    return this.isMark(at, mark) ? at + 1 : at;
  }

  /** Step back over a dot, to the word that it follows. */
  beforeDot(at: number): number {
    return this.isMark(at, '.') ? at - 1 : at;
  }

  /** Does it follow another token without a space? */
  isGlued(at: number): boolean {
    return this.tokens[at]?.glued === true;
  }

  isMark(at: number, mark: string): boolean {
    const token = this.tokens[at];
    return token?.kind === 'punctuation' && token.text === mark && token.glued;
  }
}
