import { z } from 'zod';
import { PhotoId } from './photos.ts';
import { StackBadges } from './stacks.ts';

/** Photos in a row, as columns: one entry of `ids` and `aspects` a photo. A stack is one, while the settings say so. */
export const PhotoColumns = z.strictObject({
  ids: z.array(PhotoId),
  /** Width / height of the upright photo, to three decimals. */
  aspects: z.array(z.number().positive()),
  stacks: StackBadges,
});
export type PhotoColumns = z.infer<typeof PhotoColumns>;
