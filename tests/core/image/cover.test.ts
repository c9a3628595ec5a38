import { describe, expect, test } from 'vitest';
import { covered } from '../../../src-main/core/image/cover.ts';

/** 8 x 8 pixels whose value is 10 times the row, and 1 more a channel. */
function gradient(layout: 'NCHW' | 'NHWC'): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 3 * 64 }, (_, i) => {
    const [channel, pixel] = layout === 'NCHW' ? [Math.floor(i / 64), i % 64] : [i % 3, Math.floor(i / 3)];
    return 10 * Math.floor(pixel / 8) + channel;
  });
}

const at = (values: ArrayLike<number>, layout: 'NCHW' | 'NHWC', pixel: number, channel: number): number | undefined =>
  values[layout === 'NCHW' ? channel * 64 + pixel : 3 * pixel + channel];

describe.each(['NCHW', 'NHWC'] as const)('covering in %s', (layout) => {
  const tower = { width: 8, height: 8, layout };
  const box = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 };

  test('puts the mean of what surrounds the box into it, channel by channel, and leaves the rest', () => {
    const tensor = gradient(layout);
    const before = tensor.slice();
    const result = covered(tensor, tower, box);
    for (let pixel = 0; pixel < 64; pixel++) {
      const isInside = [18, 19, 26, 27].includes(pixel);
      for (let channel = 0; channel < 3; channel++) {
        // Rows 1 to 4 of columns 1 to 4, without rows 2 and 3 of columns 2 and 3: as much above as below.
        const expected = isInside ? 25 + channel : at(tensor, layout, pixel, channel);
        expect(at(result, layout, pixel, channel)).toBeCloseTo(expected ?? Number.NaN, 4);
      }
    }
    expect(tensor).toEqual(before);
  });

  test('at an edge, knows what is on the other sides', () => {
    const result = covered(gradient(layout), tower, { x: 0, y: 0, width: 0.25, height: 0.25 });
    // A row of three of 20, one each of 0 and 10 beside the box.
    expect(at(result, layout, 0, 0)).toBeCloseTo((3 * 20 + 0 + 10) / 5, 4);
    expect(at(result, layout, 2, 0)).toBe(0);
  });
});

test('covers all that there is with its own mean, in whole numbers where the tower takes those', () => {
  const tensor = Uint8Array.from({ length: 3 * 4 }, (_, i) => i);
  const result = covered(tensor, { width: 2, height: 2, layout: 'NCHW' }, { x: 0, y: 0, width: 1, height: 1 });
  expect(Array.from(result)).toEqual([2, 2, 2, 2, 6, 6, 6, 6, 10, 10, 10, 10]);
});

test('covers in half precision', () => {
  const tensor = Float16Array.from({ length: 3 * 16 }, () => 1.5);
  const result = covered(tensor, { width: 4, height: 4, layout: 'NCHW' }, { x: 0, y: 0, width: 0.5, height: 0.5 });
  expect(result).toEqual(tensor);
});
