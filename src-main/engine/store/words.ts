import { contentWords, wordsOf } from '../../core/text/content-words.ts';
import { spellings } from '../../core/text/fold.ts';
import type { Db } from './database.ts';
import { fillWords, writeWords } from './words-schema.ts';

/** A description of more words is a sentence and no name. */
const maxDescriptionWords = 12;
/** No name has more words than this in it. */
const maxPhraseWords = 100;
/**
 * Letters from which on the last word of a description may go on. Shorter ones are words of their own that begin many
 * others: `car` Carnival, `cat` Catherine, `sun` Sunday. Scripts that write no spaces have long runs for words, of which
 * any beginning counts.
 */
const shortestBeginning = 4;
const withoutSpaces = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]{2,}/u;

/** What a word counts by where it stands, in the order of the columns. */
const weights = { title: 10, keywords: 10, names: 5, folders: 3, description: 1 };

/**
 * Say a phrase as the index takes it: words in this order, in one text, in any of its spellings. Null for what holds no
 * word, or is so long that nothing is called that.
 *
 * What goes into a query is letters and digits in quotes alone, so that no text of a user is ever taken for syntax.
 */
export function phraseMatch(text: string): string | null {
  const words = wordsOf(text);
  return words.length === 0 || words.length > maxPhraseWords ? null : spelled(words.join(' '));
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
    this.#hasChanges = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM word_changes)').pluck();
  }

  /**
   * Find the photos that are called by every word of a description that says something, wherever it stands; best first,
   * of equal ones the newer. Those go last of which the last word is only the beginning of one, as while it is typed.
   *
   * @param only photos that count; null for all.
   */
  find(description: string, limit: number, only: ReadonlySet<number> | null = null): number[] {
    const words = contentWords(description);
    if (words.length === 0 || wordsOf(description).length > maxDescriptionWords) return [];
    this.write();
    const match = words.map((word) => spelled(word)).join(' AND ');
    const whole = this.#best(match, limit, only);
    if (whole.length === limit || !mayGoOn(words.at(-1) ?? '')) return whole;
    const goingOn = [...words.slice(0, -1).map((word) => spelled(word)), spelled(words.at(-1) ?? '', ' *')].join(
      ' AND ',
    );
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

/** Words in quotes, in any of their spellings, each with what is to stand behind it. */
function spelled(words: string, behind = ''): string {
  const each = spellings(words).map((spelling) => `"${wordsOf(spelling).join(' ')}"${behind}`);
  return each.length === 1 ? each.join('') : `(${each.join(' OR ')})`;
}

function mayGoOn(word: string): boolean {
  return word.length >= shortestBeginning || withoutSpaces.test(word);
}
