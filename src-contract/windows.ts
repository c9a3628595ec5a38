import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';

/**
 * How far photos have been looked at more closely: `off`, as long as that is not wanted; `working`; `waiting`, for indexing or for
 * folders that are not reachable; `ready`, when all are done that can be; `unknownModel`, where the model in use knows no English
 * and it could not be told what scores say; `failed`, where it could not go on, for `error`, which is tried again.
 */
export const windowStates = ['off', 'working', 'waiting', 'ready', 'unknownModel', 'failed'] as const;

export const WindowState = z.strictObject({
  state: z.enum(windowStates),
  /** Why it is `failed`; else null. */
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
    /** Delete what is kept. While it is wanted, it is made anew. */
    'windows.clear': { input: nothing, output: WindowState },
  },
  events: {
    /** It is further, or otherwise, than before. */
    'windows.changed': {},
  },
});
