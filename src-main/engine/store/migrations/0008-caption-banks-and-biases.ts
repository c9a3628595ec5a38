import type { Migration } from './migration.ts';

export const step8: Migration = {
  version: 8,
  name: 'captions that every photo is compared with, and the bias that comes of it',
  up: `
      -- Embeddings of the bank of captions and of the words that chance is told by, float32 [count, dim]; fingerprint is
      -- of the texts.
      CREATE TABLE caption_banks (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        fingerprint TEXT NOT NULL,
        vectors BLOB NOT NULL,
        -- Photos that the last two were measured with; null until they are.
        chance_photos INTEGER,
        chance_median REAL,
        chance_high REAL
      ) STRICT;

      -- Null until it is known.
      ALTER TABLE embeddings ADD COLUMN bias REAL;
      CREATE INDEX embeddings_unbiased ON embeddings (pack, id) WHERE bias IS NULL;
      CREATE TRIGGER code_changes_bias_changed AFTER UPDATE OF bias ON embeddings WHEN OLD.bias IS NOT NEW.bias BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
    `,
};
