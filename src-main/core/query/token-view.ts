import { civilDate, type Day } from './days.ts';
import type { Token } from './tokens.ts';

/** Tokens as those who read them see them: by index, with nothing beyond either end. */
export class TokenView {
  readonly tokens: readonly Token[];
  readonly today: Day;

  constructor(tokens: readonly Token[], today: Day) {
    this.tokens = tokens;
    this.today = today;
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

  isMark(at: number, mark: string): boolean {
    const token = this.tokens[at];
    return token?.kind === 'punctuation' && token.text === mark && token.glued;
  }
}
