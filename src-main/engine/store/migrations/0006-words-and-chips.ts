import type { Migration } from './migration.ts';

// What words are is told by [Note: Words] in words-schema.ts, whose SQL is written here once more: it may change, this not.

const columns = 'title, keywords, names, folders, description';

/** Files of one photo that give it words, oldest first: thousands of copies would make each further one dear. */
const namingFiles = 50;

/** Stands between texts that have nothing to do with each other, so that no phrase goes across. It begins no word. */
const gap = "' ' || char(0xE000) || ' '";

/** What a text has up to and with the last of a character; empty where it has none. */
function upToLast(text: string, character: string): string {
  return `rtrim(${text}, replace(${text}, '${character}', ''))`;
}

/** The folder that a file lies in, relative to the registered one, with a slash behind it; empty in that one itself. */
const directorySql = upToLast('relative_path', '/');

/**
 * A name, and behind it the same with the words apart that hide in it: of `BeachHouse2019` also `Beach House 2019`. A
 * capital after a small letter begins a word, and so does what changes from two letters or more to digits or back:
 * `DSC 0123`, but not `3f2a`.
 */
function withHiddenWords(name: string): string {
  return `${name} || CASE
    WHEN ${name} GLOB '*[a-z][A-Z]*' OR ${name} GLOB '*[A-Za-z][A-Za-z][0-9]*' OR ${name} GLOB '*[0-9][A-Za-z][A-Za-z]*'
    THEN ${gap} || (
      WITH RECURSIVE spelled (name, i, text) AS (
        VALUES (${name}, 1, '')
        UNION ALL
        SELECT name, i + 1, text || substr(name, i, 1) || CASE
          WHEN substr(name, i, 2) GLOB '[a-z][A-Z]' OR substr(name, i, 3) GLOB '[0-9][A-Za-z][A-Za-z]'
            OR (i > 1 AND substr(name, i - 1, 3) GLOB '[A-Za-z][A-Za-z][0-9]') THEN ' '
          ELSE '' END
        FROM spelled WHERE i <= length(name)
      )
      SELECT text FROM spelled ORDER BY i DESC LIMIT 1)
    ELSE '' END`;
}

/** Last part of a registered folder's path, of any system. */
const rootPath = "CASE WHEN path GLOB '/*' THEN path ELSE replace(path, '\\', '/') END";

/** Note that the words of a photo are others than before. */
function note(photo: string): string {
  return `INSERT INTO word_changes (photo_id) SELECT ${photo} WHERE ${photo} IS NOT NULL ON CONFLICT DO NOTHING;`;
}

/** Photos whose words are written together. */
const writtenTogether = 100;

/** Fill an empty index. */
const fillWords = `INSERT INTO words (rowid, ${columns}) SELECT id, ${columns} FROM photo_words;`;

/** Write the words of the photos that are noted. */
const writeWords = `
  DELETE FROM words WHERE rowid IN (SELECT photo_id FROM word_changes);
  INSERT INTO words (rowid, ${columns}) SELECT id, ${columns} FROM photo_words
    WHERE id IN (SELECT photo_id FROM word_changes);
  DELETE FROM word_changes;`;

const wordsSchema = `
  CREATE VIRTUAL TABLE words USING fts5(${columns}, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2');

  CREATE VIEW file_words AS
    SELECT id, photo_id, ${withHiddenWords('stem')} AS name, ${withHiddenWords('place')} AS place
    FROM (
      SELECT id, photo_id, coalesce(nullif(rtrim(${upToLast('name', '.')}, '.'), ''), name) AS stem,
        substr(root, length(${upToLast('root', '/')}) + 1) || '/' || directory AS place
      FROM (
        SELECT files.id, photo_id, ${directorySql} AS directory, ${rootPath} AS root,
          substr(relative_path, length(${directorySql}) + 1) AS name
        FROM files JOIN folders ON folders.id = files.folder_id));

  CREATE VIEW photo_words AS
    SELECT id, title, description,
      (SELECT group_concat(value, ${gap} ORDER BY key) FROM json_each(photos.keywords)) AS keywords,
      (SELECT group_concat(name, ${gap} ORDER BY id) FROM
        (SELECT id, name FROM file_words WHERE photo_id = photos.id ORDER BY id LIMIT ${namingFiles})) AS names,
      (SELECT group_concat(place, ${gap} ORDER BY id) FROM
        (SELECT id, place FROM file_words WHERE photo_id = photos.id ORDER BY id LIMIT ${namingFiles})) AS folders
    FROM photos WHERE EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id);

  CREATE TABLE word_changes (photo_id INTEGER PRIMARY KEY) STRICT;
  CREATE TRIGGER words_written AFTER INSERT ON word_changes
  WHEN (SELECT count(*) FROM word_changes) >= ${writtenTogether} BEGIN
    ${writeWords}
  END;

  CREATE TRIGGER words_file_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL BEGIN
    ${note('NEW.photo_id')}
  END;
  CREATE TRIGGER words_file_changed AFTER UPDATE OF photo_id, folder_id, relative_path ON files
  WHEN OLD.photo_id IS NOT NEW.photo_id OR OLD.folder_id <> NEW.folder_id OR OLD.relative_path <> NEW.relative_path BEGIN
    ${note('OLD.photo_id')}
    ${note('NEW.photo_id')}
  END;
  -- Also for each file of a folder that is removed.
  CREATE TRIGGER words_file_deleted AFTER DELETE ON files BEGIN
    ${note('OLD.photo_id')}
  END;
  CREATE TRIGGER words_photo_changed AFTER UPDATE OF title, description, keywords ON photos
  WHEN OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.keywords <> NEW.keywords BEGIN
    ${note('NEW.id')}
  END;
  CREATE TRIGGER words_photo_deleted AFTER DELETE ON photos BEGIN
    ${note('OLD.id')}
  END;
  CREATE TRIGGER words_folder_moved AFTER UPDATE OF path ON folders WHEN OLD.path <> NEW.path BEGIN
    INSERT INTO word_changes (photo_id) SELECT photo_id FROM files WHERE folder_id = NEW.id AND photo_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  END;

  ${fillWords}
`;

/**
 * Columns and indexes of what chips narrow by (`chip-sql.ts`). Each index answers alone, hence its last column; and all
 * of them are about photos that have a file.
 */
const chipIndexes = `
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

export const step6: Migration = {
  version: 6,
  name: 'words, and what chips narrow by',
  up: wordsSchema + chipIndexes,
};
