import sharp, { type Sharp } from 'sharp';
import type { Box } from '../../src-contract/index.ts';
import { type Region, regionOf } from '../../src-main/core/image/box.ts';

/** Makes of a picture and a box another picture, which is encoded as a whole. */
export type Variant = (path: string, box: Box, target: string) => Promise<void>;

/** Deviation of the blur, as a share of the picture's longer edge. */
const blurShare = 0.03;

async function sizeOf(path: string): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(path).metadata();
  return { width, height };
}

/** The box alone, grown by a factor about its middle. */
export function crop(enlargement: number): Variant {
  return async (path, box, target) => {
    const { width, height } = await sizeOf(path);
    await sharp(path)
      .extract({ ...regionOf(box, width, height, enlargement) })
      .png()
      .toFile(target);
  };
}

/** The whole picture, blurred but for the box. */
export const blurredOutside: Variant = async (path, box, target) => {
  await blurOutside(path, box).then((picture) => picture.toFile(target));
};

async function blurOutside(path: string, box: Box): Promise<Sharp> {
  const { width, height } = await sizeOf(path);
  const region: Region = regionOf(box, width, height);
  const inside = await sharp(path)
    .extract({ ...region })
    .png()
    .toBuffer();
  const blurred = await sharp(path)
    .blur(Math.max(width, height) * blurShare)
    .png()
    .toBuffer();
  return sharp(blurred)
    .composite([{ input: inside, left: region.left, top: region.top }])
    .png();
}

/** The whole picture, blurred but for the box, with a red ellipse around that. */
export const redEllipse: Variant = async (path, box, target) => {
  const { width, height } = await sizeOf(path);
  const stroke = Math.max(2, Math.max(width, height) * 0.01);
  const ellipse = `<svg width="${width}" height="${height}"><ellipse fill="none" stroke="red" stroke-width="${stroke}"
    cx="${(box.x + box.width / 2) * width}" cy="${(box.y + box.height / 2) * height}"
    rx="${(box.width * width) / Math.SQRT2}" ry="${(box.height * height) / Math.SQRT2}"/></svg>`;
  const blurred = await (await blurOutside(path, box)).toBuffer();
  await sharp(blurred)
    .composite([{ input: Buffer.from(ellipse) }])
    .png()
    .toFile(target);
};
