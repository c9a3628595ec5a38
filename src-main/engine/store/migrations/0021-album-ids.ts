import type { Migration } from './migration.ts';

/**
 * Ids of albums are never used again: a page, an address or an undo that still has the id of an album that was deleted means no
 * other. And which photos have been compared is known by an index, without a look at their miniatures, of 1 KB each.
 */
export const step21: Migration = {
  version: 21,
  name: 'ids of albums that are not used again, and what was compared by an index',
  up: `
      CREATE TABLE albums_numbered (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
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
      INSERT INTO albums_numbered (id, name, kind, prompt, strictness, source, cover, position, created_at_ms)
        SELECT id, name, kind, prompt, strictness, source, cover, position, created_at_ms FROM albums ORDER BY id;

      CREATE TABLE photos_of_albums (
        album INTEGER NOT NULL REFERENCES albums_numbered (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- 1 where it was suggested and somebody said no.
        refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
        position INTEGER NOT NULL,
        added_at_ms INTEGER NOT NULL,
        PRIMARY KEY (album, photo_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO photos_of_albums (album, photo_id, refused, position, added_at_ms)
        SELECT album, photo_id, refused, position, added_at_ms FROM album_photos;

      DROP TABLE album_photos;
      DROP TABLE albums;
      ALTER TABLE albums_numbered RENAME TO albums;
      ALTER TABLE photos_of_albums RENAME TO album_photos;
      CREATE INDEX albums_by_cover ON albums (cover);
      CREATE INDEX album_photos_in_order ON album_photos (album, refused, position);
      CREATE INDEX album_photos_by_photo ON album_photos (photo_id);

      CREATE INDEX miniatures_compared ON miniatures (photo_id, is_compared);
    `,
};
