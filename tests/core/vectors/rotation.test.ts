import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot } from '../../../src-main/core/math/vector.ts';
import { Rotation } from '../../../src-main/core/vectors/rotation.ts';

function rotate(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values);
  new Rotation(copy.length).apply(copy);
  return copy;
}

test('keeps every dot product', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  const pair = fc
    .integer({ min: 1, max: 300 })
    .chain((dim) => fc.tuple(...[1, 2].map(() => fc.array(value, { minLength: dim, maxLength: dim }))));
  fc.assert(
    fc.property(pair, ([a = [], b = []]) => {
      expect(dot(rotate(a), rotate(b))).toBeCloseTo(dot(a, b), 9);
    }),
  );
});

test('is the same in every version: stored codes depend on it', () => {
  const values = rotate(Float64Array.from({ length: 6 }, (_, i) => i + 1));
  expect([...values].map((value) => Number(value.toFixed(6)))).toEqual([-6.5, -1.25, -2.375, -0.375, -0.875, -6.375]);
});

describe.each([384, 512, 640, 768, 1024])('of %i dimensions', (dim) => {
  test.each([
    ['a single value', (i: number) => (i === 5 ? 1 : 0)],
    ['equal values', () => 1 / Math.sqrt(dim)],
    ['a few large values', (i: number) => (i % 100 === 3 ? 0.3 : 0.01)],
  ])('spreads %s over all dimensions', (_, value) => {
    const before = Float64Array.from({ length: dim }, (__, i) => value(i));
    const norm = Math.sqrt(dot(before, before));
    const after = rotate(before);
    // A sample of a normal distribution of deviation 1 / sqrt(dim) stays below 5 deviations.
    expect(Math.max(...after.map(Math.abs)) / norm).toBeLessThan(5 / Math.sqrt(dim));
    const fourth = after.reduce((sum, one) => sum + (one / norm) ** 4, 0) * dim;
    expect(fourth, 'three, for a normal distribution').toBeGreaterThan(2);
    expect(fourth).toBeLessThan(4);
  });
});
