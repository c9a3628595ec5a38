import type { Migration } from './migration.ts';

// As fillWords and writeWords are told in words-schema.ts, which may change, this not.

const columns = ['title', 'keywords', 'names', 'folders', 'description'];
const insert = `INSERT INTO words (rowid, ${columns.join(', ')})
    SELECT id, ${columns.map((column) => `word_spellings(${column})`).join(', ')} FROM photo_words`;

/** Photos whose words are written together. */
const writtenTogether = 100;

/**
 * [Note: Left out] A rule or a pattern of the user's can leave out what a scan comes across (`library/left-out/`). What
 * was left out is listed in `left_out`, for people to see. A file that was indexed before moves from `files` to
 * `left_out_files` and its photo, if that was the last one, is found no more; but photo and embeddings stay for as long
 * as it is there, and when nothing leaves it out any more it moves back.
 */
export const step12: Migration = {
  version: 12,
  name: 'words in all their spellings, and what is left out',
  up: `
      DROP TRIGGER words_written;
      CREATE TRIGGER words_written AFTER INSERT ON word_changes
      WHEN (SELECT count(*) FROM word_changes) >= ${writtenTogether} BEGIN
        DELETE FROM words WHERE rowid IN (SELECT photo_id FROM word_changes);
        ${insert} WHERE id IN (SELECT photo_id FROM word_changes);
        DELETE FROM word_changes;
      END;
      INSERT INTO words (words) VALUES ('delete-all');
      DELETE FROM word_changes;
      ${insert};

      -- Patterns of what is left out of a folder, as a JSON array of lines.
      ALTER TABLE folders ADD COLUMN patterns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(patterns));

      -- Folders and files that the last scan passed over, and why.
      CREATE TABLE left_out (
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        reason TEXT NOT NULL,
        is_folder INTEGER NOT NULL CHECK (is_folder IN (0, 1)),
        PRIMARY KEY (folder_id, path)
      ) STRICT, WITHOUT ROWID;

      -- Files that were indexed when they were left out, as they were then.
      CREATE TABLE left_out_files (
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        relative_path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ms REAL NOT NULL,
        ctime_ms REAL,
        photo_id INTEGER NOT NULL REFERENCES photos (id),
        PRIMARY KEY (folder_id, relative_path)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX left_out_files_by_photo ON left_out_files (photo_id);
    `,
};
