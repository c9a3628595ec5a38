import type { Migration } from './migration.ts';

/**
 * [Note: Taste] Which of two photos is liked better hangs on both of them, and goes with either. What is learnt from it is worked
 * out when an order asks for it, from the embeddings of whatever pack answers then, and never stored.
 */
export const step26: Migration = {
  version: 26,
  name: 'taste',
  up: `
      CREATE TABLE taste_choices (
        -- In the order in which they were made.
        id INTEGER PRIMARY KEY,
        better INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        worse INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        chosen_at_ms INTEGER NOT NULL,
        CHECK (better <> worse)
      ) STRICT;
      -- The last word on two photos counts.
      CREATE UNIQUE INDEX taste_choices_once ON taste_choices (min(better, worse), max(better, worse));
      CREATE INDEX taste_choices_by_better ON taste_choices (better);
      CREATE INDEX taste_choices_by_worse ON taste_choices (worse);
    `,
};
