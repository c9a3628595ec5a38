import { join } from 'node:path';
import { AppError, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, RenderRequest } from '../../core/encoder-protocol.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import { decodeError } from './image-errors.ts';
import { openImage } from './open-image.ts';
import { readPhotoFile } from './read-file.ts';
import { renderThumbnail } from './render.ts';
import { previewOf, renderUpright } from './render-upright.ts';
import { cacheThumbnail, thumbPath } from './thumbnails.ts';

export interface RenderTask extends RenderRequest {
  readonly limits: DecodeLimits;
  /** Thumbnails are made on the way to this tower's input; see [Note: One decode]. */
  readonly tower: ImageTower;
}

export type RenderResult =
  { readonly ok: true; readonly file: string } | { readonly ok: false; readonly error: WireError };

/** Render a photo into a cache. Never throws for a bad photo: what is wrong with it is the result. */
export async function renderPhoto(task: RenderTask): Promise<RenderResult> {
  try {
    const content = await readPhotoFile(task.path, task.limits);
    // A picture under this name would be taken for the photo that was there before.
    if (content.contentHash !== task.contentHash)
      throw new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
    const image = await openImage(content.bytes, task.limits, 'urgent');
    const file = thumbPath(content.contentHash);
    await cacheThumbnail(task.cacheDir, file, async () =>
      task.kind === 'preview'
        ? previewOf(image, task.tower)
        : renderThumbnail((await renderUpright(image, task.tower)).pixels),
    );
    return { ok: true, file: join(task.cacheDir, file) };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}
