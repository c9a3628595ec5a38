import type { Box, WireError } from '../../../src-contract/index.ts';
import type { DecodeLimits, EncodedPhoto, PhotoOutcome } from '../../core/encoder-protocol.ts';
import { emptyTensor, type TensorValues, writeTensor } from '../../core/image/preprocess.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { boxIn } from './boxed-image.ts';
import { decodeError } from './image-errors.ts';
import { type OpenedImage, openImage } from './open-image.ts';
import { type FileContent, readPhotoFile } from './read-file.ts';
import { renderForTower, renderThumbnail } from './render.ts';
import { renderUpright } from './render-upright.ts';
import { cacheThumbnail, thumbPath } from './thumbnails.ts';

/** One photo's input tensor: [3, height, width] or [height, width, 3], normalised as the tower asks. */
export type PhotoTensor = TensorValues;

export interface DecodeTask {
  readonly path: string;
  readonly tower: ImageTower;
  readonly limits: DecodeLimits;
  /** For the library: stop at a known hash, cache a thumbnail, read metadata. Null for a query: pixels alone. */
  readonly library: { readonly thumbDir: string; readonly knownHashes: readonly string[] | 'all' } | null;
  /** For a query: the part of the upright photo that is meant; all of it when missing. */
  readonly box?: Box;
}

/** Everything about a photo but its embedding. */
export type PhotoFacts = Omit<EncodedPhoto, 'kind' | 'embedding'>;

/** What an example image is encoded from: the mean direction of both, where there are two. */
export interface ExampleTensors {
  readonly tensor: PhotoTensor;
  /** Of a box, what surrounds it, with the box itself. */
  readonly surroundings?: PhotoTensor;
}

export type DecodeResult =
  | (ExampleTensors & { readonly kind: 'decoded'; readonly facts: PhotoFacts | null })
  | Extract<PhotoOutcome, { kind: 'hashed' }>
  | { readonly kind: 'failed'; readonly error: WireError };

/** Decode one photo for the image tower. Never throws for a bad photo: what is wrong with it is the result. */
export async function decodePhoto(task: DecodeTask): Promise<DecodeResult> {
  try {
    const file = await readPhotoFile(task.path, task.limits);
    const known = task.library?.knownHashes ?? [];
    if (known === 'all' || known.includes(file.contentHash)) {
      const { contentHash, sizeBytes, mtimeMs } = file;
      return { kind: 'hashed', contentHash, sizeBytes, mtimeMs };
    }
    return await decodeContent(file, task);
  } catch (error) {
    return { kind: 'failed', error: decodeError(error).toWire() };
  }
}

async function decodeContent(file: FileContent, task: DecodeTask): Promise<DecodeResult> {
  const image = await openImage(file.bytes, task.limits, task.library === null ? 'urgent' : 'library');
  if (task.library === null) return { kind: 'decoded', facts: null, ...(await decodeExample(image, task)) };
  const { pixels: upright, warnings } = await renderUpright(image, task.tower);
  const tensor = tensorOf(upright, task.tower);
  const thumb = thumbPath(file.contentHash);
  await cacheThumbnail(task.library.thumbDir, thumb, () => renderThumbnail(upright));
  return { kind: 'decoded', facts: await factsOf(file, image, thumb, warnings), tensor };
}

async function decodeExample(image: OpenedImage, { tower, box }: DecodeTask): Promise<ExampleTensors> {
  const boxed = box === undefined ? null : boxIn(image, box);
  if (boxed === null) return { tensor: tensorOf((await renderUpright(image, tower)).pixels, tower) };
  const { pixels } = await renderUpright(boxed.surroundings, tower);
  return { tensor: tensorOf(boxed.cut(pixels), tower), surroundings: tensorOf(pixels, tower) };
}

/** Resize an upright image as the tower's photos are, and lay it out as its input. */
export function tensorOf(upright: RgbImage, tower: ImageTower): PhotoTensor {
  const values = 3 * tower.width * tower.height;
  const tensor = emptyTensor(tower.dtype, values);
  writeTensor(renderForTower(upright, tower), tower, tensor);
  return tensor;
}

async function factsOf(
  file: FileContent,
  image: OpenedImage,
  thumb: string,
  warnings: readonly string[],
): Promise<PhotoFacts> {
  const reading = await readMetadata(file.bytes, image.blocks);
  const { contentHash, sizeBytes, mtimeMs } = file;
  return {
    contentHash,
    sizeBytes,
    mtimeMs,
    format: image.format,
    width: image.width,
    height: image.height,
    metadata: reading.metadata,
    warnings: [...warnings, ...reading.warnings],
    thumb,
  };
}
