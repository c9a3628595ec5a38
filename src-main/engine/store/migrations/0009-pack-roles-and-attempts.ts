import type { Migration } from './migration.ts';

/**
 * [Note: Change of packs] The library is kept with one pack, the *current* one: the one that comes with the app. After an
 * update it is another, in whose space no vector of the old one means anything. Nothing is done to photos or files then:
 * what counts is which photos have no embedding of the current pack, so the change can stop anywhere and goes on from what
 * is there. The pack of before is *superseded*, and what it has left is removed when no photo that can be read is missing
 * any more. A pack that somebody names for once has no role: its embeddings are kept, and nothing is removed because of it.
 */
export const step9: Migration = {
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
};
