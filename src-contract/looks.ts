import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { PhotoId } from './photos.ts';

/** Colours that photos are found by, in the order in which they are shown. `green` and `blue` take in their shades. */
export const colourNames = [
  ...(['red', 'orange', 'yellow', 'green', 'olive', 'teal', 'sky', 'blue', 'navy', 'purple', 'pink'] as const),
  ...(['brown', 'beige', 'white', 'grey', 'black'] as const),
] as const;
export const ColourName = z.enum(colourNames);
export type ColourName = z.infer<typeof ColourName>;

/** Orders by what is measured in the pixels. */
export const pixelSorts = [
  ...(['sharp', 'blurry', 'bright', 'dark', 'colourful', 'dull', 'clean', 'noisy'] as const),
] as const;
export type PixelSort = (typeof pixelSorts)[number];
/** Orders by what the model in use sees. `more` and `less` go by words that the user gives, an `Axis`. */
export const modelSorts = ['calm', 'busy', 'happy', 'sad', 'more', 'less'] as const;
export type ModelSort = (typeof modelSorts)[number];
/** All orders by how photos look: they put a whole library in order, too. */
export const lookSorts = [...pixelSorts, ...modelSorts] as const;
export type LookSort = (typeof lookSorts)[number];

export function isLookSort(sort: string): sort is LookSort {
  return lookSorts.some((look) => look === sort);
}

/** Longest words of an axis, in characters. */
export const maxAxisCharacters = 200;

/** Words that photos are put in order by: more of this, less of that. Without the latter, less of the same. */
export const Axis = z.strictObject({
  more: z
    .string()
    .max(maxAxisCharacters)
    .refine((text) => text.trim() !== '', 'Expected words'),
  less: z.string().max(maxAxisCharacters),
});
export type Axis = z.infer<typeof Axis>;

/** Most photos of which the sharpest is asked for. */
export const maxSharpestOf = 500;

export const looks = capability('looks', {
  methods: {
    /** The sharpest of photos; null where it is not known of two of them, or none is clearly sharper than the first. */
    'looks.sharpest': {
      input: z.strictObject({ photoIds: z.array(PhotoId).min(1).max(maxSharpestOf) }),
      output: z.strictObject({ photoId: PhotoId.nullable() }),
    },
    /** How many photos have been measured, and of how many. */
    'looks.state': {
      input: nothing,
      output: z.strictObject({ photos: z.int().nonnegative(), measured: z.int().nonnegative() }),
    },
  },
  events: {
    /** More photos have been measured. */
    'looks.changed': {},
  },
});
