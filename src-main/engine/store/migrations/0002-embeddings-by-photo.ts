import type { Migration } from './migration.ts';

export const step2: Migration = {
  version: 2,
  name: 'delete photos without reading every embedding',
  up: 'CREATE INDEX embeddings_by_photo ON embeddings (photo_id);',
};
