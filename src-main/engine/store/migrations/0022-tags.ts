import type { Migration } from './migration.ts';

/**
 * Tags of photos: which there are, what the user has said of them, and what a pass over the library has found; see [Note: Tags].
 *
 * [Note: Tag passes] Photos are tagged in passes. One pass is shown; what a new pack, other words or a library that has grown
 * want otherwise is made in another beside it, which is shown in its stead when it has seen every photo.
 */
export const step22: Migration = {
  version: 22,
  name: 'tags',
  up: `
      CREATE TABLE tags (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        -- Of a word of the vocabulary; null for one that the user has made.
        key TEXT UNIQUE,
        -- What the user has made it of.
        phrase TEXT,
        -- That the user has given it.
        name TEXT,
        is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
        CHECK ((key IS NULL) <> (phrase IS NULL))
      ) STRICT;

      -- Tags that the user has taken from photos.
      CREATE TABLE refused_tags (
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        PRIMARY KEY (photo_id, tag)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX refused_tags_by_tag ON refused_tags (tag);

      CREATE TABLE tag_vectors (
        pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        -- Of the texts that it was made of.
        fingerprint TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (pack, tag)
      ) STRICT;
      CREATE INDEX tag_vectors_by_tag ON tag_vectors (tag);

      CREATE TABLE tag_passes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        pack INTEGER REFERENCES packs (id) ON DELETE SET NULL,
        -- Of everything that lines and evidence follow from.
        fingerprint TEXT NOT NULL,
        is_shown INTEGER NOT NULL DEFAULT 0 CHECK (is_shown IN (0, 1))
      ) STRICT;
      CREATE INDEX tag_passes_by_pack ON tag_passes (pack);
      CREATE UNIQUE INDEX tag_passes_shown ON tag_passes (is_shown) WHERE is_shown = 1;

      -- The evidence that a photo needs.
      CREATE TABLE tag_lines (
        pass INTEGER NOT NULL REFERENCES tag_passes (id) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        line REAL NOT NULL,
        PRIMARY KEY (pass, tag)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tag_lines_by_tag ON tag_lines (tag);

      -- Photos that a pass has seen.
      CREATE TABLE tagged_photos (
        pass INTEGER NOT NULL REFERENCES tag_passes (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        PRIMARY KEY (pass, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tagged_photos_by_photo ON tagged_photos (photo_id);

      -- With a tag, those above it.
      CREATE TABLE photo_tags (
        pass INTEGER NOT NULL REFERENCES tag_passes (id) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        evidence REAL NOT NULL,
        PRIMARY KEY (pass, tag, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_tags_by_photo ON photo_tags (photo_id, pass);
      CREATE INDEX photo_tags_by_tag ON photo_tags (tag);

      CREATE VIEW shown_tags AS
        SELECT tag, photo_id, evidence FROM photo_tags
        WHERE pass = (SELECT id FROM tag_passes WHERE is_shown = 1)
          AND NOT EXISTS (SELECT 1 FROM refused_tags
            WHERE refused_tags.photo_id = photo_tags.photo_id AND refused_tags.tag = photo_tags.tag);
    `,
};
