import type { ColourName } from '../../../src-contract/looks.ts';
import { coloursOf, type RgbPixels } from './colours.ts';
import { oklchOf } from './oklab.ts';

/** What is measured in the pixels of a thumbnail. */
export interface PhotoLook {
  /** Variance of the Laplacian of the luma, which is 0..255. See [Note: Sharpness]. */
  readonly sharpness: number;
  /** Standard deviation of the noise in the luma, in steps of 255. */
  readonly noise: number;
  /** Mean lightness in OKLab, 0..1. */
  readonly brightness: number;
  /** See `colourfulnessOf`. */
  readonly colourfulness: number;
  /** Colours that it is of, with their shares, 0..1. */
  readonly colours: readonly (readonly [ColourName, number])[];
}

/** Counted up when anything here measures otherwise: what was measured before is measured anew then. */
export const lookVersion = 1;

/** Measure how a photo looks. */
export function measureLook(pixels: RgbPixels): PhotoLook {
  const luma = lumaOf(pixels);
  const { width, height } = pixels;
  return {
    sharpness: laplacianVariance(luma, width, height),
    noise: noiseOf(luma, width, height),
    brightness: brightnessOf(pixels),
    colourfulness: colourfulnessOf(pixels),
    colours: [...coloursOf(pixels)],
  };
}

/** Luma of ITU-R BT.601, 0..255, row-major [height, width]. */
export function lumaOf({ data, width, height }: RgbPixels): Float32Array {
  return Float32Array.from(
    { length: width * height },
    (_, i) => 0.299 * (data[3 * i] ?? 0) + 0.587 * (data[3 * i + 1] ?? 0) + 0.114 * (data[3 * i + 2] ?? 0),
  );
}

/**
 * The variance of the Laplacian: what is blurred has few steep edges; 0 where there is nothing inside the border.
 *
 * Source: J. L. Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy: a comparative study, 2000.
 */
export function laplacianVariance(luma: Float32Array, width: number, height: number): number {
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const value = around - 4 * (luma[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const inside = insideOf(width, height);
  return inside === 0 ? 0 : Math.max(0, squares / inside - (sum / inside) ** 2);
}

/**
 * Estimate the noise: the mean absolute answer of a mask that neither flat parts nor straight edges answer to.
 *
 * Source: J. Immerkær, Fast noise variance estimation, 1996.
 */
export function noiseOf(luma: Float32Array, width: number, height: number): number {
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const [above, below] = [at - width, at + width];
      const corners = (luma[above - 1] ?? 0) + (luma[above + 1] ?? 0) + (luma[below - 1] ?? 0) + (luma[below + 1] ?? 0);
      const sides = (luma[above] ?? 0) + (luma[below] ?? 0) + (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0);
      sum += Math.abs(corners - 2 * sides + 4 * (luma[at] ?? 0));
    }
  }
  const inside = insideOf(width, height);
  return inside === 0 ? 0 : (Math.sqrt(Math.PI / 2) * sum) / (6 * inside);
}

function insideOf(width: number, height: number): number {
  return Math.max(0, width - 2) * Math.max(0, height - 2);
}

/** Mean lightness over every fourth pixel or so: it changes slowly. */
export function brightnessOf({ data, width, height }: RgbPixels): number {
  const pixels = width * height;
  // Odd, so that columns are not looked at alone.
  const step = pixels > 4096 ? 5 : 1;
  let [sum, count] = [0, 0];
  for (let i = 0; i < pixels; i += step) {
    sum += oklchOf(data[3 * i] ?? 0, data[3 * i + 1] ?? 0, data[3 * i + 2] ?? 0).lightness;
    count++;
  }
  return count === 0 ? 0 : Math.min(1, Math.max(0, sum / count));
}

/**
 * How colourful a photo looks to people: 0 for grey, some 30 for most photos, 100 and more for the most colourful.
 *
 * Source: D. Hasler and S. Süsstrunk, Measuring colorfulness in natural images, 2003, their M3.
 */
export function colourfulnessOf({ data, width, height }: RgbPixels): number {
  const count = width * height;
  if (count === 0) return 0;
  let [redSum, redSquares, blueSum, blueSquares] = [0, 0, 0, 0];
  for (let at = 0; at < 3 * count; at += 3) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
    const redGreen = r - g;
    const yellowBlue = (r + g) / 2 - b;
    redSum += redGreen;
    redSquares += redGreen * redGreen;
    blueSum += yellowBlue;
    blueSquares += yellowBlue * yellowBlue;
  }
  const [redMean, blueMean] = [redSum / count, blueSum / count];
  const variance = redSquares / count - redMean ** 2 + blueSquares / count - blueMean ** 2;
  return Math.sqrt(Math.max(0, variance)) + 0.3 * Math.hypot(redMean, blueMean);
}
