import type { Migration } from './migration.ts';

/** Windows of photos, for who has them looked at more closely; see [Note: Windows]. */
export const step28: Migration = {
  version: 28,
  name: 'windows',
  up: `
      -- Narrow, since it is counted and looked through: the codes have a table of their own.
      CREATE TABLE photo_windows (
        embedding INTEGER PRIMARY KEY REFERENCES embeddings (id) ON DELETE CASCADE,
        pack INTEGER NOT NULL,
        photo_id INTEGER NOT NULL,
        -- How much more than the whole photo the best window scores for texts in general.
        excess REAL NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX photo_windows_by_photo ON photo_windows (pack, photo_id);

      CREATE TABLE window_codes (
        embedding INTEGER PRIMARY KEY REFERENCES photo_windows (embedding) ON DELETE CASCADE,
        -- For each window a float32 scale and the code.
        codes BLOB NOT NULL
      ) STRICT;

      -- What they are made of is another.
      CREATE TRIGGER photo_windows_embedding_replaced AFTER UPDATE OF vector ON embeddings
      WHEN OLD.vector IS NOT NEW.vector BEGIN
        DELETE FROM photo_windows WHERE embedding = NEW.id;
      END;

      CREATE TABLE window_attempts (
        embedding INTEGER PRIMARY KEY REFERENCES embeddings (id) ON DELETE CASCADE,
        -- Claims without a result so far.
        attempts INTEGER NOT NULL,
        -- Null while it is not failed.
        code TEXT,
        next_attempt_at_ms INTEGER
      ) STRICT;

      -- Of all windows of a pack; what is measured is null until it is.
      CREATE TABLE window_state (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        -- How they are made; those that were made otherwise are made anew.
        formula TEXT NOT NULL,
        -- Of the texts that the excess was measured with.
        texts TEXT NOT NULL,
        -- Photos that there were when chance was measured, and those of them that had windows.
        photos INTEGER,
        covered INTEGER,
        median REAL,
        high REAL,
        caption_median REAL,
        caption_high REAL,
        pairs INTEGER,
        slope REAL
      ) STRICT;
    `,
};
