import { describe, expect, test } from 'vitest';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { Coder } from '../../../src-main/core/vectors/codes.ts';
import {
  blends,
  codedBlends,
  encodeBlends,
  GeneralTexts,
  windowBytes,
} from '../../../src-main/core/windows/blended.ts';
import { windowBoxes } from '../../../src-main/core/windows/window-boxes.ts';
import { embedding } from '../../helpers/vector-library.ts';

const whole = embedding(96, 1);
const windows = windowBoxes.map((_, i) => embedding(96, 10 + i));
const texts = Array.from({ length: 20 }, (_, i) => embedding(96, 100 + i));

function best(of: readonly Embedding[], text: Embedding): number {
  return Math.max(...of.map((one) => dot(one, text)));
}

describe('windows', () => {
  test('are the corners and the middle, each of half the sides', () => {
    expect(windowBoxes.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0.5, 0],
      [0, 0.5],
      [0.5, 0.5],
      [0.25, 0.25],
    ]);
    expect(windowBoxes.every(({ width, height }) => width === 0.5 && height === 0.5)).toBe(true);
  });
});

describe('the best blend', () => {
  test('scores as the whole and the best window, with their weights', () => {
    for (const text of texts) {
      expect(best(blends(whole, windows), text)).toBeCloseTo(0.7 * dot(whole, text) + 0.3 * best(windows, text), 5);
      expect(best(blends(whole, windows, 0), text)).toBeCloseTo(dot(whole, text), 5);
    }
  });

  test('exceeds the whole for texts in general by what is taken off', () => {
    const blended = blends(whole, windows);
    const mean = texts.reduce((sum, text) => sum + best(blended, text) - dot(whole, text), 0) / texts.length;
    expect(new GeneralTexts(texts, 96).excess(whole, blended)).toBeCloseTo(mean, 5);
  });
});

describe('codes of blends', () => {
  test('are what the blends were, but for rounding', () => {
    const coder = new Coder(96);
    const blended = blends(whole, windows);
    const bytes = encodeBlends(coder, blended);
    expect(bytes).toHaveLength(windowBytes(coder));
    const values = new Float32Array(coder.dim);
    const read = codedBlends(coder, bytes)?.map(({ scale, row }) => {
      coder.decode(row, scale, values);
      return coder.unrotate(values);
    });
    expect(read).toHaveLength(blended.length);
    for (const [i, one] of blended.entries()) {
      for (const text of texts) expect(dot(read?.[i] ?? one.fill(NaN), text)).toBeCloseTo(dot(one, text), 2);
    }
  });

  test.each([
    ['of another size', (bytes: Uint8Array) => bytes.subarray(1)],
    ['without a scale', (bytes: Uint8Array) => Uint8Array.from(bytes).fill(0, 0, 4)],
  ])('are not read where they are %s', (_, damage) => {
    const coder = new Coder(96);
    expect(codedBlends(coder, damage(encodeBlends(coder, blends(whole, windows))))).toBeUndefined();
  });
});
