import type { Migration } from './migration.ts';

/**
 * [Note: Rivals] Albums that exclude each other stand on a shelf: a photo is suggested to the one of them that it fits best. An album
 * stands on one shelf at most, and one that is alone on a shelf excludes none.
 */
export const step27: Migration = {
  version: 27,
  name: 'albums that exclude each other',
  up: `
      CREATE TABLE shelved_albums (
        album INTEGER PRIMARY KEY REFERENCES albums (id) ON DELETE CASCADE,
        shelf INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX shelved_albums_by_shelf ON shelved_albums (shelf);
    `,
};
