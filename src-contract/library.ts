import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { ProviderChoice } from './encoder.ts';
import { ErrorCode, WireError } from './errors.ts';
import { Day, Filters, photoShapes } from './filters.ts';
import { ColourName } from './looks.ts';
import { PackChange } from './packs.ts';
import { MonthRuns, PhotoColumns } from './photo-columns.ts';
import { IndexProgress } from './progress.ts';

/** Why something that looks like a photo, or a folder, is left out of the library. docs/what-is-left-out.md tells more. */
export const leftOutReasons = [
  'pattern',
  'cloud',
  'app-data',
  'backup',
  'thumbnails',
  'bin',
  'system',
  'snapshot',
  'nomedia',
  'hidden',
] as const;
export const LeftOutReason = z.enum(leftOutReasons);
export type LeftOutReason = z.infer<typeof LeftOutReason>;

/** Patterns of what is left out of a folder, as in a `.gitignore` at its top. */
export const FolderPatterns = z
  .array(
    z
      .string()
      .max(200)
      .regex(/^[^\r\n\0]*\S[^\r\n\0]*$/u, 'a line that is not empty'),
  )
  .max(100);

/** A registered folder: the root that is scanned, with everything below it. */
export const Folder = z.strictObject({
  id: z.int().positive(),
  /** Absolute, symbolic links resolved. */
  path: z.string(),
  /** `offline`: the root could not be reached at the last scan; its photos are kept. */
  state: z.enum(['online', 'offline']),
  /** Left out of indexing until the user resumes it; its photos stay findable. */
  paused: z.boolean(),
  /** What is left out of it besides what the rules for all folders leave out. */
  patterns: FolderPatterns,
  addedAtMs: z.int().nonnegative(),
  /** When the last complete scan ended; null before the first. */
  lastScanAtMs: z.int().nonnegative().nullable(),
  photos: z.int().nonnegative(),
  pending: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});
export type Folder = z.infer<typeof Folder>;

/** Something that could not be indexed, and why. */
export const Failure = z.strictObject({
  /** Absolute path; bytes that are not UTF-8 are shown as `\xNN`. */
  path: z.string(),
  code: ErrorCode,
  reason: z.string(),
  /** How often it was tried; 0 for what the scanner passes over. */
  attempts: z.int().nonnegative(),
  /** When it is tried again by itself; null when only a change of the file brings it back. */
  nextAttemptAtMs: z.int().nonnegative().nullable(),
});
export type Failure = z.infer<typeof Failure>;

/** What was left out of a folder for one reason. */
export const LeftOut = z.strictObject({
  folderId: z.int().positive(),
  reason: LeftOutReason,
  /** Folders that were not entered; nobody knows what is in them. */
  folders: z.int().nonnegative(),
  files: z.int().nonnegative(),
  /** Paths of a few, relative to the folder. */
  examples: z.array(z.string()).max(3),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** What patterns would do to a folder, by the photos that are known. */
export const PatternPreview = z.strictObject({
  /** Photos that would not be found any more. */
  leftOut: z.int().nonnegative(),
  /** Photos that were left out by a pattern and would be found again. */
  back: z.int().nonnegative(),
});
export type PatternPreview = z.infer<typeof PatternPreview>;

export const PackSummary = z.strictObject({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  dim: z.int().positive(),
  /** SPDX identifier. */
  license: z.string(),
  /** BCP 47. */
  languages: z.array(z.string()),
  /** Whether it can say at once where in a photo something is; else `search.where` has to be `refined`. */
  hasPatches: z.boolean(),
});
export type PackSummary = z.infer<typeof PackSummary>;

/** Whether the library is being brought up to date with the disk. */
export const IndexingState = z.strictObject({
  running: z.boolean(),
  /** The latest progress of the run; null between runs. */
  progress: IndexProgress.nullable(),
  /** Why the last run ended early; null when it did not. */
  error: WireError.nullable(),
});
export type IndexingState = z.infer<typeof IndexingState>;

/** Whether changes in a folder show up by themselves. */
export const FolderWatch = z.strictObject({
  folderId: z.int().positive(),
  /**
   * `on`: within seconds. `failed`: it is looked at from time to time instead. `off`: the folder is paused or not
   * reachable, or this program does not watch.
   */
  state: z.enum(['on', 'off', 'failed']),
  /** Why not; null when it is on. */
  reason: z.string().nullable(),
});
export type FolderWatch = z.infer<typeof FolderWatch>;

/** Something that happened to the library's own data and that the user must know. */
export const LibraryNotice = z.strictObject({
  /**
   * `restored`, `started-anew`: the database was damaged, and a backup or a new one took its place. `pack-instead`: the model
   * pack that was chosen is gone or damaged, and another one is used. `pack-change-ended`: so is the one that was to follow.
   * `data-gone`: the data folder was removed or replaced while it is in use, and what is written is lost.
   */
  kind: z.enum(['restored', 'started-anew', 'pack-instead', 'pack-change-ended', 'data-gone']),
  message: z.string(),
});
export type LibraryNotice = z.infer<typeof LibraryNotice>;

export const LibraryStatus = z.strictObject({
  folders: z.array(Folder),
  /** Distinct photos by content, whatever the number of files that hold them. */
  photos: z.int().nonnegative(),
  /** Of these, photos that another of their stack stands for; 0 where stacks are taken apart. */
  stacked: z.int().nonnegative(),
  files: z.int().nonnegative(),
  pending: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Files that lie with a cloud service and are indexed when they arrive. */
  inCloud: z.int().nonnegative(),
  /** Folders and files that are left out for another reason. */
  leftOut: z.int().nonnegative(),
  pack: PackSummary,
  /** Null where every photo that can be read has been looked at with it. */
  packChange: PackChange.nullable(),
  embeddings: z.int().nonnegative(),
  indexing: IndexingState,
  watching: z.array(FolderWatch),
  /** Of this start; null when all is well. */
  notice: LibraryNotice.nullable(),
  /** Null until a model has been loaded: asking for it would load one. */
  provider: ProviderChoice.nullable(),
});
export type LibraryStatus = z.infer<typeof LibraryStatus>;

/** Where the library's own data lies and what it takes. */
export const StorageReport = z.strictObject({
  dataDir: z.string(),
  databaseBytes: z.int().nonnegative(),
  /** Of that, about: what a closer look at photos has left; see `windows`. */
  windowBytes: z.int().nonnegative(),
  thumbnailBytes: z.int().nonnegative(),
  /** Renderings of photos that a browser cannot show by itself. */
  previewBytes: z.int().nonnegative(),
});
export type StorageReport = z.infer<typeof StorageReport>;

/** Every photo that passes the filters, newest first. */
export const Timeline = PhotoColumns.extend({
  /** Of `ids`, in order; years behind their months. */
  months: MonthRuns,
});
export type Timeline = z.infer<typeof Timeline>;

/** What filters can be set to, with the number of photos each would leave of the whole library. */
export const Facets = z.strictObject({
  /** Most photos first. */
  cameras: z.array(z.strictObject({ name: z.string(), count: z.int().positive() })),
  people: z.array(z.strictObject({ name: z.string(), count: z.int().positive() })),
  types: z.array(z.strictObject({ name: z.string(), count: z.int().positive() })),
  shapes: z.array(z.strictObject({ name: z.enum(photoShapes), count: z.int().positive() })),
  /** Photos with at least one, two, ... five stars. */
  ratings: z.array(z.int().nonnegative()).length(5),
  favourites: z.int().nonnegative(),
  /** Those that there are, in the order of `colourNames`. */
  colours: z.array(z.strictObject({ name: ColourName, count: z.int().positive() })),
  /** First and last day of any photo; null in an empty library. */
  days: z.strictObject({ from: Day, to: Day }).nullable(),
});
export type Facets = z.infer<typeof Facets>;

const folderId = z.int().positive();

export const library = capability('library', {
  methods: {
    /** Register a folder; indexing it begins by itself. The one place where a page names a path. */
    'library.addFolder': { input: z.strictObject({ path: z.string().max(4096) }), output: Folder },
    'library.removeFolder': { input: z.strictObject({ folderId }), output: nothing },
    'library.setFolderPaused': { input: z.strictObject({ folderId, paused: z.boolean() }), output: Folder },
    /** What these patterns would do to a folder instead of its own. */
    'library.previewPatterns': {
      input: z.strictObject({ folderId, patterns: FolderPatterns }),
      output: PatternPreview,
    },
    /** Leave out of a folder what these patterns say, at once; what they do not say any more comes back. */
    'library.setPatterns': { input: z.strictObject({ folderId, patterns: FolderPatterns }), output: Folder },
    /** What was left out, by folder and reason. */
    'library.leftOut': { input: nothing, output: z.array(LeftOut) },

    /** Bring the library up to date with the disk, in the background. A run in progress begins again. */
    'library.index': { input: z.strictObject({ retryFailed: z.boolean() }), output: nothing },
    /** Stop indexing. What is done stays. */
    'library.stop': { input: nothing, output: nothing },
    'library.status': { input: nothing, output: LibraryStatus },
    'library.failures': { input: nothing, output: z.array(Failure) },
    'library.timeline': { input: z.strictObject({ filters: Filters }), output: Timeline },
    'library.facets': { input: nothing, output: Facets },
    'library.storage': { input: nothing, output: StorageReport },
    /** Delete previews, and those thumbnails that can be made again. Answers what is left. */
    'library.clearCache': { input: nothing, output: StorageReport },
  },
  events: {
    'library.indexing': { state: IndexingState },
    /** Photos, folders or failures are others than before; at most one a second. */
    'library.changed': {},
  },
});
