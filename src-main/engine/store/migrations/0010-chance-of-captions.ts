import type { Migration } from './migration.ts';

/** What was measured without them is measured again; see [Note: Calibration]. */
export const step10: Migration = {
  version: 10,
  name: 'how well a library fits captions at random, beside words',
  up: `
      ALTER TABLE caption_banks ADD COLUMN chance_caption_median REAL;
      ALTER TABLE caption_banks ADD COLUMN chance_caption_high REAL;
    `,
};
