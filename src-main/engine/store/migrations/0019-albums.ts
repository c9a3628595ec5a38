import type { Migration } from './migration.ts';

/**
 * [Note: Albums] What is in an album hangs on the photo, not on a file: it stays when files move, and goes when the photo is
 * forgotten. A smart album is the same rows, its examples; what it suggests is worked out when it is looked at, from the
 * embeddings of whatever pack answers then, and never stored.
 */
export const step19: Migration = {
  version: 19,
  name: 'albums',
  up: `
      CREATE TABLE albums (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('plain', 'smart')),
        prompt TEXT,
        strictness REAL NOT NULL DEFAULT 0.5 CHECK (strictness BETWEEN 0 AND 1),
        source TEXT NOT NULL CHECK (source IN ('selection', 'search', 'folder', 'name')),
        -- Chosen by somebody; else the first photo stands for it.
        cover INTEGER REFERENCES photos (id) ON DELETE SET NULL,
        position INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX albums_by_cover ON albums (cover);

      CREATE TABLE album_photos (
        album INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- 1 where it was suggested and somebody said no.
        refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
        position INTEGER NOT NULL,
        added_at_ms INTEGER NOT NULL,
        PRIMARY KEY (album, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX album_photos_in_order ON album_photos (album, refused, position);
      CREATE INDEX album_photos_by_photo ON album_photos (photo_id);
    `,
};
