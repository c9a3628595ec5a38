import { z } from 'zod';
import { Failure, Folder, LibraryStatus, ProviderChoice } from './library.ts';
import { IndexProgress, IndexSummary } from './progress.ts';
import { SearchAnswer, SearchRequest } from './search.ts';

const nothing = z.strictObject({});

/**
 * Every method the engine answers, with the schema of what goes in and what comes out.
 * Hosts validate `input` before dispatch; clients validate `output` on arrival.
 */
export const methods = {
  'folders.add': { input: z.strictObject({ path: z.string() }), output: Folder },
  'folders.list': { input: nothing, output: z.array(Folder) },
  'folders.forget': { input: z.strictObject({ path: z.string() }), output: nothing },
  'library.index': {
    input: z.strictObject({
      /** Folders to scan; null for all. */
      folderIds: z.array(z.int().positive()).nullable(),
      /** Try failed photos again now, whatever their waiting time. */
      retryFailed: z.boolean(),
    }),
    output: IndexSummary,
  },
  'library.cancel': { input: nothing, output: nothing },
  'library.status': { input: nothing, output: LibraryStatus },
  'library.failures': { input: nothing, output: z.array(Failure) },
  'search.query': { input: SearchRequest, output: SearchAnswer },
  'encoder.provider': { input: nothing, output: ProviderChoice },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type MethodName = keyof typeof methods;
export type MethodInput<M extends MethodName> = z.input<(typeof methods)[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<(typeof methods)[M]['output']>;

/** Every event the engine sends without being asked. */
export const events = {
  'library.progress': IndexProgress,
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
