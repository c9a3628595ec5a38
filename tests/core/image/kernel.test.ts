import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withResampleKernel } from '../../../src-main/core/image/kernel/resample-kernel.ts';
import { type Interpolation, resample, type RgbImage, type Window } from '../../../src-main/core/image/resample.ts';
import { compileKernel, kernels, renderModule } from '../../../scripts/lib/kernels.ts';
import { resampleReference } from '../../helpers/resample-reference.ts';

describe('committed binaries', () => {
  test.each(kernels.map((kernel) => [kernel.name, kernel] as const))(
    'are what their source gives: %s',
    async (_, one) => {
      expect(await readFile(one.module, 'utf8')).toBe(renderModule(one, await compileKernel(one)));
    },
  );
});

/** Pixels of every kind: noise, black and white (which overshoots), and each repeatable from its seed. */
function makeImage(width: number, height: number, seed: number): RgbImage {
  let state = seed | 1;
  const extreme = seed % 2 === 0;
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return extreme ? -(state >>> 31) & 255 : state >>> 24;
  });
  return { data, width, height };
}

function expectSame(image: RgbImage, width: number, height: number, filter: Interpolation, window?: Window): void {
  const actual = resample(image, width, height, filter, window);
  const expected = resampleReference(image, width, height, filter, window);
  expect([actual.width, actual.height]).toEqual([expected.width, expected.height]);
  // A comparison of buffers, because one of arrays value by value takes most of the test's time.
  expect(Buffer.compare(Buffer.from(actual.data), Buffer.from(expected.data))).toBe(0);
}

describe('resample gives the same bytes as plain TypeScript', () => {
  const interpolation = fc.constantFrom<Interpolation>('bicubic', 'bilinear');
  const side = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }));
  const seed = fc.nat();

  test('for any sizes', () => {
    fc.assert(
      fc.property(side, side, side, side, seed, interpolation, (width, height, toWidth, toHeight, pixels, filter) => {
        expectSame(makeImage(width, height, pixels), toWidth, toHeight, filter);
      }),
      { numRuns: 300 },
    );
  });

  test('for a change of one direction only', () => {
    fc.assert(
      fc.property(side, side, side, fc.boolean(), seed, interpolation, (width, height, to, across, pixels, filter) => {
        expectSame(makeImage(width, height, pixels), across ? to : width, across ? height : to, filter);
      }),
      { numRuns: 100 },
    );
  });

  test('for any window', () => {
    const edges = fc.tuple(side, fc.nat(), fc.nat()).map(([size, a, b]) => {
      const start = a % size;
      return { size, start, length: 1 + (b % (size - start)) };
    });
    fc.assert(
      fc.property(side, side, edges, edges, seed, interpolation, (width, height, across, down, pixels, filter) => {
        const window = { left: across.start, top: down.start, width: across.length, height: down.length };
        expectSame(makeImage(width, height, pixels), across.size, down.size, filter, window);
      }),
      { numRuns: 200 },
    );
  });

  test.each<[from: [number, number], to: [number, number]]>([
    [
      [1, 1],
      [320, 320],
    ],
    [
      [20_000, 3],
      [1, 1],
    ],
    [
      [3, 20_000],
      [7, 2],
    ],
    [
      [1, 300],
      [300, 1],
    ],
    [
      [2, 2],
      [1, 5000],
    ],
  ])('for a huge ratio: %j -> %j', ([width, height], [toWidth, toHeight]) => {
    for (const filter of ['bicubic', 'bilinear'] as const) {
      expectSame(makeImage(width, height, 2), toWidth, toHeight, filter);
      expectSame(makeImage(width, height, 3), toWidth, toHeight, filter);
    }
  });

  test('for a view of a larger buffer', () => {
    const { data } = makeImage(31, 17, 5);
    const view = new Uint8ClampedArray(data.length + 7).subarray(5, 5 + data.length);
    view.set(data);
    expectSame({ data: view, width: 31, height: 17 }, 20, 40, 'bicubic');
  });
});

describe('memory', () => {
  test('leaves earlier results alone', () => {
    const first = resample(makeImage(40, 30, 1), 20, 20, 'bicubic').data;
    const before = Uint8Array.from(first);
    resample(makeImage(300, 200, 2), 320, 320, 'bicubic');
    expect(first).toEqual(before);
    expect(first.buffer.byteLength).toBe(20 * 20 * 3);
  });

  test('is kept for the next image while it is small', () => {
    const memory = withResampleKernel(1000, (kernel) => kernel.memory);
    expect(withResampleKernel(2_000_000, (kernel) => kernel.memory)).toBe(memory);
    expect(memory.buffer.byteLength).toBeGreaterThanOrEqual(2_000_000);
  });

  test('is let go after an image that needed more than 64 MB', () => {
    const memory = withResampleKernel(65 * 1024 * 1024, (kernel) => kernel.memory);
    const next = withResampleKernel(1000, (kernel) => kernel.memory);
    expect(next).not.toBe(memory);
    expect(next.buffer.byteLength).toBeLessThan(1024 * 1024);
    expectSame(makeImage(50, 40, 4), 30, 60, 'bicubic');
  });

  test('refuses an image with less data than its size says', () => {
    expect(() => resample({ data: new Uint8Array(11), width: 2, height: 2 }, 3, 3, 'bicubic')).toThrow(
      new RangeError('Expected 12 bytes for 2 x 2 pixels but received 11'),
    );
  });
});
