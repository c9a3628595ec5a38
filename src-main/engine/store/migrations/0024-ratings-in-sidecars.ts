import type { Migration } from './migration.ts';

/** Ratings that are to be written to XMP sidecars, and what stood there; see [Note: Written sidecars]. */
export const step24: Migration = {
  version: 24,
  name: 'ratings in sidecars',
  up: `
      -- Photos whose given rating is yet to be written, or taken away where none is given any more.
      CREATE TABLE sidecar_queue (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
      ) STRICT;

      -- Sidecars that a rating was written to, by their paths relative to the folder.
      CREATE TABLE sidecar_ratings (
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        relative_path TEXT NOT NULL,
        -- As it stood there before the first time; null for none.
        before TEXT,
        written TEXT NOT NULL,
        PRIMARY KEY (folder_id, relative_path)
      ) STRICT, WITHOUT ROWID;
    `,
};
