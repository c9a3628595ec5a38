import { directorySql } from './words-schema.ts';

/**
 * Columns and indexes of what chips narrow by (`chip-sql.ts`). Each index answers alone, hence its last column; and all
 * of them are about photos that have a file.
 */
export const chipIndexes = `
  -- ISO 3166-1 alpha-2 of where the photo was taken; empty where that is no country's, null until it was looked up.
  ALTER TABLE photos ADD COLUMN country TEXT;

  CREATE INDEX photos_by_camera ON photos (camera, unreferenced_since_ms)
    WHERE camera IS NOT NULL AND unreferenced_since_ms IS NULL;
  CREATE INDEX photos_by_lens ON photos (lens, unreferenced_since_ms)
    WHERE lens IS NOT NULL AND unreferenced_since_ms IS NULL;
  CREATE INDEX photos_by_iso ON photos (iso, unreferenced_since_ms)
    WHERE iso IS NOT NULL AND unreferenced_since_ms IS NULL;
  CREATE INDEX photos_by_place ON photos (latitude, longitude, unreferenced_since_ms)
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND unreferenced_since_ms IS NULL;
  CREATE INDEX photos_by_country ON photos (country, unreferenced_since_ms)
    WHERE country IS NOT NULL AND unreferenced_since_ms IS NULL;
  CREATE INDEX photos_without_country ON photos (latitude, longitude, country)
    WHERE country IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL;
  CREATE INDEX files_by_directory ON files (folder_id, ${directorySql}, photo_id) WHERE photo_id IS NOT NULL;
`;
