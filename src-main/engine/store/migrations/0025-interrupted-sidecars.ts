import type { Migration } from './migration.ts';

/** What a sidecar says that was not replaced in the end; see [Note: Written sidecars]. */
export const step25: Migration = {
  version: 25,
  name: 'interrupted sidecars',
  up: `
      -- What stood there when written was about to be, until it is known to be there; null then, and for none.
      ALTER TABLE sidecar_ratings ADD COLUMN replaced TEXT;
    `,
};
