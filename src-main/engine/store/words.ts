import { type WordField, wordFields } from '../../../src-contract/index.ts';
import { contentTerms, wordsOf } from '../../core/text/content-words.ts';
import { spellings } from '../../core/text/fold.ts';
import { lookupTokens } from '../../core/text/index-tokens.ts';
import type { Db } from './database.ts';
import { fillWords, writeWords } from './words-schema.ts';

/** A description of more words is a sentence and no name. */
const maxDescriptionWords = 12;
/** No name has more words than this in it. */
const maxPhraseWords = 100;
/**
 * Letters from which on the last word of a description may go on. Shorter ones are words of their own that begin many
 * others: `car` Carnival, `cat` Catherine, `sun` Sunday.
 */
const shortestBeginning = 4;

/** What a word counts by where it stands, in the order of the columns. */
const weights: Readonly<Record<WordField, number>> = { title: 10, keywords: 10, names: 5, folders: 3, description: 1 };

/**
 * Say a phrase as the index takes it: words in this order, in one text, in any of its spellings. Null for what holds no
 * word, or is so long that nothing is called that.
 *
 * What goes into a query is letters and digits in quotes alone, so that no text of a user is ever taken for syntax.
 */
export function phraseMatch(text: string): string | null {
  const words = wordsOf(text);
  return words.length === 0 || words.length > maxPhraseWords ? null : spelled(text);
}

/** Say that one of some phrases stands there; null where none of them holds a word. */
export function anyPhraseMatch(texts: readonly string[]): string | null {
  const matches = texts.flatMap((text) => phraseMatch(text) ?? []);
  return matches.length === 0 ? null : matches.map((match) => `(${match})`).join(' OR ');
}

/** Photos by what they are called: names of files and folders, title, keywords, description. See [Note: Words]. */
export class WordsStore {
  readonly #db: Db;
  readonly #find;
  readonly #phrase;
  readonly #isCalled;
  readonly #hasChanges;

  constructor(db: Db) {
    this.#db = db;
    this.#find = db
      .prepare<[string, number], number>(
        `SELECT photos.id FROM words JOIN photos ON photos.id = words.rowid WHERE words MATCH ?
        ORDER BY bm25(words, ${Object.values(weights).join(', ')}), sort_at DESC, photos.id DESC LIMIT ?`,
      )
      .pluck();
    this.#phrase = db.prepare<[string], number>('SELECT rowid FROM words WHERE words MATCH ?').pluck();
    // Numbers are bound as reals, which FTS5 takes for no row at all that it could look for.
    this.#isCalled = db
      .prepare<[string, number], number>(
        'SELECT EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = CAST(? AS INTEGER))',
      )
      .pluck();
    this.#hasChanges = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM word_changes)').pluck();
  }

  /**
   * Find the photos that are called by every word of a description that says something, wherever it stands; best first,
   * of equal ones the newer. Those go last of which the last word is only the beginning of one, as while it is typed.
   *
   * @param only photos that count; null for all.
   */
  find(description: string, limit: number, only: ReadonlySet<number> | null = null): number[] {
    const terms = contentTerms(description);
    if (terms.length === 0 || wordsOf(description).length > maxDescriptionWords) return [];
    this.write();
    const match = terms.map((term) => spelledTerm(term)).join(' AND ');
    const whole = this.#best(match, limit, only);
    const last = terms.at(-1) ?? '';
    if (whole.length === limit || last.length < shortestBeginning) return whole;
    const goingOn = [...terms.slice(0, -1).map((term) => spelledTerm(term)), spelled(last, true)].join(' AND ');
    return [...new Set([...whole, ...this.#best(goingOn, limit, only)])].slice(0, limit);
  }

  #best(match: string, limit: number, only: ReadonlySet<number> | null): number[] {
    if (only === null) return this.#find.all(match, limit);
    const all = -1;
    return this.#find
      .all(match, all)
      .filter((id) => only.has(id))
      .slice(0, limit);
  }

  /**
   * The field in which a photo is called by a word or a phrase: of several the one that counts most; null for none.
   *
   * @param isLast the word may be only the beginning of one, as in `find`.
   */
  fieldOf(photoId: number, term: string, isLast: boolean): WordField | null {
    const { length } = wordsOf(term);
    if (length === 0 || length > maxPhraseWords) return null;
    this.write();
    const goesOn = isLast && term.length >= shortestBeginning;
    const match = goesOn ? `(${spelledTerm(term)} OR ${spelled(term, true)})` : `(${spelledTerm(term)})`;
    return wordFields.find((field) => this.#isCalled.get(`${field} : ${match}`, photoId) === 1) ?? null;
  }

  /** Photos that have words in this order in a name, a path, title, keywords or description. */
  phrase(text: string): Set<number> {
    const match = phraseMatch(text);
    if (match === null) return new Set();
    this.write();
    return new Set(this.#phrase.all(match));
  }

  /** Write the words of photos that have others than before; to be done before whatever reads the index. */
  write(): void {
    if (this.#hasChanges.get() === 0) return;
    this.#db.transaction(() => {
      this.#db.exec(writeWords);
    })();
  }
}

/** Make the index anew from what it is about. @throws what SQLite reports */
export function rebuildWords(db: Db): void {
  db.transaction(() => {
    db.exec(`INSERT INTO words (words) VALUES ('delete-all'); DELETE FROM word_changes; ${fillWords}`);
  })();
}

/** Words in quotes, in any of their spellings. @param goesOn whether more of the last word may follow. */
function spelled(words: string, goesOn = false): string {
  const each = spellings(words).map((spelling) => {
    const lookup = lookupTokens(spelling);
    return `"${lookup.tokens.join(' ')}"${goesOn || lookup.goesOn ? ' *' : ''}`;
  });
  return each.length === 1 ? each.join('') : `(${each.join(' OR ')})`;
}

/** The same; letters with a number behind them also where something stands between: `img2034` for `IMG_2034`. */
function spelledTerm(term: string): string {
  const [, letters, number] = /^(\p{L}{2,})(\d{3,})$/u.exec(term) ?? [];
  if (letters === undefined || number === undefined) return spelled(term);
  return `(${spelled(term)} OR ${spelled(`${letters} ${number}`)})`;
}
