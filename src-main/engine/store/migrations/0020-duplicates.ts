import type { Migration } from './migration.ts';

/** What photos are compared by, and which are the same picture; see [Note: Duplicates]. */
export const step20: Migration = {
  version: 20,
  name: 'duplicates',
  up: `
      CREATE TABLE miniatures (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        -- Luminances of the upright photo, 32 rows of 32.
        luma BLOB NOT NULL CHECK (length(luma) = 1024),
        sharpness REAL NOT NULL,
        -- With all photos that had a miniature by then.
        is_compared INTEGER NOT NULL DEFAULT 0 CHECK (is_compared IN (0, 1))
      ) STRICT;
      CREATE INDEX miniatures_to_compare ON miniatures (photo_id) WHERE is_compared = 0;

      -- Photos that are the same picture.
      CREATE TABLE duplicate_pairs (
        a INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        b INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        PRIMARY KEY (a, b),
        CHECK (a < b)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX duplicate_pairs_by_b ON duplicate_pairs (b);

      -- Photos of which somebody has said that both are to stay.
      CREATE TABLE kept_pairs (
        a INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        b INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        PRIMARY KEY (a, b),
        CHECK (a < b)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kept_pairs_by_b ON kept_pairs (b);

      -- Photos whose files are all to stay.
      CREATE TABLE kept_copies (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
      ) STRICT;
    `,
};
