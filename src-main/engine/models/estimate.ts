import { z } from 'zod';
import type { ModelEstimate } from '../../../src-contract/index.ts';

/**
 * Multiplications with an addition that the image tower of the built-in pack does for a photo, in thousands of millions:
 * EfficientNet-Lite2 does 0.86 at its 260 x 260 pixels, so 1.3 at 320 x 320, and the pack looks at two views.
 */
export const builtinImageGmacs = 2.6;

/** Photos of a run that must be done before its rate counts: the first ones wait for the model to be loaded. */
const fewestPhotos = 50;
/** A rate is noted when it is this much another than before. */
const noticeable = 0.1;

/** How fast photos were looked at with a pack on this machine, all that is done with a photo included. */
export const EncodingRate = z.object({ pack: z.string(), photosPerSecond: z.number().positive() });
export type EncodingRate = z.infer<typeof EncodingRate>;

/** Whether a rate is to be noted instead of the one before. */
export function isNewRate(rate: EncodingRate, before: EncodingRate | null, photos: number): boolean {
  if (photos < fewestPhotos || rate.photosPerSecond <= 0) return false;
  if (before?.pack !== rate.pack) return true;
  return Math.abs(rate.photosPerSecond / before.photosPerSecond - 1) > noticeable;
}

/**
 * How long photos would take with a pack: the measured rate, divided by how much more the pack computes for a photo. What
 * is done besides, as decoding, is scaled with it, so that it is an upper estimate for larger packs.
 *
 * @param cost and costOfMeasured in the same unit.
 */
export function estimate(
  photos: number,
  measured: EncodingRate | null,
  costOfMeasured: number | undefined,
  cost: number | undefined,
): ModelEstimate | null {
  if (photos === 0 || measured === null || cost === undefined || costOfMeasured === undefined) return null;
  const photosPerSecond = (measured.photosPerSecond * costOfMeasured) / cost;
  return { photos, photosPerSecond, seconds: photos / photosPerSecond };
}
