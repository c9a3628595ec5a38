import sharp, { type Sharp } from 'sharp';
import { AppError, thumbEdges } from '../../../src-contract/index.ts';
import { applyPlan, planResize } from '../../core/image/preprocess.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import type { OpenedImage } from './open-image.ts';
import type { DecodeHow } from './open-with-sharp.ts';

/** Longest edge of a thumbnail in pixels; smaller photos are not enlarged. */
export const [thumbEdge] = thumbEdges;
/** Longest edge of a preview in pixels: sharp on a whole screen. */
const previewEdge = 2560;

/** How to make the intermediate; `edge`: longest edge in pixels of the thumbnail that will be made of it. */
export interface IntermediateHow extends DecodeHow {
  readonly edge?: number;
}

/** Below this a full decode of anything but JPEG costs no more than reducing on the way. */
const fullDecodePixels = 6_000_000;

/**
 * [Note: One decode] A photo is decoded once, to an upright sRGB intermediate from which the thumbnail and the tower's
 * input are both made. A large JPEG or HEIC is decoded at exactly 1/2, 1/4 or 1/8, which their decoders give for little,
 * as long as twice the tower's input is left; other large photos are reduced to three times of it. `npm run bench:parity`
 * compares ways of doing this with a full decode, in time and in cosine of the embeddings.
 */
export async function renderIntermediate(
  image: OpenedImage,
  tower: ImageTower,
  { edge = thumbEdge, ...how }: IntermediateHow = {},
): Promise<RgbImage> {
  const scale = image.halvesCheaply ? halvedScale(image, tower, edge) : otherScale(image, tower, edge);
  const decoded = await (image.decode ?? image.pipeline)({ ...how, scale });
  if ('data' in decoded) return decoded;
  let pipeline = decoded;
  if (scale < 1) {
    const width = Math.ceil(image.width * scale);
    const height = Math.ceil(image.height * scale);
    pipeline = pipeline.resize(width, height, { fit: 'fill', kernel: 'cubic' });
  }
  const [r, g, b] = tower.alphaBackground;
  return toRgb(pipeline.flatten({ background: { r, g, b } }));
}

function halvedScale(image: OpenedImage, tower: ImageTower, edge: number): number {
  const needed = neededScale(image.detail ?? image, tower, 2, edge);
  return [1 / 8, 1 / 4, 1 / 2].find((scale) => scale >= needed) ?? 1;
}

function otherScale(image: OpenedImage, tower: ImageTower, edge: number): number {
  const detail = image.detail ?? image;
  return detail.width * detail.height <= fullDecodePixels ? 1 : Math.min(1, neededScale(detail, tower, 3, edge));
}

/** The scale that leaves `factor` times the tower's input in both directions, and enough for a thumbnail of this edge. */
function neededScale(
  image: Pick<OpenedImage, 'width' | 'height'>,
  tower: ImageTower,
  factor: number,
  edge: number,
): number {
  const plan = planResize(image.width, image.height, tower);
  const forTower = factor * Math.max(plan.width / image.width, plan.height / image.height);
  return Math.max(forTower, edge / Math.max(image.width, image.height));
}

/** Resize the intermediate to a tower's input, exactly as the pack's own pipeline does. Input and output uint8 RGB. */
export function renderForTower(image: RgbImage, tower: ImageTower): RgbImage {
  return applyPlan(image, planResize(image.width, image.height, tower), tower);
}

/** Encode a thumbnail: WebP, longest edge at most `edge` pixels. */
export async function renderThumbnail(image: RgbImage, edge: number = thumbEdge): Promise<Buffer> {
  return fromRgb(image)
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .webp({ quality: 75, effort: 0 })
    .toBuffer();
}

/**
 * Render a photo for a page that cannot show its format: WebP, upright, sRGB, longest edge at most `previewEdge` pixels.
 */
export async function renderPreview(image: OpenedImage, how: DecodeHow = {}): Promise<Buffer> {
  const scale = Math.min(1, previewEdge / Math.max(image.width, image.height));
  const pipeline = await image.pipeline({ ...how, scale });
  return pipeline
    .resize(previewEdge, previewEdge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .toColourspace('srgb')
    .webp({ quality: 85, effort: 2 })
    .toBuffer();
}

/**
 * Write all pixels of a photo, upright, in 8-bit sRGB: an uncompressed TIFF in tiles, of which a part is read without the
 * rest. Neither is the photo ever whole in memory for it, where its decoder goes row by row.
 *
 * @param path of the file to write. @throws THUMBNAIL_WRITE_FAILED where the disk is full.
 */
export async function writePixels(image: OpenedImage, path: string, how: DecodeHow = {}): Promise<void> {
  const pipeline = await image.pipeline(how);
  try {
    await pipeline
      .toColourspace('srgb')
      .tiff({
        compression: 'none',
        tile: true,
        tileWidth: pixelsTile(image.width),
        tileHeight: pixelsTile(image.height),
      })
      .toFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!/no space|write error|unable to write/iu.test(reason)) throw error;
    throw new AppError('THUMBNAIL_WRITE_FAILED', `The pixels cannot be written: ${reason}`, { cause: error });
  }
}

/**
 * Edge of a tile in that file: small enough that little is read beside a part, large enough that a part is few reads. Tiles
 * are always whole, so that those of a line must be low, and multiples of 16, as TIFF wants them.
 */
function pixelsTile(size: number): number {
  return Math.min(256, Math.ceil(size / 16) * 16);
}

function fromRgb({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function toRgb(pipeline: Sharp): Promise<RgbImage> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  return { data: threeChannels(data, info.channels), width: info.width, height: info.height };
}

/** Grey decodes to one channel whatever the colour space says: repeat it. */
function threeChannels(data: Buffer, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) rgb.fill(data[i * channels] ?? 0, i * 3, i * 3 + 3);
  return rgb;
}
