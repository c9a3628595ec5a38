import type { Migration } from './migration.ts';

/** How photos look, measured in their pixels; see [Note: Looks]. */
export const step23: Migration = {
  version: 23,
  name: 'looks',
  up: `
      CREATE TABLE photo_looks (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        -- How it was measured; what was measured otherwise is measured anew.
        version INTEGER NOT NULL,
        sharpness REAL NOT NULL,
        noise REAL NOT NULL,
        brightness REAL NOT NULL,
        colourfulness REAL NOT NULL
      ) STRICT;

      -- Colours that a photo is of; the share of the picture is told beside it.
      CREATE TABLE photo_colours (
        colour TEXT NOT NULL,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
        PRIMARY KEY (colour, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_colours_by_photo ON photo_colours (photo_id);
    `,
};
