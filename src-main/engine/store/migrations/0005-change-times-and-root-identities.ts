import type { Migration } from './migration.ts';

export const step5: Migration = {
  version: 5,
  name: 'what tells a changed file and another drive',
  up: `
      -- Null until a scan notes it.
      ALTER TABLE files ADD COLUMN ctime_ms REAL;
      -- Device and inode of the root when files were last seen in it: a mount point without its drive has others.
      ALTER TABLE folders ADD COLUMN root_identity TEXT;
    `,
};
