import type { Migration } from './migration.ts';

/**
 * [Note: Given marks] What the user says of a photo in the app hangs on the photo, so that it stays whatever becomes of its
 * files, and apart from what they say. `photos.rating` and `photos.favourite` are the joined ones (note _Joined metadata_),
 * which everything is shown, sorted and found by: what is given, else what the files say.
 */
export const step18: Migration = {
  version: 18,
  name: 'favourites and ratings',
  up: `
      CREATE TABLE given_marks (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        -- Null where that is left to the files.
        favourite INTEGER CHECK (favourite IN (0, 1)),
        rating INTEGER CHECK (rating BETWEEN -1 AND 5),
        CHECK (favourite IS NOT NULL OR rating IS NOT NULL)
      ) STRICT;

      CREATE INDEX photos_favourite ON photos (id) WHERE favourite = 1;
    `,
};
