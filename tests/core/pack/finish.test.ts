import { describe, expect, test } from 'vitest';
import { type Finishing, finishRows, fitsWidth } from '../../../src-main/core/pack/finish.ts';

const layer = (weight: readonly (readonly number[])[], bias?: readonly number[]): NonNullable<Finishing['linear']> => ({
  outputs: weight.length,
  inputs: weight[0]?.length ?? 0,
  weight: Float32Array.from(weight.flat()),
  bias: bias === undefined ? undefined : Float32Array.from(bias),
});

function rows(values: readonly number[], width: number, finishing: Finishing): (number[] | undefined)[] {
  return finishRows(values, width, finishing).map((row) => row && Array.from(row));
}

const near = (...values: readonly number[]): unknown[] => values.map((value): unknown => expect.closeTo(value, 6));

describe('rows become unit vectors', () => {
  test('as they are', () => {
    expect(rows([3, 4, 0, 2], 2, { dim: 2, isTruncated: false })).toEqual([near(0.6, 0.8), near(0, 1)]);
  });

  test('of which one has no direction', () => {
    expect(rows([0, 0, NaN, 1, 0, 5], 2, { dim: 2, isTruncated: false })).toEqual([undefined, undefined, near(0, 1)]);
  });

  test('of their first values, of length 1 again', () => {
    expect(rows([3, 4, 12, 0, 8, 1], 3, { dim: 2, isTruncated: true })).toEqual([near(0.6, 0.8), near(0, 1)]);
  });

  test('without those that are dropped', () => {
    expect(rows([9, 3, 7, 4], 4, { dropDims: [0, 2], dim: 2, isTruncated: false })).toEqual([near(0.6, 0.8)]);
  });

  test('through a layer, [outputs, inputs]', () => {
    const linear = layer([
      [1, 0, 2],
      [0, 4, 0],
    ]);
    expect(rows([1, 1, 1, 0, 0, 5], 3, { linear, dim: 2, isTruncated: false })).toEqual([near(0.6, 0.8), near(1, 0)]);
  });

  test('through a layer with a bias', () => {
    expect(
      rows([0, 0], 2, {
        linear: layer(
          [
            [1, 0],
            [0, 1],
          ],
          [3, 4],
        ),
        dim: 2,
        isTruncated: false,
      }),
    ).toEqual([near(0.6, 0.8)]);
  });

  test('through a layer, then without dropped values, then of the first that are left', () => {
    const linear = layer([[1], [9], [3], [4], [5]]);
    const finishing = { linear, dropDims: [0, 1], dim: 2, isTruncated: true };
    expect(rows([1], 1, finishing)).toEqual([near(0.6, 0.8)]);
    expect(rows([-2], 1, finishing)).toEqual([near(-0.6, -0.8)]);
  });

  test('not where the width does not fit', () => {
    expect(() => finishRows([1, 2, 3], 3, { dim: 2, isTruncated: false })).toThrow(RangeError);
  });
});

describe('a width', () => {
  const linear = layer([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  test.each<readonly [fits: boolean, what: string, width: number, finishing: Finishing]>([
    [true, 'is that of the embedding', 2, { dim: 2, isTruncated: false }],
    [false, 'is larger', 3, { dim: 2, isTruncated: false }],
    [false, 'is smaller', 1, { dim: 2, isTruncated: false }],
    [true, 'is larger and cut off', 3, { dim: 2, isTruncated: true }],
    [false, 'is smaller than what it is cut off to', 1, { dim: 2, isTruncated: true }],
    [true, 'is what the layer takes', 3, { linear, dim: 2, isTruncated: false }],
    [false, 'is what the layer gives', 2, { linear, dim: 2, isTruncated: false }],
    [false, 'fits a layer that gives something else', 3, { linear, dim: 3, isTruncated: false }],
    [true, 'is larger by what is dropped', 4, { dropDims: [0, 3], dim: 2, isTruncated: false }],
    [false, 'does not reach what is dropped', 4, { dropDims: [0, 4], dim: 2, isTruncated: false }],
  ])('%s: it %s', (fits, _, width, finishing) => {
    expect(fitsWidth(width, finishing)).toBe(fits);
  });
});
