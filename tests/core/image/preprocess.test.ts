import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  applyPlan,
  emptyTensor,
  planResize,
  type ResizePlan,
  writeTensor,
} from '../../../src-main/core/image/preprocess.ts';
import { type Interpolation, resample, type RgbImage } from '../../../src-main/core/image/resample.ts';

// Reference results of Pillow and numpy, made by tests/fixtures/make_preprocess.py.
const fixtures = new URL('../../fixtures/preprocess/', import.meta.url);

const triple = z.tuple([z.number(), z.number(), z.number()]);
const Case = z.strictObject({
  input: z.string(),
  tower: z.strictObject({
    width: z.int(),
    height: z.int(),
    resize: z.enum(['squash', 'shortest-crop', 'longest-pad']),
    interpolation: z.enum(['bicubic', 'bilinear']),
    cropPct: z.number().exactOptional(),
    padColor: triple.exactOptional(),
    layout: z.enum(['NCHW', 'NHWC']).default('NCHW'),
    channels: z.enum(['RGB', 'BGR']).default('RGB'),
    dtype: z.enum(['f32', 'u8']).default('f32'),
    rescale: z.number(),
    mean: triple,
    std: triple,
  }),
  plan: z.strictObject({ width: z.int(), height: z.int(), left: z.int(), top: z.int() }),
  expected: z.strictObject({ sheet: z.string(), place: z.int() }),
  tensor: z.string().exactOptional(),
});
type Case = z.infer<typeof Case>;

const cases = Case.array().parse(JSON.parse(await readFile(new URL('cases.json', fixtures), 'utf8')));

async function readRgb(name: string): Promise<RgbImage> {
  const png = await readFile(new URL(name, fixtures));
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  return { data, width: info.width, height: info.height };
}

async function readExpected({ expected, tower }: Case): Promise<RgbImage['data']> {
  const sheet = await readRgb(expected.sheet);
  const bytes = tower.width * tower.height * 3;
  return sheet.data.subarray(expected.place * bytes, (expected.place + 1) * bytes);
}

async function readTensor(name: string): Promise<Float32Array> {
  const bytes = await readFile(new URL(name, fixtures));
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function title({ input, tower }: Case): string {
  const cropPct = tower.cropPct === undefined ? '' : ` (crop ${tower.cropPct})`;
  return `${input} -> ${tower.width}x${tower.height} ${tower.resize}${cropPct} ${tower.interpolation}`;
}

describe('against Pillow', () => {
  test.each(cases.map((one) => [title(one), one] as const))('gives the same bytes: %s', async (_, one) => {
    const image = await readRgb(one.input);
    const { tower } = one;
    const plan = planResize(image.width, image.height, tower);
    expect(plan).toEqual(one.plan);
    const result = applyPlan(image, plan, tower);
    expect([result.width, result.height]).toEqual([tower.width, tower.height]);
    expect(maxDifference(result.data, await readExpected(one))).toBe(0);
  });

  const tensors = cases.filter((one) => one.tensor !== undefined);
  test.each(tensors.map((one) => [one.tensor ?? '', one] as const))('gives the same tensor: %s', async (file, one) => {
    const image = await readRgb(one.input);
    const { tower } = one;
    const result = applyPlan(image, planResize(image.width, image.height, tower), tower);
    const tensor = emptyTensor(tower.dtype, 3 * tower.width * tower.height);
    writeTensor(result, tower, tensor);
    expect(maxDifference(tensor, await readTensor(file))).toBeLessThanOrEqual(1e-6);
  });

  test('covers tensors with values on 0..1 and on 0..255, of every arrangement', () => {
    expect(new Set(tensors.map((one) => one.tower.rescale))).toEqual(new Set([1, 1 / 255]));
    expect(new Set(tensors.map(({ tower }) => `${tower.layout} ${tower.channels} ${tower.dtype}`))).toEqual(
      new Set(['NCHW RGB f32', 'NCHW BGR f32', 'NHWC RGB f32', 'NHWC BGR u8']),
    );
  });
});

describe('planResize', () => {
  const square = { width: 224, height: 224, resize: 'shortest-crop' } as const;
  test.each<[string, [number, number], Partial<Parameters<typeof planResize>[2]>, ResizePlan]>([
    ['fits the height of a landscape photo', [640, 480], {}, { width: 298, height: 224, left: 37, top: 0 }],
    ['fits the width of a portrait photo', [480, 640], {}, { width: 224, height: 298, left: 0, top: 37 }],
    ['cuts nothing off a square photo', [1000, 1000], {}, { width: 224, height: 224, left: 0, top: 0 }],
    ['enlarges a photo smaller than the input', [100, 50], {}, { width: 448, height: 224, left: 112, top: 0 }],
    ['keeps the middle of a strip', [6000, 8], {}, { width: 168_000, height: 224, left: 83_888, top: 0 }],
    ['enlarges a single pixel', [1, 1], {}, { width: 224, height: 224, left: 0, top: 0 }],
    ['truncates the long edge', [3, 2], { width: 25, height: 25 }, { width: 37, height: 25, left: 6, top: 0 }],
    [
      'rounds an offset of x.5 down to even',
      [57, 40],
      { width: 32, height: 32 },
      { width: 45, height: 32, left: 6, top: 0 },
    ],
    [
      'rounds an offset of x.5 up to even',
      [200, 9],
      { width: 32, height: 32 },
      { width: 711, height: 32, left: 340, top: 0 },
    ],
    [
      'resizes to more than it keeps with cropPct',
      [640, 480],
      { cropPct: 0.875 },
      { width: 341, height: 256, left: 58, top: 16 },
    ],
    ['truncates the edge with cropPct', [500, 500], { cropPct: 0.9 }, { width: 248, height: 248, left: 12, top: 12 }],
    ['covers an input that is not square', [640, 480], { width: 160 }, { width: 299, height: 224, left: 70, top: 0 }],
    ['covers a wide input', [480, 640], { height: 100 }, { width: 224, height: 299, left: 0, top: 100 }],
    [
      'covers more than an input that is not square with cropPct',
      [640, 480],
      { width: 160, cropPct: 0.8 },
      { width: 373, height: 280, left: 106, top: 28 },
    ],
    [
      'squashes to more than it keeps with cropPct',
      [640, 480],
      { resize: 'squash', cropPct: 0.875 },
      { width: 256, height: 256, left: 16, top: 16 },
    ],
    [
      'pads a landscape photo above and below',
      [640, 480],
      { resize: 'longest-pad' },
      { width: 224, height: 168, left: 0, top: -28 },
    ],
    [
      'pads a portrait photo on the left and right',
      [31, 90],
      { resize: 'longest-pad', width: 24, height: 24 },
      { width: 8, height: 24, left: -8, top: 0 },
    ],
    [
      'leaves the larger half of an odd rest to the right',
      [9, 24],
      { resize: 'longest-pad', width: 24, height: 24 },
      { width: 9, height: 24, left: -7, top: 0 },
    ],
    [
      'leaves a pixel of a photo that is next to nothing wide',
      [1, 3000],
      { resize: 'longest-pad' },
      { width: 1, height: 224, left: -111, top: 0 },
    ],
    [
      'pads to an input that is not square',
      [100, 100],
      { resize: 'longest-pad', width: 160 },
      { width: 160, height: 160, left: 0, top: -32 },
    ],
    ['ignores the aspect with squash', [640, 480], { resize: 'squash' }, { width: 224, height: 224, left: 0, top: 0 }],
    [
      'squashes to an input that is not square',
      [9, 900],
      { resize: 'squash', width: 160 },
      { width: 160, height: 224, left: 0, top: 0 },
    ],
  ])('%s', (_, [width, height], change, expected) => {
    expect(planResize(width, height, { ...square, ...change })).toEqual(expected);
  });

  test('keeps the crop inside the resized photo', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    const input = fc.integer({ min: 1, max: 512 });
    const cropPct = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(side, side, input, input, cropPct, (photoWidth, photoHeight, width, height, pct) => {
        const plan = planResize(photoWidth, photoHeight, { width, height, resize: 'shortest-crop', cropPct: pct });
        expect(plan.left).toBeGreaterThanOrEqual(0);
        expect(plan.top).toBeGreaterThanOrEqual(0);
        expect(plan.left + width).toBeLessThanOrEqual(plan.width);
        expect(plan.top + height).toBeLessThanOrEqual(plan.height);
      }),
    );
  });

  test('treats a turned photo as the photo turned', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const plan = planResize(width, height, square);
        const turned = planResize(height, width, square);
        expect(turned).toEqual({ width: plan.height, height: plan.width, left: plan.top, top: plan.left });
      }),
    );
  });
});

describe('resample', () => {
  const interpolation = fc.constantFrom<Interpolation>('bicubic', 'bilinear');
  const side = fc.integer({ min: 1, max: 40 });
  const image: fc.Arbitrary<RgbImage> = fc
    .tuple(side, side)
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((data) => ({ data, width, height })),
    );

  test('keeps a constant image constant', () => {
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(colour, side, side, side, side, interpolation, (rgb, width, height, toWidth, toHeight, filter) => {
        const constant = (pixels: number): Uint8Array =>
          Uint8Array.from({ length: pixels * 3 }, (_, i) => rgb[i % 3] ?? 0);
        const result = resample({ data: constant(width * height), width, height }, toWidth, toHeight, filter);
        expect(Uint8Array.from(result.data)).toEqual(constant(toWidth * toHeight));
      }),
    );
  });

  test('changes nothing when the size is the same', () => {
    fc.assert(
      fc.property(image, interpolation, (one, filter) => {
        const result = resample(one, one.width, one.height, filter);
        expect(result).toEqual(one);
      }),
    );
  });

  test('gives the size that was asked for', () => {
    fc.assert(
      fc.property(image, side, side, interpolation, (one, width, height, filter) => {
        const result = resample(one, width, height, filter);
        expect([result.width, result.height, result.data.length]).toEqual([width, height, width * height * 3]);
      }),
    );
  });

  test('leaves the input as it was', () => {
    fc.assert(
      fc.property(image, side, side, interpolation, (one, width, height, filter) => {
        const before = Uint8Array.from(one.data);
        resample(one, width, height, filter);
        expect(one.data).toEqual(before);
      }),
    );
  });

  test('computes the same inside a window as in the whole image', () => {
    const edges = fc.tuple(side, fc.nat(), fc.nat()).map(([size, a, b]) => {
      const start = a % size;
      return { size, start, length: 1 + (b % (size - start)) };
    });
    fc.assert(
      fc.property(image, edges, edges, fc.boolean(), interpolation, (one, across, down, keep, filter) => {
        const width = keep && one.width >= across.start + across.length ? one.width : across.size;
        const { data } = resample(one, width, down.size, filter);
        const rows = Array.from({ length: down.length }, (_, row) => {
          const from = ((down.start + row) * width + across.start) * 3;
          return Array.from(data.subarray(from, from + across.length * 3));
        });
        const window = { left: across.start, top: down.start, width: across.length, height: down.length };
        const part = resample(one, width, down.size, filter, window);
        expect([part.width, part.height]).toEqual([across.length, down.length]);
        expect(Array.from(part.data)).toEqual(rows.flat());
      }),
    );
  });

  test('stays between the darkest and the brightest value with bilinear', () => {
    fc.assert(
      fc.property(image, side, side, (one, width, height) => {
        const result = resample(one, width, height, 'bilinear');
        expect(Math.min(...result.data)).toBeGreaterThanOrEqual(Math.min(...one.data));
        expect(Math.max(...result.data)).toBeLessThanOrEqual(Math.max(...one.data));
      }),
    );
  });
});

describe('writeTensor', () => {
  const planar = { layout: 'NCHW', channels: 'RGB' } as const;
  const image: RgbImage = { data: Uint8Array.of(0, 51, 255, 10, 20, 30), width: 2, height: 1 };

  test('writes channel after channel from the offset on', () => {
    const out = new Float32Array(8).fill(-1);
    writeTensor(image, { ...planar, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] }, out, 2);
    expect(Array.from(out)).toEqual([-1, -1, 0, 10, 51, 20, 255, 30]);
  });

  test('rescales before mean and std, each channel with its own', () => {
    const out = new Float32Array(6);
    writeTensor(image, { ...planar, rescale: 1 / 255, mean: [0.5, 0.2, 0], std: [0.5, 0.1, 2] }, out);
    expect(maxDifference(out, [-1, (10 / 255 - 0.5) / 0.5, 0, (20 / 255 - 0.2) / 0.1, 0.5, 15 / 255])).toBeLessThan(
      1e-6,
    );
  });

  test('rounds to half precision for a float16 tower', () => {
    const out = new Float16Array(6);
    writeTensor(image, { ...planar, rescale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }, out);
    expect(Array.from(out)).toEqual([0, 10, 51, 20, 255, 30].map((value) => Math.f16round((value / 255 - 0.5) / 0.5)));
  });

  test.each([
    ['NCHW', 'BGR', [255, 30, 51, 20, 0, 10]],
    ['NHWC', 'RGB', [0, 51, 255, 10, 20, 30]],
    ['NHWC', 'BGR', [255, 51, 0, 30, 20, 10]],
  ] as const)('arranges values as %s of %s', (layout, channels, expected) => {
    const out = new Float32Array(6);
    writeTensor(image, { layout, channels, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] }, out);
    expect(Array.from(out)).toEqual(expected);
    const bytes = new Uint8Array(6);
    writeTensor(image, { layout, channels, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] }, bytes);
    expect(Array.from(bytes)).toEqual(expected);
  });

  test('takes mean and std in the order of the channels of the tensor', () => {
    const out = new Float32Array(6);
    writeTensor(image, { ...planar, channels: 'BGR', rescale: 1, mean: [1, 2, 3], std: [1, 1, 2] }, out);
    expect(Array.from(out)).toEqual([254, 29, 49, 18, -1.5, 3.5]);
  });
});

describe('applyPlan', () => {
  const grey: RgbImage = { data: new Uint8Array(4 * 2 * 3).fill(100), width: 4, height: 2 };
  const tower = { width: 4, height: 4, resize: 'longest-pad', interpolation: 'bicubic' } as const;

  test('pads with the colour of the pack, a row above and one below', () => {
    const { data } = applyPlan(grey, planResize(4, 2, tower), { ...tower, padColor: [1, 2, 3] });
    const row = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3];
    expect(Array.from(data)).toEqual([...row, ...new Array<number>(24).fill(100), ...row]);
  });

  test('pads with black where the pack names no colour', () => {
    const { data } = applyPlan(grey, planResize(4, 2, tower), tower);
    expect(Array.from(data.subarray(0, 12))).toEqual(new Array(12).fill(0));
  });

  test('pads nothing where the photo fills the input', () => {
    const square = { ...tower, width: 2, height: 1 };
    const result = applyPlan(grey, planResize(4, 2, square), { ...square, padColor: [255, 0, 0] });
    expect(Array.from(result.data)).toEqual([100, 100, 100, 100, 100, 100]);
  });
});
