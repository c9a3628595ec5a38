import type { Migration } from './migration.ts';

/** Note that something which a photo's metadata follow from is another than before. */
function note(photos: string): string {
  return `INSERT INTO metadata_changes (photo_id) SELECT photo_id FROM (${photos}) WHERE photo_id IS NOT NULL
      ON CONFLICT DO NOTHING;`;
}

/**
 * [Note: Joined metadata] The columns of `photos` say what a photo is shown, sorted and found by: what it says itself,
 * joined with what its files' sidecars and names say. What it says itself is kept in `own_metadata` where it is another.
 * Triggers note in `metadata_changes`, in the same transaction as the change, which photos the columns are not right
 * about yet. `store/photo-metadata.ts` joins anew, at once where a photo is written and else in the background: whatever
 * is killed in between goes on from what is noted. To begin with that is every photo.
 */
export const step11: Migration = {
  version: 11,
  name: 'sidecars, and where dates come from',
  up: `
      -- What the date comes from, where that is neither the photo itself nor the time of a file.
      ALTER TABLE photos ADD COLUMN date_source TEXT CHECK (date_source IN ('sidecar', 'export', 'name', 'folder'));
      -- Names of people, which are among the keywords, too.
      ALTER TABLE photos ADD COLUMN people TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(people));
      ALTER TABLE photos ADD COLUMN label TEXT;
      ALTER TABLE photos ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1));

      CREATE TABLE own_metadata (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        facts TEXT NOT NULL CHECK (json_valid(facts))
      ) STRICT;

      CREATE TABLE sidecars (
        file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
        -- It lies in the same folder as the file.
        name TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ms REAL NOT NULL,
        ctime_ms REAL NOT NULL,
        -- Of the last time it was read; null before the first.
        facts TEXT CHECK (json_valid(facts)),
        is_read INTEGER NOT NULL DEFAULT 0 CHECK (is_read IN (0, 1)),
        PRIMARY KEY (file_id, name)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sidecars_unread ON sidecars (file_id, name) WHERE is_read = 0;

      CREATE TABLE metadata_changes (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
      ) STRICT;

      CREATE TRIGGER metadata_file_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL BEGIN
        ${note('SELECT NEW.photo_id AS photo_id')}
      END;
      CREATE TRIGGER metadata_file_changed AFTER UPDATE OF photo_id, folder_id, relative_path, mtime_ms ON files
      WHEN OLD.photo_id IS NOT NEW.photo_id OR OLD.folder_id <> NEW.folder_id
        OR OLD.relative_path <> NEW.relative_path OR OLD.mtime_ms <> NEW.mtime_ms BEGIN
        ${note('SELECT OLD.photo_id AS photo_id UNION SELECT NEW.photo_id')}
      END;
      CREATE TRIGGER metadata_file_deleted AFTER DELETE ON files WHEN OLD.photo_id IS NOT NULL BEGIN
        ${note('SELECT OLD.photo_id AS photo_id')}
      END;
      CREATE TRIGGER metadata_folder_moved AFTER UPDATE OF path ON folders WHEN OLD.path <> NEW.path BEGIN
        ${note('SELECT photo_id FROM files WHERE folder_id = NEW.id')}
      END;
      CREATE TRIGGER metadata_sidecar_read AFTER UPDATE OF facts ON sidecars WHEN OLD.facts IS NOT NEW.facts BEGIN
        ${note('SELECT photo_id FROM files WHERE id = NEW.file_id')}
      END;
      CREATE TRIGGER metadata_sidecar_deleted AFTER DELETE ON sidecars WHEN OLD.facts IS NOT NULL BEGIN
        ${note('SELECT photo_id FROM files WHERE id = OLD.file_id')}
      END;

      ${note('SELECT DISTINCT photo_id FROM files')}
    `,
};
