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

/** Photos in a row, as columns: one entry of `ids` and `aspects` a photo. A stack is one, while the settings say so. */
export const PhotoColumns = z.strictObject({
  ids: z.array(PhotoId),
  /** Width / height of the upright photo, to three decimals. */
  aspects: z.array(z.number().positive()),
  stacks: StackBadges,
  files: MeantFiles,
});
export type PhotoColumns = z.infer<typeof PhotoColumns>;
