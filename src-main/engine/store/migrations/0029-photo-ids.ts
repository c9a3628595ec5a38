import type { Migration } from './migration.ts';

/**
 * The id of a photo that was deleted is never another photo's: searches that somebody keeps name photos by their ids, and so
 * do pages that are open.
 */
export const step29: Migration = {
  version: 29,
  name: 'photo ids',
  up: `
      -- One row. SQLite gives new rows the highest id there is and one, which may have been a deleted photo's.
      CREATE TABLE deleted_photos (
        last_id INTEGER NOT NULL
      ) STRICT;
      INSERT INTO deleted_photos (last_id) VALUES (0);

      CREATE TRIGGER photo_id_deleted AFTER DELETE ON photos
      WHEN OLD.id > (SELECT last_id FROM deleted_photos) BEGIN
        UPDATE deleted_photos SET last_id = OLD.id;
      END;
    `,
};
