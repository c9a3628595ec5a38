import { AppError, type WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, ReadingRequest } from '../../core/encoder-protocol.ts';
import { cutOut, regionOf } from '../../core/image/box.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import { windowBoxes } from '../../core/windows/window-boxes.ts';
import { type PhotoTensor, tensorOf } from './decode-photo.ts';
import { decodeError } from './image-errors.ts';
import { openImage } from './open-image.ts';
import { readPhotoFile } from './read-file.ts';
import { renderUpright } from './render-upright.ts';

export interface WindowsTask extends ReadingRequest {
  readonly tower: ImageTower;
  readonly limits: DecodeLimits;
}

export type WindowsResult =
  | { readonly kind: 'windows'; readonly tensors: readonly PhotoTensor[] }
  | { readonly kind: 'failed'; readonly error: WireError };

/** No thumbnail is made of it: the windows alone decide how much detail is decoded. */
const noThumbEdge = 1;

/**
 * Decode a photo once, and make each of its windows ready for the image tower, as if it were a photo of its own. Never throws
 * for a bad photo: what is wrong with it is the result.
 */
export async function decodeWindows({ path, contentHash, tower, limits }: WindowsTask): Promise<WindowsResult> {
  try {
    const file = await readPhotoFile(path, limits);
    if (file.contentHash !== contentHash)
      throw new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
    const image = await openImage(file.bytes, limits);
    const detail = { width: Math.ceil(image.width / 2), height: Math.ceil(image.height / 2) };
    const { pixels } = await renderUpright({ ...image, detail }, tower, noThumbEdge);
    const tensors = windowBoxes.map((box) =>
      tensorOf(cutOut(pixels, regionOf(box, pixels.width, pixels.height)), tower),
    );
    return { kind: 'windows', tensors };
  } catch (error) {
    return { kind: 'failed', error: decodeError(error).toWire() };
  }
}
