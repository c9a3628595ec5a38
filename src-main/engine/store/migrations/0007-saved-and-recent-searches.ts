import type { Migration } from './migration.ts';

export const step7: Migration = {
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
};
