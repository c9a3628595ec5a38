import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { maxSelection, PhotoId } from './photos.ts';

/** Stars, 0 to 5, which 0 is none of; -1 is rejected. */
export const Rating = z.int().min(-1).max(5);

/** What the user says of a photo, whatever its files say; null where that is left to them. */
export const GivenMarks = z.strictObject({ favourite: z.boolean().nullable(), rating: Rating.nullable() });
export type GivenMarks = z.infer<typeof GivenMarks>;

/** The same with the photo that it is said of. */
export const PhotoMarks = GivenMarks.extend({ photoId: PhotoId });
export type PhotoMarks = z.infer<typeof PhotoMarks>;

/** How ratings come to XMP sidecars. Counts are of photos but where they say files. */
export const SidecarWriting = z.strictObject({
  /** Photos that a rating is given of, and the files that hold them. */
  given: z.int().nonnegative(),
  givenFiles: z.int().nonnegative(),
  /** Those that are yet to be written. */
  waiting: z.int().nonnegative(),
  /** Files whose sidecar was left alone when it was last tried; it is tried again. The first of them with a reason. */
  leftAloneFiles: z.int().nonnegative(),
  leftAlone: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
});
export type SidecarWriting = z.infer<typeof SidecarWriting>;

export const favourites = capability('favourites', {
  methods: {
    /**
     * Say something of photos; what is missing stays as it is, null leaves it to the files again. The answer is what was
     * said of those photos before that are in the library, to put it back.
     */
    'favourites.give': {
      input: GivenMarks.partial().extend({ photoIds: z.array(PhotoId).min(1).max(maxSelection) }),
      output: z.strictObject({ before: z.array(PhotoMarks) }),
    },
    /** Put back what was said of photos. Those that are not in the library any more are passed over. */
    'favourites.putBack': {
      input: z.strictObject({ marks: z.array(PhotoMarks).min(1).max(maxSelection) }),
      output: nothing,
    },
    /** All favourites in the library, and how many photos are rejected, by the user or by their files. */
    'favourites.list': {
      input: nothing,
      output: z.strictObject({ ids: z.array(PhotoId), rejected: z.int().nonnegative() }),
    },
    /** How far ratings are written to sidecars. */
    'favourites.sidecars': { input: nothing, output: SidecarWriting },
    /**
     * Write all ratings that are given so far, too. The answer is how many photos that are.
     *
     * @throws INVALID_ARGUMENT where the setting `writeSidecars` is off.
     */
    'favourites.writeAll': { input: nothing, output: z.strictObject({ photos: z.int().nonnegative() }) },
  },
  events: {
    /** Sidecars were written or left alone, or others are to be. */
    'favourites.sidecarsChanged': {},
  },
});
