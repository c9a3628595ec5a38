import { readFile } from 'node:fs/promises';
import type { ResizeOptions, Sharp } from 'sharp';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { applyPlan, planResize, writeTensor } from '../../src-main/core/image/preprocess.ts';
import type { RgbImage } from '../../src-main/core/image/resample.ts';
import type { ImageTower } from '../../src-main/core/pack/manifest.ts';
import { type OpenedImage, openImage } from '../../src-main/encoder/decode/open-image.ts';
import {
  renderForTower,
  renderIntermediate,
  renderThumbnail,
  thumbEdge,
} from '../../src-main/encoder/decode/render.ts';

/** A way from a file to the tower's input, by an intermediate that the thumbnail is made from too. */
export interface Way {
  readonly name: string;
  readonly intermediate: (image: OpenedImage, tower: ImageTower) => Promise<RgbImage>;
  readonly final: (image: RgbImage, tower: ImageTower) => RgbImage | Promise<RgbImage>;
}

export interface WayResult {
  readonly tensor: Float32Array;
  /** Milliseconds to decode to the intermediate, to resample it for the tower, and to make the thumbnail of it. */
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly thumbMs: number;
}

export async function go(way: Way, path: string, tower: ImageTower): Promise<WayResult> {
  const bytes = await readFile(path);
  const started = performance.now();
  const image = await openImage(bytes, defaultLimits);
  const upright = await way.intermediate(image, tower);
  const decoded = performance.now();
  const input = await way.final(upright, tower);
  const tensor = new Float32Array(3 * tower.width * tower.height);
  writeTensor(input, tower, tensor);
  const resampled = performance.now();
  await renderThumbnail(upright);
  const ended = performance.now();
  return { tensor, decodeMs: decoded - started, resampleMs: resampled - decoded, thumbMs: ended - resampled };
}

/** The product's own way, and others that it could go. */
export function ways(): Way[] {
  return [
    { name: 'product', intermediate: renderIntermediate, final: renderForTower },
    { name: 'product, then exact resample', intermediate: renderIntermediate, final: exact },
    {
      name: 'full decode, then exact resample',
      intermediate: (image, tower) => pixels(image.pipeline(), tower),
      final: exact,
    },
    reduced(1.5, 'cubic'),
    reduced(2, 'cubic'),
    reduced(2, 'lanczos3'),
    reduced(2, 'mks2013'),
    reduced(2, 'linear'),
    reduced(3, 'cubic'),
    reduced(4, 'cubic'),
    reduced(2, 'cubic', false),
    reduced(3, 'cubic', false),
    wholeThenReduced(2, 'cubic'),
    wholeThenReduced(2, 'lanczos3'),
    halved(1.5),
    halved(2),
    halved(3),
  ];
}

function exact(image: RgbImage, tower: ImageTower): RgbImage {
  return applyPlan(image, planResize(image.width, image.height, tower), tower);
}

/** Reduce to `factor` times the tower's input, at least the thumbnail's size. */
function reduced(factor: number, kernel: NonNullable<ResizeOptions['kernel']>, fastShrinkOnLoad = true): Way {
  return {
    name: `${factor}x tower, ${kernel}${fastShrinkOnLoad ? '' : ', fastShrinkOnLoad off'}`,
    intermediate: (image, tower) => {
      const scale = neededScale(image, tower, factor);
      if (scale >= 1) return pixels(image.pipeline(), tower);
      const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
      return pixels(
        image.pipeline().then((full) => full.resize(width, height, { fit: 'fill', kernel, fastShrinkOnLoad })),
        tower,
      );
    },
    final: exact,
  };
}

/** Decode every pixel of a JPEG, then reduce: tells what shrinking in the decoder costs from what the resize costs. */
function wholeThenReduced(factor: number, kernel: NonNullable<ResizeOptions['kernel']>): Way {
  return {
    name: `whole, then ${factor}x tower, ${kernel}`,
    intermediate: (image, tower) => {
      const scale = neededScale(image, tower, factor);
      if (scale >= 1) return pixels(image.pipeline(), tower);
      const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
      // Cutting out everything keeps the library from asking the decoder for less.
      const all = { left: 0, top: 0, width: image.width, height: image.height };
      return pixels(
        image.pipeline().then((full) => full.extract(all).resize(width, height, { fit: 'fill', kernel })),
        tower,
      );
    },
    final: exact,
  };
}

/**
 * Reduce by 2, 4 or 8 exactly, as far as `factor` times the tower's input is left: a JPEG is decoded at that size, and
 * no resize follows.
 */
function halved(factor: number): Way {
  return {
    name: `1/2, 1/4 or 1/8 above ${factor}x tower`,
    intermediate: (image, tower) => {
      const scale = neededScale(image, tower, factor);
      const divisor = [8, 4, 2].find((by) => 1 / by >= scale) ?? 1;
      if (divisor === 1) return pixels(image.pipeline(), tower);
      const [width, height] = [Math.ceil(image.width / divisor), Math.ceil(image.height / divisor)];
      return pixels(
        image.pipeline().then((full) => full.resize(width, height, { fit: 'fill', kernel: 'cubic' })),
        tower,
      );
    },
    final: exact,
  };
}

function neededScale(image: OpenedImage, tower: ImageTower, factor: number): number {
  const plan = planResize(image.width, image.height, tower);
  const forTower = factor * Math.max(plan.width / image.width, plan.height / image.height);
  return Math.max(forTower, thumbEdge / Math.max(image.width, image.height));
}

async function pixels(opening: Promise<Sharp>, tower: ImageTower): Promise<RgbImage> {
  const [r, g, b] = tower.alphaBackground;
  const pipeline = await opening;
  const { data, info } = await pipeline
    .flatten({ background: { r, g, b } })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`Expected three channels but received ${info.channels}`);
  return { data, width: info.width, height: info.height };
}
