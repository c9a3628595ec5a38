import { z } from 'zod';
import { FileId, PhotoId } from './photos.ts';
import { StackBadges } from './stacks.ts';

/** Which file is meant of photos that lie in several places, where a folder or a name was asked for; as columns. */
export const MeantFiles = z.strictObject({
  /** Places in the row, from 0. */
  at: z.array(z.int().nonnegative()),
  ids: z.array(FileId),
});
export type MeantFiles = z.infer<typeof MeantFiles>;

/**
 * Runs of photos in order of time: month as `YYYY-MM`, and how many photos it has. Photos of a year that say no month are a
 * run of their own, `YYYY`.
 */
export const MonthRuns = z.array(
  z.strictObject({ month: z.string().regex(/^\d{4}(?:-\d{2})?$/), count: z.int().positive() }),
);
export type MonthRuns = z.infer<typeof MonthRuns>;

/** Photos in a row, as columns: one entry of `ids` and `aspects` a photo. A stack is one, while the settings say so. */
export const PhotoColumns = z.strictObject({
  ids: z.array(PhotoId),
  /** Width / height of the upright photo, to three decimals. */
  aspects: z.array(z.number().positive()),
  stacks: StackBadges,
  files: MeantFiles,
});
export type PhotoColumns = z.infer<typeof PhotoColumns>;
