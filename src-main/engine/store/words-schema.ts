/**
 * [Note: Words] `words` is a full-text index of what a photo is called: one row a photo that has a file, its id the
 * photo's. It holds no text of its own (`content=''`), only which words stand where. The view `photo_words` says what
 * the words of a photo are; whatever is written to the index comes from it.
 *
 * To write one photo's words costs as much as everything else about it, since the index is written anew in part with
 * each transaction; to write a hundred costs hardly more. So triggers note in `word_changes`, in the same transaction
 * as the rows that they are about, which photos the index is not right about, and write the index when a hundred are
 * noted. Whoever reads it has the rest written first (`WordsStore`): index and photos cannot fall out of step.
 *
 * The tokenizer takes runs of letters and digits for words. `_` and `-` part words: `IMG_20230817_beach` is found by its
 * parts and, in this order, by `IMG_20230817`. What it is given are folded texts in all their spellings (note
 * _Spellings_), made by `word_spellings` (`functions.ts`) of what the view says. Whoever changes what that makes fills the
 * index anew in a step of the schema.
 *
 * Tables, views and triggers are made by migrations/0006-words-and-chips.ts and 0012-spellings-and-what-is-left-out.ts.
 *
 * @see https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
const columns = ['title', 'keywords', 'names', 'folders', 'description'] as const;
const insert = `INSERT INTO words (rowid, ${columns.join(', ')})
    SELECT id, ${columns.map((column) => `word_spellings(${column})`).join(', ')} FROM photo_words`;

/** The folder that a file lies in, relative to the registered one, with a slash behind it; empty in that one itself. */
export const directorySql = "rtrim(relative_path, replace(relative_path, '/', ''))";

/** Fill an empty index. */
export const fillWords = `${insert};`;

/** Write the words of the photos that are noted. */
export const writeWords = `
  DELETE FROM words WHERE rowid IN (SELECT photo_id FROM word_changes);
  ${insert}
    WHERE id IN (SELECT photo_id FROM word_changes);
  DELETE FROM word_changes;`;
