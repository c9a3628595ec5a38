import { z } from 'zod';

/** Progress of indexing, at most 4 events a second plus the first and last of each phase. */
export const IndexProgress = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('scanning'), folder: z.string(), found: z.int().nonnegative() }),
  z.strictObject({
    phase: z.literal('encoding'),
    /** Photos finished in this run, failures included. */
    done: z.int().nonnegative(),
    /** Photos of this run; null while the scan is still finding them. */
    total: z.int().nonnegative().nullable(),
    failed: z.int().nonnegative(),
    /** Photos a second over the last seconds; 0 until the first is done. */
    imagesPerSecond: z.number().nonnegative(),
    /** Seconds left at that rate; null while unknown. */
    etaSeconds: z.number().nonnegative().nullable(),
    provider: z.string().nullable(),
  }),
]);
export type IndexProgress = z.infer<typeof IndexProgress>;

/** What an indexing run did. */
export const IndexSummary = z.strictObject({
  /** Photo files seen by the scan. */
  found: z.int().nonnegative(),
  /** Files whose size and time were unchanged: not opened. */
  unchanged: z.int().nonnegative(),
  /** Photos that went through the encoder. */
  encoded: z.int().nonnegative(),
  /** Files whose content was known already (moved, renamed, copied): hashed, not encoded again. */
  recognised: z.int().nonnegative(),
  /** Files that failed in this run. */
  failed: z.int().nonnegative(),
  /** Files that are gone since the last scan, or left out from now on. */
  removed: z.int().nonnegative(),
  /** Entries the scan passed over for a reason listed by `failures`. */
  skipped: z.int().nonnegative(),
  cancelled: z.boolean(),
  elapsedMs: z.number().nonnegative(),
});
export type IndexSummary = z.infer<typeof IndexSummary>;
