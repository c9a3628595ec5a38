import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../src-contract/index.ts';
import type { DecodeLimits, TileRequest } from '../../core/encoder-protocol.ts';
import { decodeError } from './image-errors.ts';
import { decodeSeconds } from './open-with-sharp.ts';
import type { RenderResult } from './render-photo.ts';
import { cacheThumbnail } from './thumbnails.ts';

export interface TileTask extends TileRequest {
  readonly limits: DecodeLimits;
}

/**
 * Cut a tile out of rendered pixels. PNG, hardly compressed: that is as fast as JPEG, and every pixel stays as it is. What
 * goes wrong is the result.
 */
export async function renderTile(task: TileTask): Promise<RenderResult> {
  const { pixels, region, width, height, cacheDir, file, limits } = task;
  try {
    await cacheThumbnail(cacheDir, file, async () => {
      if (!existsSync(pixels)) throw new AppError('PHOTO_MISSING', 'The rendered pixels are not there any more');
      const part = sharp(pixels, { limitInputPixels: limits.maxPixels })
        .timeout({ seconds: decodeSeconds(region.width * region.height, limits) })
        .extract({ ...region });
      const sized = width === region.width && height === region.height ? part : part.resize(width, height, scaling);
      return sized.png({ compressionLevel: 1 }).toBuffer();
    });
    return { ok: true, file: join(cacheDir, file) };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}

const scaling = { fit: 'fill', kernel: 'cubic' } as const;
