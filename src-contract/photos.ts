import { z } from 'zod';
import { capability, nothing } from './capability.ts';

/** Numbers a photo within one library. */
export const PhotoId = z.int().positive();

/** Numbers a file within one library: a place where a photo lies. */
export const FileId = z.int().positive();

/** Most photos that something is done to at once. */
export const maxSelection = 100_000;

/**
 * What says when a photo was taken: a sidecar that a person had written, the photo itself, the data of an export, the
 * name of a file or of a folder, or nothing but the time of a file.
 */
export const dateSources = ['sidecar', 'embedded', 'export', 'name', 'folder', 'file'] as const;
export type DateSource = (typeof dateSources)[number];

/** A part of an upright photo: its left upper corner and its size, as shares of the photo's width and height. */
export const Box = z
  .strictObject({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().positive().max(1),
    height: z.number().positive().max(1),
  })
  .refine(
    ({ x, y, width, height }) => x + width <= 1.000_001 && y + height <= 1.000_001,
    'Expected a box in the photo',
  );
export type Box = z.infer<typeof Box>;

/** Everything known about one photo. All strings that come from files are untrusted: show them as text only. */
export const PhotoDetails = z.strictObject({
  photoId: PhotoId,
  /** Places where the photo lies: the one that is meant, then reachable ones first. */
  files: z.array(
    z.strictObject({
      path: z.string(),
      name: z.string(),
      reachable: z.boolean(),
      modifiedAtMs: z.number(),
    }),
  ),
  format: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
  /**
   * Local wall-clock time, ISO 8601 without zone and as exact as it is known, a year at least: `2019`, `2019-07`, ... Null
   * when nothing but the time of the file says it.
   */
  takenAt: z.string().nullable(),
  /** The same, or else the time of its oldest file: where it stands in the timeline. */
  datedAt: z.string(),
  dateSource: z.enum(dateSources),
  takenAtOffsetMinutes: z.int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  altitudeMetres: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  iso: z.number().nullable(),
  fNumber: z.number().nullable(),
  exposureSeconds: z.number().nullable(),
  focalLengthMm: z.number().nullable(),
  rating: z.int().min(-1).max(5).nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** Those in a hierarchy with all levels, `|` between them: `Places|Italy|Arezzo`. */
  keywords: z.array(z.string()),
  /** People in it, and where, as far as that is known. */
  people: z.array(z.strictObject({ name: z.string(), box: Box.nullable() })),
  /** Where it was taken, or what it shows, as somebody wrote it. */
  places: z.array(
    z.strictObject({
      location: z.string().nullable(),
      city: z.string().nullable(),
      state: z.string().nullable(),
      country: z.string().nullable(),
    }),
  ),
  /** Colour label: a colour's English name in small letters, or what a person called it. */
  label: z.string().nullable(),
  favourite: z.boolean(),
  /** What the user says of it in place of its files; null where that is left to them. */
  given: z.strictObject({ favourite: z.boolean().nullable(), rating: z.int().min(-1).max(5).nullable() }),
  warnings: z.array(z.string()),
});
export type PhotoDetails = z.infer<typeof PhotoDetails>;

/**
 * Photos that something is done to. Of those that lie in several places, `fileIds` has the files that are meant; of a photo
 * that has none there it is one that can be reached.
 */
export const PhotoSelection = z.strictObject({
  photoIds: z.array(PhotoId).min(1).max(maxSelection),
  fileIds: z.array(FileId).max(maxSelection).optional(),
});
export type PhotoSelection = z.infer<typeof PhotoSelection>;

/** Photos to copy into a folder, which must exist; or to link there, as far as its file system takes links. */
export const CopyRequest = PhotoSelection.extend({ folder: z.string().max(4096), asLinks: z.boolean().optional() });
export type CopyRequest = z.infer<typeof CopyRequest>;

export const CopyReport = z.strictObject({
  /** Files that lie in the folder now, be they copies or links. */
  copied: z.int().nonnegative(),
  /** What could not be copied, and why. Nothing is ever overwritten. */
  failed: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
  /** Where links were asked for: what of `copied` is none that is symbolic, because the file system refused it. */
  insteadOfLinks: z.strictObject({ hardLinks: z.int().nonnegative(), copies: z.int().nonnegative() }).optional(),
});
export type CopyReport = z.infer<typeof CopyReport>;

/** A photo, and the file that is meant where it lies in several places. */
export const OnePhoto = z.strictObject({ photoId: PhotoId, fileId: FileId.optional() });

export const photos = capability('photos', {
  methods: {
    'photos.details': { input: OnePhoto, output: PhotoDetails },
    /** Count that a photo was opened: those that are opened most come first where every photo is to be looked at. */
    'photos.viewed': { input: z.strictObject({ photoId: PhotoId }), output: nothing },
    /** Absolute path of one file of each photo, in order. */
    'photos.paths': { input: PhotoSelection, output: z.array(z.string()) },
    /** Copy photos into a folder, or put links to them there. A name that is taken gets a number. */
    'photos.copyTo': { input: CopyRequest, output: CopyReport },
  },
  events: {},
});
