import { type ResampleKernel, withResampleKernel } from './kernel/resample-kernel.ts';
import { computeTaps, type Interpolation, type Taps } from './taps.ts';

export type { Interpolation } from './taps.ts';

/** Interleaved 8-bit RGB, row-major, `width * height * 3` bytes. */
export interface RgbImage {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The part of a resampled image that is wanted, in output pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Resample an image to `width` x `height` pixels, ignoring the aspect ratio, and return the part inside `window`: only
 * that part is computed. Input and output uint8 RGB; an image that is asked for as it is comes back itself.
 *
 * Separable and antialiased, value for value what Pillow's `Image.resize` gives: models are trained and published with
 * that, so it is the definition of "bicubic" and "bilinear" in a pack. Weights are rounded to 22-bit fixed point, and
 * the horizontal pass comes first and is rounded to 8 bits before the vertical one. Pillow up to 12.1 always does so;
 * from 12.2 on it swaps the passes for some tall photos, which models in use were not trained with.
 *
 * About 1 ms for 512 x 366 -> 320 x 320 on one core; reducing large photos is libvips' job.
 *
 * @throws RangeError if the image has less data than its size says, or the memory does not suffice.
 * @see Keys, "Cubic convolution interpolation for digital image processing" (1981), a = -0.5
 * @see https://pillow.readthedocs.io/en/stable/handbook/concepts.html#filters
 */
export function resample(
  image: RgbImage,
  width: number,
  height: number,
  interpolation: Interpolation,
  window: Window = { left: 0, top: 0, width, height },
): RgbImage {
  if (image.data.length < image.width * image.height * 3) {
    throw new RangeError(
      `Expected ${image.width * image.height * 3} bytes for ${image.width} x ${image.height} pixels ` +
        `but received ${image.data.length}`,
    );
  }
  const acrossIsSame = width === image.width && window.width === width;
  const downIsSame = height === image.height && window.height === height;
  if (acrossIsSame && downIsSame) return image;
  const across = acrossIsSame ? undefined : computeTaps(image.width, width, interpolation, window.left, window.width);
  // Where the height stays, each row has the weight 1 and its neighbours 0.
  const down = computeTaps(image.height, height, interpolation, window.top, window.height);
  const plan = layOut(image, across, down);
  const data = withResampleKernel(plan.bytes, (kernel) => run(kernel, image, plan, across, down));
  return { data, width: window.width, height: window.height };
}

/** Where everything lies in the kernel's memory. All in bytes, but for `top` and `rows`. */
interface Layout {
  /** The rows of the source that have a tap, the others are left out. */
  readonly top: number;
  readonly rows: number;
  readonly acrossTaps: number;
  readonly downTaps: number;
  readonly source: number;
  readonly between: number;
  readonly betweenStride: number;
  readonly out: number;
  readonly outStride: number;
  readonly outBytes: number;
  readonly bytes: number;
}

const block = 16;
const roundUp = (bytes: number): number => Math.ceil(bytes / block) * block;

function layOut(image: RgbImage, across: Taps | undefined, down: Taps): Layout {
  const height = down.first.length;
  const top = down.first[0] ?? 0;
  const rows = (down.first[height - 1] ?? 0) + (down.count[height - 1] ?? 0) - top;
  const sourceStride = image.width * 3;
  const outStride = (across?.first.length ?? image.width) * 3;
  const betweenStride = across ? roundUp(outStride + 1) : sourceStride;
  const outBytes = outStride * height;

  let bytes = 0;
  const reserve = (size: number): number => {
    const start = bytes;
    bytes += roundUp(size);
    return start;
  };
  const acrossTaps = reserve(across ? across.first.length * recordBytes(across) : 0);
  const downTaps = reserve(height * recordBytes(down));
  // The passes read and write a little past the end, see resample.as.ts.
  const source = reserve(sourceStride * (across ? rows : rows + 1) + block);
  const between = across ? reserve(betweenStride * (rows + 1) + block) : source;
  const out = reserve(outBytes + block);
  return { top, rows, acrossTaps, downTaps, source, between, betweenStride, out, outStride, outBytes, bytes };
}

function run(
  kernel: ResampleKernel,
  image: RgbImage,
  plan: Layout,
  across: Taps | undefined,
  down: Taps,
): Uint8Array<ArrayBuffer> {
  const { buffer } = kernel.memory;
  const { top, rows, source, between, betweenStride, out, outStride } = plan;
  const stride = image.width * 3;
  new Uint8Array(buffer, source).set(image.data.subarray(top * stride, (top + rows) * stride));
  if (across) {
    writeTaps(new Int32Array(buffer, plan.acrossTaps), across, { origin: 0, unitBytes: 3, pairsTogether: 2 });
    const width = across.first.length;
    kernel.resampleRows(source, stride, rows, plan.acrossTaps, recordBytes(across), between, betweenStride, width);
  }
  writeTaps(new Int32Array(buffer, plan.downTaps), down, { origin: top, unitBytes: betweenStride, pairsTogether: 1 });
  const height = down.first.length;
  kernel.resampleColumns(between, betweenStride, plan.downTaps, recordBytes(down), out, outStride, height);
  return new Uint8Array(buffer, out, plan.outBytes).slice();
}

const headerWords = 2;

function recordBytes({ stride }: Taps): number {
  return (headerWords + stride) * 4;
}

/**
 * Write taps as the kernel's records: [Note: Split weights] in resample.as.ts.
 *
 * @param origin input position that lies first in memory; `unitBytes` apart from the next.
 * @param pairsTogether number that the count of tap pairs must be a multiple of.
 */
function writeTaps(
  memory: Int32Array,
  { first, count, weights, stride }: Taps,
  { origin, unitBytes, pairsTogether }: { origin: number; unitBytes: number; pairsTogether: number },
): void {
  let at = 0;
  for (let o = 0; o < first.length; o++, at += headerWords + stride) {
    const pairs = Math.ceil((count[o] ?? 0) / (2 * pairsTogether)) * pairsTogether;
    memory[at] = ((first[o] ?? 0) - origin) * unitBytes;
    memory[at + 1] = pairs;
    for (let i = 0; i < 2 * pairs; i += 2) {
      const even = weights[o * stride + i] ?? 0;
      const odd = weights[o * stride + i + 1] ?? 0;
      memory[at + headerWords + i] = ((even >> 15) & 0xffff) | ((odd >> 15) << 16);
      memory[at + headerWords + i + 1] = (even & 0x7fff) | ((odd & 0x7fff) << 16);
    }
  }
}
