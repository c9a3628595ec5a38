import sharp, { type Sharp } from 'sharp';
import { applyPlan, planResize } from '../../core/image/preprocess.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import type { ImageTower } from '../../core/pack/manifest.ts';
import type { OpenedImage } from './open-image.ts';

/** Longest edge of a thumbnail in pixels; smaller photos are not enlarged. */
export const thumbEdge = 512;

/**
 * [Note: One decode] A photo is decoded once, to an upright sRGB intermediate that is at least twice the tower's input
 * and the thumbnail's size in both directions; both are made from it. Large JPEGs are decoded at 1/2, 1/4 or 1/8 on
 * the way. `npm run bench:parity` prints what that costs against a full decode, as cosine of the embeddings.
 */
export async function renderIntermediate(image: OpenedImage, tower: ImageTower): Promise<RgbImage> {
  const scale = intermediateScale(image, tower);
  let pipeline = image.pipeline();
  if (scale < 1) {
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    pipeline = pipeline.resize(width, height, { fit: 'fill', kernel: 'cubic' });
  }
  const [r, g, b] = tower.alphaBackground;
  return toRgb(pipeline.flatten({ background: { r, g, b } }));
}

function intermediateScale(image: OpenedImage, tower: ImageTower): number {
  const plan = planResize(image.width, image.height, tower);
  const forTower = Math.max(plan.width / image.width, plan.height / image.height);
  const forThumb = thumbEdge / Math.max(image.width, image.height);
  const scale = 2 * Math.max(forTower, forThumb / 2);
  // Decoding everything is exact, and cheap while it saves less than half of the pixels in each direction.
  return scale < 0.5 ? scale : 1;
}

/** Resize the intermediate to a tower's input, exactly as the pack's own pipeline does. Input and output uint8 RGB. */
export function renderForTower(image: RgbImage, tower: ImageTower): RgbImage {
  return applyPlan(image, planResize(image.width, image.height, tower), tower);
}

/** Encode a thumbnail: WebP, longest edge at most `thumbEdge` pixels. */
export async function renderThumbnail(image: RgbImage): Promise<Buffer> {
  return fromRgb(image)
    .resize(thumbEdge, thumbEdge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .webp({ quality: 75, effort: 0 })
    .toBuffer();
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
