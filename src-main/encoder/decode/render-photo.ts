import { join } from 'node:path';
import { AppError, thumbEdges, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, RenderRequest } from '../../core/encoder-protocol.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import { decodeError } from './image-errors.ts';
import { type OpenedImage, openImage } from './open-image.ts';
import { readPhotoFile } from './read-file.ts';
import { renderPreview, renderThumbnail, writePixels } from './render.ts';
import { renderUpright, salvaged } from './render-upright.ts';
import { cacheFile, cacheThumbnail, renderingPath, thumbPath } from './thumbnails.ts';

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
    const image = await openImage(content.bytes, task.limits, task.kind === 'pixels' ? 'pixels' : 'urgent');
    return { ok: true, file: join(task.cacheDir, await cacheRendering(task, image)) };
  } catch (error) {
    return { ok: false, error: decodeError(error).toWire() };
  }
}

/** @returns the relative path inside the cache. */
async function cacheRendering(task: RenderTask, image: OpenedImage): Promise<string> {
  const { kind, edge = thumbEdges[0], cacheDir, contentHash, tower } = task;
  if (kind === 'pixels') {
    const file = renderingPath(contentHash, '.tif');
    await cacheFile(cacheDir, file, async (path) => {
      try {
        await salvaged(image, tower, (how) => writePixels(image, path, how));
      } catch (error) {
        // Said by its own name: whoever writes takes all else for a fault of the disk.
        throw decodeError(error);
      }
    });
    return file;
  }
  const file = edge === thumbEdges[0] ? thumbPath(contentHash) : renderingPath(contentHash, `-${edge}.webp`);
  await cacheThumbnail(cacheDir, file, async () =>
    kind === 'preview'
      ? salvaged(image, tower, (how) => renderPreview(image, how))
      : renderThumbnail((await renderUpright(image, tower, edge)).pixels, edge),
  );
  return file;
}
