import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { FileId, PhotoId } from './photos.ts';

/** `exact`: files with the same content. `near`: versions of one picture. `burst`: shots that a camera took in a row. */
export const duplicateKinds = ['exact', 'near', 'burst'] as const;
export type DuplicateKind = (typeof duplicateKinds)[number];

/**
 * Why one version is kept rather than another; the first of these by which that one is worse. `any`: by none that counts, such
 * as a shot of a burst that the camera picked.
 */
export const keepReasons = [
  'whole',
  'pixels',
  'raw',
  'colour',
  'original',
  'details',
  'sharpness',
  'bytes',
  'copyName',
  'older',
  'any',
] as const;
export type KeepReason = (typeof keepReasons)[number];

/** Most versions of a group that are listed, and most that are kept at once. */
export const maxVersions = 200;
/** Most groups in an answer. */
export const maxGroups = 100;

/** One of the photos or files to choose from. */
export const DuplicateVersion = z.strictObject({
  photoId: PhotoId,
  /** Its files that can be reached; of exact copies the one. */
  fileIds: z.array(FileId).min(1),
  name: z.string(),
  /** Absolute path of the folder of its first file. */
  folder: z.string(),
  format: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Of all its files. */
  sizeBytes: z.int().positive(),
  takenAt: z.string().nullable(),
  /** Why the one to keep is kept rather than this; null for the one to keep. */
  reason: z.enum(keepReasons).nullable(),
});
export type DuplicateVersion = z.infer<typeof DuplicateVersion>;

export const DuplicateGroup = z.strictObject({
  kind: z.enum(duplicateKinds),
  /** The one to keep first. */
  versions: z.array(DuplicateVersion).min(2).max(maxVersions),
});
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

/** How many groups there are, and how many bytes all but those to keep take. */
const KindTotal = z.strictObject({ groups: z.int().nonnegative(), bytes: z.int().nonnegative() });

export const DuplicateAnswer = z.strictObject({
  totals: z.strictObject({ exact: KindTotal, near: KindTotal, burst: KindTotal }),
  /** Of the kind that was asked for, those that save most first. */
  groups: z.array(DuplicateGroup),
  /** The offset to go on from; null where there are no more. Groups of which the disk has one file alone are passed over. */
  next: z.int().nonnegative().nullable(),
});
export type DuplicateAnswer = z.infer<typeof DuplicateAnswer>;

export const duplicates = capability('duplicates', {
  methods: {
    /** Groups of a kind from `offset` on. Files that are one and the same under two paths are never told as copies. */
    'duplicates.groups': {
      input: z.strictObject({
        kind: z.enum(duplicateKinds),
        offset: z.int().nonnegative(),
        limit: z.int().positive().max(maxGroups),
      }),
      output: DuplicateAnswer,
    },
    /**
     * Remember that photos are all to stay, whichever other of them there is, or forget that. Of exact copies all files of the
     * one photo.
     */
    'duplicates.setKept': {
      input: z.strictObject({
        kind: z.enum(duplicateKinds),
        photoIds: z.array(PhotoId).min(1).max(maxVersions),
        isKept: z.boolean(),
      }),
      output: nothing,
    },
    /** How many photos have been compared with all others, and of how many. */
    'duplicates.state': {
      input: nothing,
      output: z.strictObject({ photos: z.int().nonnegative(), compared: z.int().nonnegative() }),
    },
  },
  events: {
    /** More photos have been compared, or somebody keeps some. */
    'duplicates.changed': {},
  },
});
