import { type NativeImage, nativeImage, type WebContents } from 'electron';
import { resources } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';

/** Longest edge of the picture under the pointer, in pixels. */
const edge = 96;
/** While it is being made the pointer already moves. */
const waitMs = 300;

/**
 * A small picture of a photo to drag. Thumbnails are WebP, which NativeImage does not read, so the page's own process
 * draws it, in a world apart from the page. The fallback stands in where that fails or takes too long.
 */
export async function dragIcon(
  contents: WebContents,
  photoId: number,
  fallback: NativeImage,
  log: Logger,
): Promise<NativeImage> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    late.resolve(undefined);
  }, waitMs);
  try {
    const drawn: unknown = await Promise.race([
      contents.executeJavaScriptInIsolatedWorld(iconWorld, [{ code: drawCode(photoId) }]),
      late.promise,
    ]);
    if (typeof drawn !== 'string' || !drawn.startsWith('data:image/png;base64,')) return fallback;
    const icon = nativeImage.createFromDataURL(drawn);
    return icon.isEmpty() ? fallback : icon;
  } catch (error) {
    log.debug({ error: error instanceof Error ? error.name : typeof error }, 'no picture of the photo to drag');
    return fallback;
  } finally {
    clearTimeout(timer);
  }
}

/** Of our own: 0 is the page's, 999 the preload script's. */
const iconWorld = 1000;

function drawCode(photoId: number): string {
  return `(async () => {
    const answer = await fetch(${JSON.stringify(resources.thumb(photoId))});
    if (!answer.ok) return null;
    const photo = await createImageBitmap(await answer.blob());
    const scale = Math.min(1, ${edge} / Math.max(photo.width, photo.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(photo.width * scale));
    canvas.height = Math.max(1, Math.round(photo.height * scale));
    canvas.getContext('2d').drawImage(photo, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  })()`;
}
