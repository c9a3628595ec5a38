import { z } from 'zod';
import { capability } from './capability.ts';
import { Filters } from './filters.ts';
import { maxSelection, PhotoId, PhotoSelection } from './photos.ts';

/** A file that stays where it is, and why. */
const KeptFile = z.strictObject({ path: z.string(), reason: z.string() });
export type KeptFile = z.infer<typeof KeptFile>;

/** What goes to the trash. */
export const Discarded = z.strictObject({
  /** Names it, to take it back; null where nothing goes. */
  batch: z.int().positive().nullable(),
  photos: z.int().nonnegative(),
  /** With what belongs to the photos. */
  files: z.int().nonnegative(),
  /** How long it can be taken back. */
  undoMs: z.int().nonnegative(),
  kept: z.array(KeptFile),
});
export type Discarded = z.infer<typeof Discarded>;

export const trash = capability('trash', {
  methods: {
    /**
     * Take photos out of the library at once, and move their files to the system's trash when they can be taken back no
     * more. With a folder all files in it; else of each photo the files that are meant, or all where none is. Of photos that
     * are `named` those that are meant alone: nothing where they are not there any more. `whole` with all that belongs to them.
     */
    'trash.move': {
      input: PhotoSelection.extend({
        named: z.array(PhotoId).max(maxSelection).optional(),
        folder: Filters.shape.folder,
        whole: z.boolean(),
      }),
      output: Discarded,
    },
    /** Take a batch back. False when it has gone: the system's trash has it then. */
    'trash.undo': {
      input: z.strictObject({ batch: z.int().positive() }),
      output: z.strictObject({ undone: z.boolean() }),
    },
  },
  events: {
    /** The files of a batch are in the trash, but for those that are kept. */
    'trash.moved': { batch: z.int().positive(), files: z.int().nonnegative(), kept: z.array(KeptFile) },
  },
});
