import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { PhotoId } from './photos.ts';

/** Choices from which on there is an order by taste. */
export const leastChoices = 5;
/** Most photos that pairs are chosen from. */
export const maxAskedOf = 1000;
/** Most pairs that can be passed over in one go. */
export const maxPassedOver = 1000;

/** Two photos to choose between. */
export const PhotoPair = z.tuple([PhotoId, PhotoId]);
export type PhotoPair = z.infer<typeof PhotoPair>;

/** How many choices have been made: the count that is kept. */
const TasteState = z.strictObject({ choices: z.int().nonnegative() });

export const taste = capability('taste', {
  methods: {
    /**
     * A few pairs of these photos to choose between, no photo in two of them; none where there is nothing left to ask.
     * `passed`: pairs of which neither was liked better, which are not asked again.
     */
    'taste.pairs': {
      input: z.strictObject({
        photoIds: z.array(PhotoId).max(maxAskedOf),
        passed: z.array(PhotoPair).max(maxPassedOver),
      }),
      output: z.strictObject({ pairs: z.array(PhotoPair) }),
    },
    /**
     * Keep that one photo is liked better than another, whatever was said of the two before. @throws PHOTO_NOT_FOUND where
     * one of them is not in the library
     */
    'taste.choose': {
      input: z
        .strictObject({ better: PhotoId, worse: PhotoId })
        .refine(({ better, worse }) => better !== worse, 'Expected two photos'),
      output: TasteState,
    },
    /** Forget all choices. */
    'taste.forget': { input: nothing, output: nothing },
    'taste.state': { input: nothing, output: TasteState },
  },
  events: {
    /** Other choices are kept than before. */
    'taste.changed': {},
  },
});
