import type { ImageTower } from '../pack/manifest.ts';
import { type RgbImage, resample } from './resample.ts';

type Geometry = Pick<ImageTower, 'width' | 'height' | 'resize' | 'cropPct'>;
type Arithmetic = Pick<ImageTower, 'rescale' | 'mean' | 'std'>;
type Arrangement = Pick<ImageTower, 'layout' | 'channels'>;
type Canvas = Pick<ImageTower, 'width' | 'height' | 'interpolation' | 'padColor'>;

/** What a tower is fed, in its precision. */
export type TensorValues = Float32Array<ArrayBuffer> | Float16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Room for `length` values of a tower's input. */
export function emptyTensor(dtype: ImageTower['dtype'], length: number): TensorValues {
  if (dtype === 'u8') return new Uint8Array(length);
  return dtype === 'f16' ? new Float16Array(length) : new Float32Array(length);
}

/** Size to resize to, and where to cut the tower's input out of it. All in pixels. */
export interface ResizePlan {
  readonly width: number;
  readonly height: number;
  /** Where the input begins in the resized photo; below zero where it is padded on that side. */
  readonly left: number;
  readonly top: number;
}

/**
 * Plan the resize of a `width` x `height` photo for a tower.
 *
 * - `squash`: straight to the input size (divided by cropPct, then the centre), aspect ignored, the whole photo counts.
 * - `shortest-crop`: to a square, the shortest edge to the input size (divided by cropPct), the other in proportion and
 *   truncated to whole pixels, then the centre, as torchvision's Resize and CenterCrop do; the offset is rounded half to
 *   even. To a rectangle, as small as it can be without leaving any of it empty, edges rounded half to even, as OpenCLIP
 *   and timm do.
 * - `longest-pad`: as large as it can be without losing anything, edges rounded half to even, in the middle of the input;
 *   of an odd number of pixels that are left the larger half is to the right and below, as OpenCLIP does.
 */
export function planResize(width: number, height: number, tower: Geometry): ResizePlan {
  const whole = { width: tower.width, height: tower.height };
  if (tower.resize === 'longest-pad') {
    const size = scaled(width, height, Math.max(width / tower.width, height / tower.height));
    const before = (inner: number, outer: number): number => (inner === outer ? 0 : -Math.floor((outer - inner) / 2));
    return { ...size, left: before(size.width, tower.width), top: before(size.height, tower.height) };
  }
  const pct = tower.cropPct ?? 1;
  const target = { width: Math.floor(tower.width / pct), height: Math.floor(tower.height / pct) };
  return centred(tower.resize === 'squash' ? target : coverSize(width, height, target), whole);
}

/** The size at which a photo covers `target`. */
function coverSize(width: number, height: number, target: Size): Size {
  if (target.width !== target.height)
    return scaled(width, height, Math.min(width / target.width, height / target.height));
  const [short, long] = width <= height ? [width, height] : [height, width];
  const longer = Math.trunc((target.width * long) / short);
  return width <= height ? { width: target.width, height: longer } : { width: longer, height: target.width };
}

function centred(size: Size, inner: Size): ResizePlan {
  return {
    ...size,
    left: roundHalfEven((size.width - inner.width) / 2),
    top: roundHalfEven((size.height - inner.height) / 2),
  };
}

/** A photo divided by a ratio, in whole pixels. */
function scaled(width: number, height: number, ratio: number): Size {
  return { width: Math.max(1, roundHalfEven(width / ratio)), height: Math.max(1, roundHalfEven(height / ratio)) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Resample the part of a photo that a plan keeps, and pad what it does not fill. Input uint8 RGB of any size; output uint8
 * RGB of the tower's size.
 */
export function applyPlan(image: RgbImage, plan: ResizePlan, tower: Canvas): RgbImage {
  const window = {
    left: Math.max(0, plan.left),
    top: Math.max(0, plan.top),
    width: Math.min(plan.width, tower.width),
    height: Math.min(plan.height, tower.height),
  };
  const kept = resample(image, plan.width, plan.height, tower.interpolation, window);
  if (kept.width === tower.width && kept.height === tower.height) return kept;
  return padded(kept, tower, Math.max(0, -plan.left), Math.max(0, -plan.top));
}

/** A photo on a larger canvas of `padColor`, black where the pack names none. */
function padded(image: RgbImage, { width, height, padColor = [0, 0, 0] }: Canvas, left: number, top: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = padColor[i % 3] ?? 0;
  const row = image.width * 3;
  for (let y = 0; y < image.height; y++)
    data.set(image.data.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * 3);
  return { data, width, height };
}

/**
 * Write an RGB image as the tensor of one photo: `(value * rescale - mean) / std` per channel, values 0..255, channel
 * after channel (NCHW) or pixel after pixel (NHWC). `mean` and `std` are in the order of the tensor's channels. Whole
 * numbers take the values as they are: such a graph normalises by itself.
 *
 * @param out array of 3 * width * height values, from `offset` on.
 */
export function writeTensor(image: RgbImage, tower: Arithmetic & Arrangement, out: TensorValues, offset = 0): void {
  const { data } = image;
  const pixels = image.width * image.height;
  const isPlanar = tower.layout === 'NCHW';
  const step = isPlanar ? 1 : 3;
  const [first, second, third] = [0, 1, 2].map((channel) => ({
    values: toWords(out.subarray(offset + channel * (isPlanar ? pixels : 1))),
    table: valueTable(tower, channel, out),
  }));
  if (first === undefined || second === undefined || third === undefined) return;
  const [reds, blues] = tower.channels === 'RGB' ? [first, third] : [third, first];
  const { table: red, values: redAt } = reds;
  const { table: green, values: greenAt } = second;
  const { table: blue, values: blueAt } = blues;
  for (let i = 0, to = 0, p = 0; i < pixels; i++, to += step, p += 3) {
    redAt[to] = red[data[p] ?? 0] ?? 0;
    greenAt[to] = green[data[p + 1] ?? 0] ?? 0;
    blueAt[to] = blue[data[p + 2] ?? 0] ?? 0;
  }
}

/** Values as the words that hold them: copying those is faster, half precision twice as fast. */
type Words = Uint32Array | Uint16Array | Uint8Array;

function toWords(values: TensorValues): Words {
  const { buffer, byteOffset, length } = values;
  if (values instanceof Uint8Array) return values;
  return values instanceof Float32Array
    ? new Uint32Array(buffer, byteOffset, length)
    : new Uint16Array(buffer, byteOffset, length);
}

/** The tensor's value, in `out`'s precision, for each of the 256 values a channel may have. */
function valueTable(tower: Arithmetic, channel: number, out: TensorValues): Words {
  if (out instanceof Uint8Array) return Uint8Array.from({ length: 256 }, (_, value) => value);
  const mean = tower.mean[channel] ?? 0;
  const std = tower.std[channel] ?? 1;
  const table = Float32Array.from({ length: 256 }, (_, value) => (value * tower.rescale - mean) / std);
  return toWords(out instanceof Float32Array ? table : Float16Array.from(table));
}
