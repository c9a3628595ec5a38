import type { Migration } from './migration.ts';

/**
 * [Note: Switching] Somebody who wants another pack than the *current* one makes it the *incoming* one: it is shown every
 * photo while the current one answers, and takes its place when it has seen all, or when that is not to be waited for. The
 * pack of before is the *previous* one then, with all its embeddings: going back makes the two change places. All that is to
 * be known after a restart is these roles; what is to be done follows from the data, as in [Note: Change of packs].
 *
 * A current pack that was *chosen* stays it when the app comes with another one. A pack that was incoming and is not any
 * more has no role: its embeddings are kept as those of a pack that was used for once.
 */
export const step16: Migration = {
  version: 16,
  name: 'packs that are to be current, or were, and how often photos were opened',
  up: `
      CREATE TABLE roles_of_packs (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        role TEXT NOT NULL CHECK (role IN ('current', 'incoming', 'previous', 'superseded')),
        -- Of the current one: somebody wanted it, whatever the app comes with.
        chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1))
      ) STRICT;
      INSERT INTO roles_of_packs (pack, role) SELECT pack, role FROM pack_roles;
      DROP TABLE pack_roles;
      ALTER TABLE roles_of_packs RENAME TO pack_roles;
      CREATE UNIQUE INDEX pack_roles_current ON pack_roles (role) WHERE role = 'current';
      CREATE UNIQUE INDEX pack_roles_incoming ON pack_roles (role) WHERE role = 'incoming';
      CREATE UNIQUE INDEX pack_roles_previous ON pack_roles (role) WHERE role = 'previous';

      CREATE TABLE photo_views (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        views INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX photo_views_most ON photo_views (views DESC, photo_id DESC);
    `,
};
