import type { RgbImage, Window } from '../../src-main/core/image/resample.ts';
import { computeTaps, fractionBits, type Interpolation, type Taps } from '../../src-main/core/image/taps.ts';

const half = 1 << (fractionBits - 1);

/** Resample as src-main/core/image/resample.ts does, in plain TypeScript: what its kernel must give byte for byte. */
export function resampleReference(
  image: RgbImage,
  width: number,
  height: number,
  interpolation: Interpolation,
  window: Window = { left: 0, top: 0, width, height },
): RgbImage {
  let current = image;
  if (width !== image.width || window.width !== width) {
    current = resampleRows(current, computeTaps(image.width, width, interpolation, window.left, window.width));
  }
  if (height !== image.height || window.height !== height) {
    current = resampleColumns(current, computeTaps(image.height, height, interpolation, window.top, window.height));
  }
  return current;
}

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   every index below is inside its array by construction, and checks would hide one that is not */
function resampleRows(image: RgbImage, { first, count, weights, stride }: Taps): RgbImage {
  const source = image.data;
  const width = first.length;
  const out = new Uint8ClampedArray(width * image.height * 3);
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width * 3;
    let o = y * width * 3;
    for (let x = 0; x < width; x++, o += 3) {
      let p = row + first[x]! * 3;
      let red = half;
      let green = half;
      let blue = half;
      const start = x * stride;
      const end = start + count[x]!;
      for (let i = start; i < end; i++, p += 3) {
        const w = weights[i]!;
        red += source[p]! * w;
        green += source[p + 1]! * w;
        blue += source[p + 2]! * w;
      }
      out[o] = red >> fractionBits;
      out[o + 1] = green >> fractionBits;
      out[o + 2] = blue >> fractionBits;
    }
  }
  return { data: out, width, height: image.height };
}

function resampleColumns(image: RgbImage, { first, count, weights, stride }: Taps): RgbImage {
  const source = image.data;
  const height = first.length;
  const rowBytes = image.width * 3;
  const out = new Uint8ClampedArray(rowBytes * height);
  const sums = new Int32Array(rowBytes);
  for (let y = 0; y < height; y++) {
    sums.fill(half);
    for (let i = 0; i < count[y]!; i++) {
      const w = weights[y * stride + i]!;
      const p = (first[y]! + i) * rowBytes;
      for (let x = 0; x < rowBytes; x++) sums[x]! += source[p + x]! * w;
    }
    const o = y * rowBytes;
    for (let x = 0; x < rowBytes; x++) out[o + x] = sums[x]! >> fractionBits;
  }
  return { data: out, width: image.width, height };
}
