import { z } from 'zod';
import { Failure, Folder, IndexingState, LibraryStatus, ProviderChoice, StorageReport } from './library.ts';
import { PackChange, PackState } from './packs.ts';
import { CopyReport, Facets, Filters, maxSelection, PhotoDetails, PhotoId, Timeline } from './photos.ts';
import { RecentSearch, SavedSearch, SearchRecipe } from './saved-searches.ts';
import { maxUploadBytes, SearchAnswer, SearchRequest } from './search.ts';
import { Settings } from './settings.ts';

const nothing = z.strictObject({});
const folderId = z.int().positive();
const selection = z.array(PhotoId).min(1).max(maxSelection);

/**
 * Every method the engine answers, with the schema of what goes in and what comes out.
 * Hosts validate `input` before dispatch; clients validate `output` on arrival.
 */
export const methods = {
  /** Register a folder; indexing it begins by itself. The one place where a page names a path. */
  'library.addFolder': { input: z.strictObject({ path: z.string().max(4096) }), output: Folder },
  'library.removeFolder': { input: z.strictObject({ folderId }), output: nothing },
  'library.setFolderPaused': { input: z.strictObject({ folderId, paused: z.boolean() }), output: Folder },

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

  'packs.state': { input: nothing, output: PackState },
  /** Pause looking at photos with the new pack, until it is asked to go on or the next start; or go on. */
  'packs.setPaused': { input: z.strictObject({ paused: z.boolean() }), output: nothing },

  'photos.details': { input: z.strictObject({ photoId: PhotoId }), output: PhotoDetails },
  /** Absolute path of one file of each photo, in order. */
  'photos.paths': { input: z.strictObject({ photoIds: selection }), output: z.array(z.string()) },
  /** Copy photos into a folder, which must exist. A name that is taken gets a number. */
  'photos.copyTo': { input: z.strictObject({ photoIds: selection, folder: z.string().max(4096) }), output: CopyReport },

  'search.query': { input: SearchRequest, output: SearchAnswer },
  /** Hand over an example image; it is encoded and forgotten. `upload` names its embedding for a while. */
  'search.upload': {
    input: z.strictObject({
      image: z.instanceof(Blob).refine((blob) => blob.size > 0 && blob.size <= maxUploadBytes, 'Expected an image'),
    }),
    output: z.strictObject({ upload: z.string() }),
  },

  /** By name. */
  'savedSearches.list': { input: nothing, output: z.array(SavedSearch) },
  /** Keep a search; one of that name is replaced. */
  'savedSearches.save': { input: SavedSearch.omit({ id: true }), output: SavedSearch },
  'savedSearches.remove': { input: z.strictObject({ id: z.int().positive() }), output: nothing },
  /** Latest first, each once. */
  'savedSearches.recent': { input: nothing, output: z.array(RecentSearch) },
  /** Remember a search that somebody meant, unless the settings say not to. */
  'savedSearches.remember': { input: z.strictObject({ recipe: SearchRecipe }), output: nothing },
  'savedSearches.clearRecent': { input: nothing, output: nothing },
  /** A search as one text in the query language, filters and all, for anybody to paste. Example images are left out. */
  'savedSearches.asText': {
    input: z.strictObject({ recipe: SearchRecipe }),
    output: z.strictObject({ text: z.string() }),
  },

  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: Settings.partial(), output: Settings },

  /** Where the models run, and why there. Loads them. */
  'encoder.provider': { input: nothing, output: ProviderChoice },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type MethodName = keyof typeof methods;
export type MethodInput<M extends MethodName> = z.input<(typeof methods)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof methods)[M]['output']>;

/**
 * Everything the engine says without being asked, as one stream. After a reconnection a client asks anew for what it
 * shows: events are hints, not a log.
 */
export const EngineEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('library.indexing'), state: IndexingState }),
  /** Photos, folders or failures are others than before; at most one a second. */
  z.strictObject({ event: z.literal('library.changed') }),
  /** At most one a second while photos are looked at. */
  z.strictObject({ event: z.literal('packs.changed'), change: PackChange.nullable() }),
  z.strictObject({ event: z.literal('settings.changed'), settings: Settings }),
  /** Saved or recent searches are others than before. */
  z.strictObject({ event: z.literal('savedSearches.changed') }),
]);
export type EngineEvent = z.infer<typeof EngineEvent>;

/** Name of the one method that answers with a stream of `EngineEvent` instead of a value. */
export const eventsMethod = 'events.subscribe';
