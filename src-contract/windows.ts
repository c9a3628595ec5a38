import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';

/**
 * How far photos have been looked at more closely: `off`, as long as that is not wanted; `working`; `waiting`, for indexing or for
 * folders that are not reachable; `paused`, until it is asked to go on or the next start; `ready`, when all are done that can be;
 * `unknownModel`, where the model in use knows no English and it could not be told what scores say; `failed`, where it could not go
 * on, and `unreadable`, where what is kept could not be read, so that searches go by whole photos, both for `error` and tried again.
 */
export const windowStates = [
  'off',
  'working',
  'waiting',
  'paused',
  'ready',
  'unknownModel',
  'failed',
  'unreadable',
] as const;

export const WindowState = z.strictObject({
  state: z.enum(windowStates),
  /** Why it is `failed` or `unreadable`; else null. */
  error: WireError.nullable(),
  /** Photos that the model in use has looked at, those of them that have windows, and those of which none could be made. */
  photos: z.int().nonnegative(),
  done: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Whether searches compare windows now. */
  isUsed: z.boolean(),
  /** What is kept, of all models, also while it is off. */
  bytes: z.int().nonnegative(),
  /** What all photos would take. */
  bytesOfAll: z.int().nonnegative(),
  /** How long those that are left take, by the rate at which photos were indexed or looked at; null where that is not known. */
  secondsLeft: z.number().nonnegative().nullable(),
});
export type WindowState = z.infer<typeof WindowState>;

/** Looking at photos more closely: in parts, besides the whole. Whether that is done is a setting, `thorough`. */
export const windows = capability('windows', {
  methods: {
    'windows.state': { input: nothing, output: WindowState },
    /** Pause it, until it is asked to go on or the next start; or go on. Searches use what is there meanwhile. */
    'windows.setPaused': { input: z.strictObject({ paused: z.boolean() }), output: WindowState },
    /** Delete what is kept. While it is wanted, it is made anew. */
    'windows.clear': { input: nothing, output: WindowState },
  },
  events: {
    /** It is further, or otherwise, than before. */
    'windows.changed': {},
  },
});
