import type { Migration } from './migration.ts';

/**
 * [Note: People and places] Who is in a photo and what places were written beside it follows, like all that a photo is
 * found by, from what it says itself and from its sidecars (note _Joined metadata_). The names are among its keywords, where
 * words find them; beside that each has a row, by which all photos of a person or a place are found without a look at any
 * other. `store/photo-metadata.ts` writes both in one transaction.
 */
export const step15: Migration = {
  version: 15,
  name: 'people and written places',
  up: `
      -- Places that somebody wrote, as JSON.
      ALTER TABLE photos ADD COLUMN places TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(places));
      -- How many of the keywords, the last ones, are none but names of people and places.
      ALTER TABLE photos ADD COLUMN added_keywords INTEGER NOT NULL DEFAULT 0;

      CREATE TABLE photo_people (
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- As it is written.
        name TEXT NOT NULL,
        -- The order of the people of a photo.
        position INTEGER NOT NULL,
        -- Where in the upright photo, as JSON; null where that is not known.
        box TEXT CHECK (json_valid(box)),
        PRIMARY KEY (photo_id, name)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_people_by_name ON photo_people (name, photo_id);
      INSERT INTO photo_people (photo_id, name, position)
        SELECT photos.id, value, min(key) FROM photos, json_each(photos.people) WHERE people <> '[]' GROUP BY photos.id, value;

      CREATE TABLE photo_places (
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- As names of places are compared.
        key TEXT NOT NULL,
        is_country INTEGER NOT NULL CHECK (is_country IN (0, 1)),
        -- Of what is no country: that which was written with it.
        country TEXT
      ) STRICT;
      CREATE INDEX photo_places_by_key ON photo_places (key, is_country, country, photo_id);
      CREATE INDEX photo_places_by_photo ON photo_places (photo_id);

      -- Version of the reader that has read a sidecar, or is to read it.
      ALTER TABLE sidecars ADD COLUMN read_version INTEGER NOT NULL DEFAULT 0;
    `,
};
