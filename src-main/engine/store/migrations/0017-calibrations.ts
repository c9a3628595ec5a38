import type { Migration } from './migration.ts';

/** What was measured with words that are not encoded as queries is measured again; see [Note: Calibration]. */
export const step17: Migration = {
  version: 17,
  name: 'what a pack is calibrated by in a library',
  up: `
      -- Embeddings of words at random as queries have them, float32 [count, dim]; fingerprint is of the texts.
      ALTER TABLE caption_banks ADD COLUMN probes BLOB;
      ALTER TABLE caption_banks ADD COLUMN probes_fingerprint TEXT;
      -- How well captions and words agree about photos; null until that is measured, with the rest of chance.
      ALTER TABLE caption_banks ADD COLUMN agreement_pairs INTEGER;
      ALTER TABLE caption_banks ADD COLUMN agreement_slope REAL;
    `,
};
