import { describe, expect, test } from 'vitest';
import type { RgbPixels } from '../../../src-main/core/looks/colours.ts';
import {
  brightnessOf,
  colourfulnessOf,
  laplacianVariance,
  lumaOf,
  measureLook,
  noiseOf,
} from '../../../src-main/core/looks/measure.ts';
import { sharpestOf } from '../../../src-main/core/looks/sharpest.ts';
import { scramble } from '../../helpers/photos.ts';

const [width, height] = [40, 30];

function pixels(of: (x: number, y: number, channel: number) => number): RgbPixels {
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const at = Math.floor(i / 3);
    return of(at % width, Math.floor(at / width), i % 3);
  });
  return { data, width, height };
}

const random = pixels((x, y, channel) => scramble(x + 100 * y + 10_000 * channel));
const flat = (value: number): RgbPixels => pixels(() => value);

/** Answers of a mask of 3 x 3 at all places inside the border, computed directly. */
function filtered(luma: Float32Array, mask: readonly (readonly number[])[]): number[] {
  const answers: number[] = [];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++)
      answers.push(
        mask
          .flatMap((row, dy) => row.map((weight, dx) => weight * (luma[(y + dy - 1) * width + x + dx - 1] ?? NaN)))
          .reduce((sum, value) => sum + value, 0),
      );
  return answers;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

describe('measured is what its formula says', () => {
  const luma = lumaOf(random);

  test('luma', () => {
    const [r = 0, g = 0, b = 0] = random.data.slice(3 * 17, 3 * 18);
    expect(luma[17]).toBeCloseTo(0.299 * r + 0.587 * g + 0.114 * b, 3);
  });

  test('variance of the Laplacian', () => {
    const answers = filtered(luma, [
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ]);
    expect(laplacianVariance(luma, width, height)).toBeCloseTo(deviation(answers) ** 2, 0);
  });

  test('noise', () => {
    const answers = filtered(luma, [
      [1, -2, 1],
      [-2, 4, -2],
      [1, -2, 1],
    ]);
    const sum = answers.reduce((total, value) => total + Math.abs(value), 0);
    const expected = (Math.sqrt(Math.PI / 2) * sum) / (6 * (width - 2) * (height - 2));
    expect(noiseOf(luma, width, height)).toBeCloseTo(expected, 6);
  });

  test('colourfulness', () => {
    const at = (i: number, channel: number): number => random.data[3 * i + channel] ?? NaN;
    const places = Array.from({ length: width * height }, (_, i) => i);
    const redGreen = places.map((i) => at(i, 0) - at(i, 1));
    const yellowBlue = places.map((i) => (at(i, 0) + at(i, 1)) / 2 - at(i, 2));
    const expected =
      Math.hypot(deviation(redGreen), deviation(yellowBlue)) + 0.3 * Math.hypot(mean(redGreen), mean(yellowBlue));
    expect(colourfulnessOf(random)).toBeCloseTo(expected, 6);
  });
});

test('noise of a known deviation is found in a flat picture', () => {
  // The mean of twelve flat numbers is nearly normal.
  const normal = (at: number): number =>
    Array.from({ length: 12 }, (_, i) => scramble(12 * at + i) / 255).reduce((sum, value) => sum + value, -6);
  const noisy = pixels((x, y) => Math.round(128 + 10 * normal(x + width * y)));
  const found = noiseOf(lumaOf(noisy), width, height);
  expect(found).toBeGreaterThan(8.5);
  expect(found).toBeLessThan(11.5);
});

test('grey is not colourful, flat has neither edges nor noise, and more light is brighter', () => {
  for (const value of [0, 100, 255]) {
    const look = measureLook(flat(value));
    expect(look.colourfulness).toBeCloseTo(0, 9);
    expect(look.sharpness).toBeCloseTo(0, 6);
    expect(look.noise).toBeCloseTo(0, 3);
  }
  expect(brightnessOf(flat(0))).toBe(0);
  expect(brightnessOf(flat(255))).toBeCloseTo(1, 3);
  expect(brightnessOf(flat(90))).toBeLessThan(brightnessOf(flat(100)));
});

test('what is too small to have an inside has neither edges nor noise', () => {
  const dot = { data: Uint8Array.of(200, 10, 10), width: 1, height: 1 };
  expect(measureLook(dot)).toMatchObject({ sharpness: 0, noise: 0 });
});

describe('the sharpest of shots', () => {
  const shots = (...values: (number | null)[]) => values.map((sharpness, i) => ({ id: i + 1, sharpness }));

  test.each([
    ['is clearly sharper than the first', shots(100, 90, 300, 200), 3],
    ['is none where the first is', shots(300, 100, 200), null],
    ['is none where nothing is clearly sharper', shots(100, 110, 105), null],
    ['is none where the first was not measured', shots(null, 100, 200), null],
    ['is none of one', shots(100), null],
    ['is none of nothing', shots(), null],
    ['leaves out what was not measured', shots(100, null, 200), 3],
  ])('%s', (_, all, expected) => {
    expect(sharpestOf(all)).toBe(expected);
  });
});
