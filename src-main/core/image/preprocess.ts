import type { ImageTower } from '../pack/manifest.ts';
import { type RgbImage, resample } from './resample.ts';

type Geometry = Pick<ImageTower, 'width' | 'height' | 'resize' | 'cropPct'>;
type Arithmetic = Pick<ImageTower, 'rescale' | 'mean' | 'std'>;

/** Size to resize to, and where to cut the tower's input out of it. All in pixels. */
export interface ResizePlan {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/**
 * Plan the resize of a `width` x `height` photo for a tower.
 *
 * - `squash`: straight to the input size, aspect ignored, the whole photo counts.
 * - `shortest-crop`: the shortest edge to the input size (divided by cropPct), the other in proportion and truncated
 *   to whole pixels, then the centre; the offset is rounded half to even, as torchvision's CenterCrop does.
 */
export function planResize(width: number, height: number, tower: Geometry): ResizePlan {
  if (tower.resize === 'squash') return { width: tower.width, height: tower.height, left: 0, top: 0 };
  const edge = Math.floor(Math.max(tower.width, tower.height) / (tower.cropPct ?? 1));
  const [short, long] = width <= height ? [width, height] : [height, width];
  const longer = Math.trunc((edge * long) / short);
  const [w, h] = width <= height ? [edge, longer] : [longer, edge];
  return {
    width: w,
    height: h,
    left: roundHalfEven((w - tower.width) / 2),
    top: roundHalfEven((h - tower.height) / 2),
  };
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Resample the part of a photo that a plan keeps. Input uint8 RGB of any size; output uint8 RGB of the tower's size.
 */
export function applyPlan(
  image: RgbImage,
  plan: ResizePlan,
  tower: Pick<ImageTower, 'width' | 'height' | 'interpolation'>,
): RgbImage {
  const window = { left: plan.left, top: plan.top, width: tower.width, height: tower.height };
  return resample(image, plan.width, plan.height, tower.interpolation, window);
}

/**
 * Write an RGB image as one planar (CHW) float tensor: `(value * rescale - mean) / std` per channel, values 0..255.
 *
 * @param out float array of 3 * width * height values, from `offset` on.
 */
export function writePlanar(image: RgbImage, tower: Arithmetic, out: Float32Array | Float16Array, offset = 0): void {
  const pixels = image.width * image.height;
  for (let channel = 0; channel < 3; channel++) {
    // 256 possible values: a table keeps the division out of the loop and the arithmetic in double precision.
    const mean = tower.mean[channel] ?? 0;
    const std = tower.std[channel] ?? 1;
    const table = Float32Array.from({ length: 256 }, (_, value) => (value * tower.rescale - mean) / std);
    const base = offset + channel * pixels;
    for (let i = 0, p = channel; i < pixels; i++, p += 3) out[base + i] = table[image.data[p] ?? 0] ?? 0;
  }
}
