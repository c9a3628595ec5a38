import { z } from 'zod';
import { capability } from './capability.ts';
import { CopyReport, CopyRequest, FileId, OnePhoto, PhotoId, PhotoSelection } from './photos.ts';

/**
 * Why photos and videos belong together; of several reasons the first of these. `raw`: a raw photo and what was developed
 * from it. `live`: a photo with a video beside it. `motion`: a photo with a video inside. `version`: the same picture under
 * names that differ by their ending or a number.
 */
export const stackKinds = ['burst', 'raw', 'live', 'motion', 'edited', 'version'] as const;
export type StackKind = (typeof stackKinds)[number];

/** What a tile tells of the stack that it stands for. */
export const StackBadge = z.strictObject({
  kind: z.enum(stackKinds),
  /** Photos and videos beside them. */
  parts: z.int().positive(),
});
export type StackBadge = z.infer<typeof StackBadge>;

/** The stacks among photos in a row, as columns, in order. */
export const StackBadges = z.strictObject({
  /** Places in the row, from 0. */
  at: z.array(z.int().nonnegative()),
  kinds: z.array(z.enum(stackKinds)),
  parts: z.array(z.int().positive()),
});
export type StackBadges = z.infer<typeof StackBadges>;

/** A photo or a video of a stack. */
export const StackPart = z.strictObject({
  /** Null for a video. */
  photoId: PhotoId.nullable(),
  /** The file of a photo, in the folder of the one that is meant if there is one; null for a video. */
  fileId: FileId.nullable(),
  /** Name of the file. */
  name: z.string(),
  /** Absolute. */
  path: z.string(),
  /** Of a photo, e.g. `jpeg`; of a video its ending. */
  format: z.string(),
  /** A video lies inside the file. */
  hasMotion: z.boolean(),
});
export type StackPart = z.infer<typeof StackPart>;

/** What belongs together, the photo to show first in front. */
export const Stack = z.strictObject({ kind: z.enum(stackKinds), parts: z.array(StackPart) });
export type Stack = z.infer<typeof Stack>;

export const stacks = capability('stacks', {
  methods: {
    /** The stack of a photo; null where it is in none. Whatever the settings say. */
    'stacks.of': { input: OnePhoto, output: Stack.nullable() },
    /** How many files the stacks of photos have, and the photos that are in none; each counted once. */
    'stacks.count': {
      input: PhotoSelection,
      output: z.strictObject({ files: z.int().positive() }),
    },
    /** Absolute path of one file of each photo with all that belongs to it, in order, each once. */
    'stacks.paths': { input: PhotoSelection, output: z.array(z.string()) },
    /** As `photos.copyTo`, with all that belongs to the photos. */
    'stacks.copyTo': { input: CopyRequest, output: CopyReport },
  },
  events: {},
});
