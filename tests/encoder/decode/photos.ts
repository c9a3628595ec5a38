import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../../../src-main/core/image/resample.ts';

/**
 * Draw something like a photo, the same every time: sky over ground, a sun left of the middle and soft texture, so that
 * no flip or rotation of it looks like the original. Returns uint8 RGB.
 */
export function scene(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const wave = Math.sin(u * 31 + v * 7) * Math.cos(v * 23 - u * 5) * 18;
      const isSun = (u - 0.3) ** 2 + (v - 0.25) ** 2 < 0.012;
      const isHill = v > 0.55 + 0.15 * Math.sin(u * 4);
      const colour = isSun
        ? [250, 220, 90]
        : isHill
          ? [60 + 90 * u, 110 + 60 * v, 40]
          : [90, 130 + 60 * v, 200 + 40 * u];
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, (colour[c] ?? 0) + wave));
    }
  }
  return { data, width, height };
}

/** Start a pipeline over raw pixels. */
export function pixels({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/**
 * The pixels as a camera would store them when it writes an EXIF orientation, 1..8: seen with it, they are `upright`.
 *
 * @see EXIF 2.32, 4.6.4 A, tag 0x0112
 */
export function storedAs(upright: RgbImage, orientation: number): RgbImage {
  const { data, width, height } = upright;
  const isTurned = orientation >= 5;
  const stored = { width: isTurned ? height : width, height: isTurned ? width : height };
  const [right, bottom] = [width - 1, height - 1];
  const place = (x: number, y: number): readonly [x: number, y: number] => {
    switch (orientation) {
      case 2:
        return [right - x, y];
      case 3:
        return [right - x, bottom - y];
      case 4:
        return [x, bottom - y];
      case 5:
        return [y, x];
      case 6:
        return [y, right - x];
      case 7:
        return [bottom - y, right - x];
      case 8:
        return [bottom - y, x];
      default:
        return [x, y];
    }
  };
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = place(x, y);
      const from = (y * width + x) * 3;
      out.set(data.subarray(from, from + 3), (sy * stored.width + sx) * 3);
    }
  }
  return { data: out, ...stored };
}

/** Mean absolute difference of two images after reducing both to 32 x 32 grey pixels, 0..255. */
export async function lookApart(a: Buffer | string, b: Buffer | string): Promise<number> {
  const small = async (image: Buffer | string): Promise<Buffer> =>
    sharp(image).resize(32, 32, { fit: 'fill' }).greyscale().raw().toBuffer();
  const [left, right] = await Promise.all([small(a), small(b)]);
  return left.reduce((sum, value, i) => sum + Math.abs(value - (right[i] ?? 0)), 0) / left.length;
}
