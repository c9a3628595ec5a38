import type { Migration } from './migration.ts';

/**
 * [Note: Photos and files] A *photo* is content: its sha256 and size. A *file* is a place where that content lies.
 * Everything worth keeping (metadata, embeddings, and later ratings and albums) hangs on the photo, so moving,
 * renaming or copying a file changes rows of `files` only and never costs an encoding.
 *
 * [Note: Grace] A photo without files keeps its row and its embeddings until `unreferenced_since_ms` is old enough:
 * a drive unplugged mid-scan or a file restored from the bin comes back for the price of a hash.
 */
export const step1: Migration = {
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
};
