import sharp, { type Sharp } from 'sharp';
import { seededRandom } from '../photos.ts';

/** A change of a picture of 8-bit sRGB. */
export type Step = (image: Sharp, size: { readonly width: number; readonly height: number }) => Sharp | Promise<Sharp>;

/** Steps of one change, from the end that an order begins with to the other. */
export interface Ladder {
  /** What pixels are measured by. */
  readonly measure: 'sharpness' | 'noise' | 'brightness' | 'colourfulness';
  /** Whether the measure falls along the ladder. */
  readonly falls: boolean;
  /** What the model is asked. */
  readonly towards: string;
  readonly from: string;
  readonly steps: readonly Step[];
}

const same = (image: Sharp): Sharp => image;
const blurred =
  (sigma: number) =>
  (image: Sharp): Sharp =>
    image.blur(sigma);
const lit =
  (gain: number) =>
  (image: Sharp): Sharp =>
    image.linear(gain, 0);
const saturated =
  (saturation: number) =>
  (image: Sharp): Sharp =>
    image.modulate({ saturation });

/** Normal noise of this deviation in every channel, the same every time. */
const noisy =
  (deviation: number) =>
  async (image: Sharp): Promise<Sharp> => {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const random = seededRandom(1);
    for (let i = 0; i < data.length; i++) {
      // Three of a flat distribution make nearly a normal one, of deviation 1/2.
      const sum = random() + random() + random() - 1.5;
      data[i] = Math.min(255, Math.max(0, Math.round((data[i] ?? 0) + 2 * deviation * sum)));
    }
    return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  };

export const ladders: Readonly<Record<string, Ladder>> = {
  blur: {
    ...{ measure: 'sharpness', falls: true, towards: 'Sharp photo.', from: 'Blurry photo.' },
    steps: [same, blurred(0.8), blurred(1.6), blurred(3.2)],
  },
  noise: {
    ...{ measure: 'noise', falls: false, towards: 'Clean photo.', from: 'Noisy photo.' },
    steps: [same, noisy(8), noisy(16), noisy(32)],
  },
  exposure: {
    ...{ measure: 'brightness', falls: true, towards: 'Bright photo.', from: 'Dark photo.' },
    steps: [lit(1.4), same, lit(0.6), lit(0.3)],
  },
  saturation: {
    ...{ measure: 'colourfulness', falls: true, towards: 'Colorful photo.', from: 'Dull photo.' },
    steps: [saturated(1.5), same, saturated(0.6), saturated(0.2)],
  },
};

/** Shots of a burst: the camera moves a little from one to the next, the light changes, and all but one are not quite sharp. */
export const burst: readonly Step[] = [
  [0, 0.97, 0],
  [3, 1.06, 0.9],
  [6, 1, 1.4],
  [9, 1.1, 0.7],
].map(([shift = 0, gain = 1, sigma = 0]): Step => (image, { width, height }) => {
  const moved = image.extract({ left: shift, top: 9 - shift, width: width - 9, height: height - 9 }).linear(gain, 0);
  return sigma === 0 ? moved : moved.blur(sigma);
});
