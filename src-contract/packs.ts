import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';

/** How far it is that every photo is looked at with another pack than before. Searches by words answer for all meanwhile. */
export const PackChange = z.strictObject({
  /** The pack that photos are looked at with now. */
  pack: z.strictObject({ id: z.string(), version: z.string(), title: z.string() }),
  /** Photos that are done: searches by look find them. */
  done: z.int().nonnegative(),
  /** All photos of the library. */
  total: z.int().nonnegative(),
  /** Those of the rest that cannot be read now, because their folders are not reachable or paused: done when that is over. */
  waiting: z.int().nonnegative(),
  /** Those of the rest that could not be read; `library.failures` says why. */
  failed: z.int().nonnegative(),
  /** Whether photos are being looked at now; new photos go first. */
  running: z.boolean(),
  /** Whether it was asked to pause; until it is asked to go on, or the next start. */
  paused: z.boolean(),
  /** Photos a second over the last seconds; 0 while it is not known. */
  imagesPerSecond: z.number().nonnegative(),
  /** Seconds left at that rate; null while it is not known. */
  etaSeconds: z.number().nonnegative().nullable(),
  /** Why it has stopped; null when it has not. */
  error: WireError.nullable(),
});
export type PackChange = z.infer<typeof PackChange>;

/** Null where every photo that can be read has been looked at. */
export const PackState = z.strictObject({ change: PackChange.nullable() });
export type PackState = z.infer<typeof PackState>;

export const packs = capability('packs', {
  methods: {
    'packs.state': { input: nothing, output: PackState },
    /** Pause looking at photos with the new pack, until it is asked to go on or the next start; or go on. */
    'packs.setPaused': { input: z.strictObject({ paused: z.boolean() }), output: nothing },
  },
  events: {
    /** At most one a second while photos are looked at. */
    'packs.changed': { change: PackChange.nullable() },
  },
});
