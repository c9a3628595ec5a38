import { chipIndexes } from './chip-indexes.ts';
import { wordsSchema } from './words-schema.ts';

/** One step of the schema, applied once, in order, inside a transaction. Published steps are never edited. */
interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string;
}

/**
 * [Note: Photos and files] A *photo* is content: its sha256 and size. A *file* is a place where that content lies.
 * Everything worth keeping (metadata, embeddings, and later ratings and albums) hangs on the photo, so moving,
 * renaming or copying a file changes rows of `files` only and never costs an encoding.
 *
 * [Note: Grace] A photo without files keeps its row and its embeddings until `unreferenced_since_ms` is old enough:
 * a drive unplugged mid-scan or a file restored from the bin comes back for the price of a hash.
 *
 * [Note: Code blocks] What is searched are codes: embeddings in 8 bits a value (core/vectors/codes.ts). They are stored
 * in blocks of 2,048, so that a million photos are opened in a second, and can be made from the embeddings at any time.
 * Blocks are written now and then and not with every photo; until then `code_changes` names the photos that they are
 * not right about. Triggers write it in the same transaction as the photo, so whatever happens after it, opening reads
 * the blocks and then makes good what the changes name: blocks and embeddings cannot fall out of step.
 *
 * [Note: Change of packs] The library is kept with one pack, the *current* one: the one that comes with the app. After an
 * update it is another, in whose space no vector of the old one means anything. Nothing is done to photos or files then:
 * what counts is which photos have no embedding of the current pack, so the change can stop anywhere and goes on from what
 * is there. The pack of before is *superseded*, and what it has left is removed when the last photo is done. A pack that
 * somebody names for once has no role: its embeddings are kept, and nothing is removed because of it.
 */
const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'folders, photos, files, embeddings',
    up: `
      CREATE TABLE folders (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
        added_at_ms INTEGER NOT NULL,
        -- Counts scans begun; files carry the number of the last scan that saw them.
        scan INTEGER NOT NULL DEFAULT 0,
        last_scan_at_ms INTEGER
      ) STRICT;

      CREATE TABLE photos (
        id INTEGER PRIMARY KEY,
        content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
        size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
        format TEXT NOT NULL,
        width INTEGER NOT NULL CHECK (width > 0),
        height INTEGER NOT NULL CHECK (height > 0),
        thumb TEXT NOT NULL,
        taken_at TEXT,
        taken_at_offset_minutes INTEGER,
        latitude REAL,
        longitude REAL,
        altitude_metres REAL,
        camera_make TEXT,
        camera_model TEXT,
        lens TEXT,
        iso REAL,
        f_number REAL,
        exposure_seconds REAL,
        focal_length_mm REAL,
        orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
        rating INTEGER CHECK (rating BETWEEN -1 AND 5),
        title TEXT,
        description TEXT,
        keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
        -- What was odd about the metadata, one line each; the photo itself is fine.
        warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
        added_at_ms INTEGER NOT NULL,
        unreferenced_since_ms INTEGER,
        UNIQUE (content_hash, size_bytes)
      ) STRICT;
      CREATE INDEX photos_by_size ON photos (size_bytes);
      CREATE INDEX photos_unreferenced ON photos (unreferenced_since_ms) WHERE unreferenced_since_ms IS NOT NULL;

      CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        -- Forward slashes on every platform.
        relative_path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ms REAL NOT NULL,
        scan INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'indexed', 'failed')),
        -- Stays on the old content while a changed file waits, so that it remains findable.
        photo_id INTEGER REFERENCES photos (id),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_attempt_at_ms INTEGER,
        failure_code TEXT,
        failure_reason TEXT,
        UNIQUE (folder_id, relative_path),
        CHECK ((state = 'indexed') <= (photo_id IS NOT NULL)),
        CHECK ((state = 'failed') = (failure_code IS NOT NULL))
      ) STRICT;
      CREATE INDEX files_by_photo ON files (photo_id);
      CREATE INDEX files_open ON files (state, id) WHERE state <> 'indexed';

      CREATE TABLE scan_problems (
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        code TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (folder_id, path)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE packs (
        id INTEGER PRIMARY KEY,
        pack_id TEXT NOT NULL,
        version TEXT NOT NULL,
        space TEXT NOT NULL,
        dim INTEGER NOT NULL,
        UNIQUE (pack_id, version)
      ) STRICT;

      CREATE TABLE embeddings (
        id INTEGER PRIMARY KEY,
        pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- Little-endian float32, dim values, unit length.
        vector BLOB NOT NULL,
        UNIQUE (pack, photo_id)
      ) STRICT;
    `,
  },
  {
    version: 2,
    name: 'delete photos without reading every embedding',
    up: 'CREATE INDEX embeddings_by_photo ON embeddings (photo_id);',
  },
  {
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
  },
  {
    version: 4,
    name: 'codes of embeddings in blocks',
    up: `
      CREATE TABLE code_blocks (
        id INTEGER PRIMARY KEY,
        pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
        -- A bit for each row, 1 where it counts for nothing. Apart from the bytes, so that a deletion writes little.
        dead BLOB NOT NULL
      ) STRICT;
      CREATE INDEX code_blocks_by_pack ON code_blocks (pack);

      CREATE TABLE code_block_bytes (
        block INTEGER PRIMARY KEY REFERENCES code_blocks (id) ON DELETE CASCADE,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE code_state (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        format INTEGER NOT NULL,
        max_scale REAL NOT NULL,
        max_norm REAL NOT NULL,
        moments BLOB NOT NULL
      ) STRICT;

      CREATE TABLE code_changes (
        pack INTEGER NOT NULL,
        photo_id INTEGER NOT NULL,
        PRIMARY KEY (pack, photo_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER code_changes_embedding_added AFTER INSERT ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_embedding_replaced AFTER UPDATE OF vector ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_embedding_deleted AFTER DELETE ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (OLD.pack, OLD.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_photo_referenced AFTER UPDATE OF unreferenced_since_ms ON photos
      WHEN (OLD.unreferenced_since_ms IS NULL) <> (NEW.unreferenced_since_ms IS NULL) BEGIN
        INSERT INTO code_changes (pack, photo_id) SELECT pack, photo_id FROM embeddings WHERE photo_id = NEW.id
        ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_pack_deleted AFTER DELETE ON packs BEGIN
        DELETE FROM code_changes WHERE pack = OLD.id;
      END;

      INSERT INTO code_changes (pack, photo_id) SELECT pack, photo_id FROM embeddings;
    `,
  },
  {
    version: 5,
    name: 'what tells a changed file and another drive',
    up: `
      -- Null until a scan notes it.
      ALTER TABLE files ADD COLUMN ctime_ms REAL;
      -- Device and inode of the root when files were last seen in it: a mount point without its drive has others.
      ALTER TABLE folders ADD COLUMN root_identity TEXT;
    `,
  },
  {
    version: 6,
    name: 'words, and what chips narrow by',
    up: wordsSchema + chipIndexes,
  },
  {
    version: 7,
    name: 'saved and recent searches',
    up: `
      CREATE TABLE saved_searches (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        -- The same for names that are the same but for their case.
        name_key TEXT NOT NULL UNIQUE,
        recipe TEXT NOT NULL CHECK (json_valid(recipe))
      ) STRICT;

      -- The later one has the higher id, whatever the clock does. No index holds a recipe: what is deleted lies nowhere else.
      CREATE TABLE recent_searches (
        id INTEGER PRIMARY KEY,
        recipe TEXT NOT NULL CHECK (json_valid(recipe)),
        searched_at_ms INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 8,
    name: 'captions that every photo is compared with, and the bias that comes of it',
    up: `
      -- Embeddings of the bank of captions and of the words that chance is told by, float32 [count, dim]; fingerprint is
      -- of the texts.
      CREATE TABLE caption_banks (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        fingerprint TEXT NOT NULL,
        vectors BLOB NOT NULL,
        -- Photos that the last two were measured with; null until they are.
        chance_photos INTEGER,
        chance_median REAL,
        chance_high REAL
      ) STRICT;

      -- Null until it is known.
      ALTER TABLE embeddings ADD COLUMN bias REAL;
      CREATE INDEX embeddings_unbiased ON embeddings (pack, id) WHERE bias IS NULL;
      CREATE TRIGGER code_changes_bias_changed AFTER UPDATE OF bias ON embeddings WHEN OLD.bias IS NOT NEW.bias BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
    `,
  },
  {
    version: 9,
    name: 'the pack that the library is kept with, and what happened to photos that it could not encode',
    up: `
      CREATE TABLE pack_roles (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        role TEXT NOT NULL CHECK (role IN ('current', 'superseded'))
      ) STRICT;
      CREATE UNIQUE INDEX pack_roles_current ON pack_roles (role) WHERE role = 'current';
      -- Versions of earlier schemas came with no other.
      INSERT INTO pack_roles (pack, role)
        SELECT id, 'current' FROM packs WHERE pack_id = 'eidetic-builtin-1' ORDER BY id DESC LIMIT 1;

      CREATE TABLE pack_attempts (
        pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- Claims without a result so far.
        attempts INTEGER NOT NULL,
        -- Null while it is not failed.
        code TEXT,
        reason TEXT,
        next_attempt_at_ms INTEGER,
        PRIMARY KEY (pack, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX pack_attempts_by_photo ON pack_attempts (photo_id);
    `,
  },
];

export const latestVersion = migrations.at(-1)?.version ?? 0;

/** The steps that a database of `version` still needs, in order. */
export function pendingMigrations(version: number): readonly Migration[] {
  return migrations.filter((migration) => migration.version > version);
}
