import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Miniature, miniatureEdge, sharpnessOf } from '../../core/duplicates/miniature.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';

export interface MiniatureTask {
  /** Root of the thumbnail cache. */
  readonly thumbDir: string;
  /** Relative paths inside it. */
  readonly thumbs: readonly string[];
  readonly limits: DecodeLimits;
}

/**
 * Make miniatures of thumbnails, which are upright already.
 *
 * @returns in order; null for a thumbnail that is not there or is damaged.
 */
export async function readMiniatures({ thumbDir, thumbs }: MiniatureTask): Promise<(Miniature | null)[]> {
  const miniatures: (Miniature | null)[] = [];
  for (const thumb of thumbs) miniatures.push(await miniatureOf(join(thumbDir, thumb)));
  return miniatures;
}

async function miniatureOf(path: string): Promise<Miniature | null> {
  if (!existsSync(path)) return null;
  try {
    const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: 1 as const };
    const small = await sharp(data, { raw })
      .resize(miniatureEdge, miniatureEdge, { fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer();
    return { luma: Uint8Array.from(small), sharpness: sharpnessOf(data, info.width, info.height) };
  } catch {
    // A thumbnail that was cut off by a crash: the photo is found again when it has another one.
    return null;
  }
}
