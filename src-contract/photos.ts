import { z } from 'zod';

/** Numbers a photo within one library. */
export const PhotoId = z.int().positive();

export const maxSelection = 10_000;

/** A calendar day, `YYYY-MM-DD`, in the local time of the photo. */
const Day = z.iso.date();

export const photoShapes = ['landscape', 'portrait', 'square', 'panorama'] as const;

/** What narrows a library or a search. Everything that is given must hold; an empty list allows all. */
export const Filters = z.strictObject({
  /** A registered folder, or with `below` (forward slashes, relative) a folder inside it. */
  folder: z.strictObject({ folderId: z.int().positive(), below: z.string().max(4096) }).nullable(),
  /** First and last day, both included. By the day the photo was taken, else the day of its file. */
  from: Day.nullable(),
  to: Day.nullable(),
  /** As `library.facets` names them. */
  cameras: z.array(z.string().max(300)).max(100),
  /** Formats, e.g. `jpeg`. */
  types: z.array(z.string().max(40)).max(40),
  /** Stars, at least. */
  minRating: z.int().min(1).max(5).nullable(),
  /** `square`: sides within 5 % of each other. `panorama`: one side at least twice the other, and then nothing else. */
  shape: z.enum(photoShapes).nullable(),
});
export type Filters = z.infer<typeof Filters>;

export const noFilters: Filters = Object.freeze({
  folder: null,
  from: null,
  to: null,
  cameras: [],
  types: [],
  minRating: null,
  shape: null,
});

/** Every photo that passes the filters, newest first, as columns: one entry of `ids` and `aspects` a photo. */
export const Timeline = z.strictObject({
  ids: z.array(PhotoId),
  /** Width / height of the upright photo, to three decimals. */
  aspects: z.array(z.number().positive()),
  /** Runs of `ids`, in order: month as `YYYY-MM`, and how many photos it has. */
  months: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), count: z.int().positive() })),
});
export type Timeline = z.infer<typeof Timeline>;

/** What filters can be set to, with the number of photos each would leave of the whole library. */
export const Facets = z.strictObject({
  /** Registered folders and the folders directly below them, by path. */
  folders: z.array(
    z.strictObject({
      folderId: z.int().positive(),
      /** Empty for the registered folder itself. */
      below: z.string(),
      /** Last part of the path, for display. */
      name: z.string(),
      count: z.int().nonnegative(),
    }),
  ),
  /** Most photos first. */
  cameras: z.array(z.strictObject({ name: z.string(), count: z.int().positive() })),
  types: z.array(z.strictObject({ name: z.string(), count: z.int().positive() })),
  shapes: z.array(z.strictObject({ name: z.enum(photoShapes), count: z.int().positive() })),
  /** Photos with at least one, two, ... five stars. */
  ratings: z.array(z.int().nonnegative()).length(5),
  /** First and last day of any photo; null in an empty library. */
  days: z.strictObject({ from: Day, to: Day }).nullable(),
});
export type Facets = z.infer<typeof Facets>;

/** Everything known about one photo. All strings that come from files are untrusted: show them as text only. */
export const PhotoDetails = z.strictObject({
  photoId: PhotoId,
  /** Places where the photo lies, reachable ones first. */
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
  /** Local wall-clock time, ISO 8601 without zone; null when the photo does not say. */
  takenAt: z.string().nullable(),
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
  keywords: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type PhotoDetails = z.infer<typeof PhotoDetails>;

export const CopyReport = z.strictObject({
  copied: z.int().nonnegative(),
  /** What could not be copied, and why. Nothing is ever overwritten. */
  failed: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
});
export type CopyReport = z.infer<typeof CopyReport>;
