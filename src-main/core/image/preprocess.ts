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
  const { data } = image;
  const pixels = image.width * image.height;
  const plane = (channel: number): Words => toWords(out.subarray(offset + channel * pixels)).subarray(0, pixels);
  const reds = plane(0);
  const greens = plane(1);
  const blues = plane(2);
  const red = valueTable(tower, 0, out);
  const green = valueTable(tower, 1, out);
  const blue = valueTable(tower, 2, out);
  for (let i = 0, p = 0; i < pixels; i++, p += 3) {
    reds[i] = red[data[p] ?? 0] ?? 0;
    greens[i] = green[data[p + 1] ?? 0] ?? 0;
    blues[i] = blue[data[p + 2] ?? 0] ?? 0;
  }
}

/** Floats as the words that hold them: copying those is faster, half precision twice as fast. */
type Words = Uint32Array | Uint16Array;

function toWords(floats: Float32Array | Float16Array): Words {
  const { buffer, byteOffset, length } = floats;
  return floats instanceof Float32Array
    ? new Uint32Array(buffer, byteOffset, length)
    : new Uint16Array(buffer, byteOffset, length);
}

/** The tensor's value, in `out`'s precision, for each of the 256 values a channel may have. */
function valueTable(tower: Arithmetic, channel: number, out: Float32Array | Float16Array): Words {
  const mean = tower.mean[channel] ?? 0;
  const std = tower.std[channel] ?? 1;
  const table = Float32Array.from({ length: 256 }, (_, value) => (value * tower.rescale - mean) / std);
  return toWords(out instanceof Float32Array ? table : Float16Array.from(table));
}
