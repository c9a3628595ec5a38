import { z } from 'zod';

/** How far something is that is being downloaded and installed: fields of a state. */
export const installProgress = {
  bytesDone: z.int().nonnegative(),
  bytesTotal: z.int().nonnegative(),
  /** Over the last seconds; 0 while it is not known. */
  bytesPerSecond: z.number().nonnegative(),
  /** Of the phase, at that rate; null while it is not known. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** On request, or because Eidetic was closed meanwhile: to be asked for again, it goes on from there. */
  paused: z.boolean(),
};
