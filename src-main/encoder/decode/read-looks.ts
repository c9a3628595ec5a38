import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';
import { measureLook, type PhotoLook } from '../../core/looks/measure.ts';

export interface LookTask {
  /** Root of the thumbnail cache. */
  readonly thumbDir: string;
  /** Relative paths inside it. */
  readonly looksOf: readonly string[];
  readonly limits: DecodeLimits;
}

/**
 * Measure how photos look from their thumbnails.
 *
 * @returns in order; null for a thumbnail that is not there or is damaged.
 */
export async function readLooks({ thumbDir, looksOf }: LookTask): Promise<(PhotoLook | null)[]> {
  const looks: (PhotoLook | null)[] = [];
  for (const thumb of looksOf) looks.push(await lookOf(join(thumbDir, thumb)));
  return looks;
}

async function lookOf(path: string): Promise<PhotoLook | null> {
  if (!existsSync(path)) return null;
  try {
    const image = sharp(path).flatten({ background: '#ffffff' }).toColourspace('srgb').raw();
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    return measureLook({ data, width: info.width, height: info.height });
  } catch {
    // A thumbnail that was cut off by a crash: the photo is measured when it has another one.
    return null;
  }
}
