import type { Migration } from './migration.ts';

export const step3: Migration = {
  version: 3,
  name: 'timeline, filters, paused folders, settings',
  up: `
      ALTER TABLE folders ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));

      -- Local wall-clock time that the photo is shown at: when it was taken, else the time of its oldest file.
      ALTER TABLE photos ADD COLUMN sort_at TEXT NOT NULL DEFAULT '';
      -- Maker and model as one name.
      ALTER TABLE photos ADD COLUMN camera TEXT;
      UPDATE photos SET
        sort_at = coalesce(
          taken_at,
          (SELECT strftime('%Y-%m-%dT%H:%M:%S', max(min(mtime_ms), -62135596800000) / 1000, 'unixepoch', 'localtime')
            FROM files WHERE photo_id = photos.id),
          strftime('%Y-%m-%dT%H:%M:%S', added_at_ms / 1000, 'unixepoch', 'localtime')),
        camera = substr(
          CASE
            WHEN camera_make IS NULL OR camera_model IS NULL THEN coalesce(camera_model, camera_make)
            WHEN lower(substr(camera_make || ' ', 1, instr(camera_make || ' ', ' ')))
              = lower(substr(camera_model || ' ', 1, instr(camera_model || ' ', ' '))) THEN camera_model
            ELSE camera_make || ' ' || camera_model
          END, 1, 150);

      -- Everything that the timeline and its filters ask of a photo, in the order they show it; the last column because an
      -- index must hold the column of its own condition to answer alone.
      CREATE INDEX photos_timeline ON photos (sort_at, id, width, height, format, rating, camera, unreferenced_since_ms)
        WHERE unreferenced_since_ms IS NULL;
      CREATE INDEX files_by_folder ON files (folder_id, photo_id);
      DROP INDEX files_open;
      CREATE INDEX files_open ON files (state, id, folder_id) WHERE state <> 'indexed';

      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
    `,
};
