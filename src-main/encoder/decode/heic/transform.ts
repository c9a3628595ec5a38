import type { Transform } from '../../containers/heic-picture.ts';

/** Interleaved 8-bit RGB, row by row, `width * height * 3` bytes. */
export interface RgbPixels {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Do to decoded pixels what the container says. A crop must lie inside. */
export function transformed(image: RgbPixels, transforms: readonly Transform[]): RgbPixels {
  return transforms.reduce(applied, image);
}

function applied(image: RgbPixels, transform: Transform): RgbPixels {
  const { width, height } = image;
  const [right, bottom] = [width - 1, height - 1];
  switch (transform.kind) {
    case 'crop':
      return rearranged(image, transform, (x, y) => (transform.top + y) * width + transform.left + x);
    case 'mirror':
      return transform.swaps === 'left-right'
        ? rearranged(image, image, (x, y) => y * width + right - x)
        : rearranged(image, image, (x, y) => (bottom - y) * width + x);
    case 'turn': {
      const turned = { width: height, height: width };
      if (transform.quarters === 1) return rearranged(image, turned, (x, y) => x * width + right - y);
      if (transform.quarters === 2) return rearranged(image, image, (x, y) => (bottom - y) * width + right - x);
      return rearranged(image, turned, (x, y) => (bottom - x) * width + y);
    }
  }
}

/** @param from number of the source's pixel for each of the result, linear in x and y. */
function rearranged(
  { data }: RgbPixels,
  { width, height }: { readonly width: number; readonly height: number },
  from: (x: number, y: number) => number,
): RgbPixels {
  const out = new Uint8Array(width * height * 3);
  const first = from(0, 0);
  const across = (from(1, 0) - first) * 3;
  const down = (from(0, 1) - first) * 3;
  // In squares that fit the cache, whichever way the rows of the source run.
  for (let top = 0; top < height; top += square) {
    for (let left = 0; left < width; left += square) {
      const [endY, endX] = [Math.min(top + square, height), Math.min(left + square, width)];
      for (let y = top; y < endY; y++) {
        let at = first * 3 + y * down + left * across;
        for (let to = (y * width + left) * 3, end = (y * width + endX) * 3; to < end; to += 3, at += across) {
          out[to] = data[at] ?? 0;
          out[to + 1] = data[at + 1] ?? 0;
          out[to + 2] = data[at + 2] ?? 0;
        }
      }
    }
  }
  return { data: out, width, height };
}

const square = 64;
