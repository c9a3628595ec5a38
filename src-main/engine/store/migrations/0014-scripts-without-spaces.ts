import type { Migration } from './migration.ts';

// As fillWords is told in words-schema.ts, which may change, this not.

const columns = ['title', 'keywords', 'names', 'folders', 'description'];

/**
 * The index of words anew: `word_spellings` makes pairs of letters of scripts without spaces, in which marks are letters
 * like others. The triggers that write it go by its name.
 */
export const step14: Migration = {
  version: 14,
  name: 'words in scripts without spaces',
  up: `
      DROP TABLE words;
      CREATE VIRTUAL TABLE words USING fts5(${columns.join(', ')}, content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
      DELETE FROM word_changes;
      INSERT INTO words (rowid, ${columns.join(', ')})
        SELECT id, ${columns.map((column) => `word_spellings(${column})`).join(', ')} FROM photo_words;
    `,
};
