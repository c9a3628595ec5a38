import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { WireError } from './errors.ts';

/** A model pack as users are told of it. */
export const PackName = z.strictObject({ id: z.string(), version: z.string(), title: z.string() });
export type PackName = z.infer<typeof PackName>;

/** How far it is that every photo is looked at with another pack than before. Searches by words answer for all meanwhile. */
export const PackChange = z.strictObject({
  /** The pack that photos are looked at with now. */
  pack: PackName,
  /**
   * Whether searches by look are answered with it already, for the photos that are done. Else the pack of before answers them
   * for all photos until this one has seen every one.
   */
  answers: z.boolean(),
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

export const PackState = z.strictObject({
  /** Answers searches by look. */
  answering: PackName,
  /** Is to answer when it has seen every photo; null when none is. */
  incoming: PackName.nullable(),
  /** Answered before, and has kept what it has made: `packs.goBack` makes it answer again. Null when there is none. */
  previous: PackName.nullable(),
  /**
   * How far the incoming pack is, or the one that answers where photos are left that it has not seen; null where every photo
   * that can be read has been looked at.
   */
  change: PackChange.nullable(),
});
export type PackState = z.infer<typeof PackState>;

/** Of a pack that is installed. */
const packId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/u);
const packVersion = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}$/u);

export const packs = capability('packs', {
  methods: {
    'packs.state': { input: nothing, output: PackState },
    /** Pause looking at photos with the new pack, until it is asked to go on or the next start; or go on. */
    'packs.setPaused': { input: z.strictObject({ paused: z.boolean() }), output: nothing },
    /**
     * Search with another pack that is installed, the latest version where none is named. It is checked and tried first, which
     * takes some seconds. `covered`: when it has seen every photo, in the background. `now`: at once, among the photos that it
     * has seen, and the others follow. The pack that answers already: it goes on, and none is incoming any more.
     */
    'packs.use': {
      input: z.strictObject({ id: packId, version: packVersion.optional(), when: z.enum(['covered', 'now']) }),
      output: nothing,
    },
    /** Give up a pack that is incoming; else let the previous one answer again, and the two change places. */
    'packs.goBack': { input: nothing, output: nothing },
    /** Stay with the pack that answers, and remove what the previous one has made. */
    'packs.keep': { input: nothing, output: nothing },
  },
  events: {
    /** At most one a second while photos are looked at. */
    'packs.changed': PackState.shape,
  },
});
