import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, type Embedding, normalized, projectedOut } from '../../../src-main/core/math/vector.ts';

const dim = 8;

const unit: fc.Arbitrary<Embedding> = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dim, maxLength: dim })
  .filter((values) => dot(values, values) > 0.01)
  .map(normalized);

/** Directions with some among them that the others make up, or nearly so. */
const directions = fc
  .tuple(fc.array(unit, { maxLength: 4 }), fc.array(fc.nat(3), { maxLength: 3 }))
  .map(([own, repeated]) => {
    const made = repeated.flatMap((at) => {
      const a = own[at % Math.max(1, own.length)];
      const b = own.at(-1);
      if (a === undefined || b === undefined) return [];
      const sum = a.map((value, i) => value + 0.5 * (b[i] ?? 0));
      return dot(sum, sum) > 0.01 ? [normalized(sum)] : [];
    });
    return [...own, ...made];
  });

describe('a vector without directions', () => {
  test('has nothing in common with any of them, whether or not they depend on each other', () => {
    fc.assert(
      fc.property(unit, directions, (vector, taken) => {
        const rest = projectedOut(vector, taken);
        if (rest === undefined) return;
        expect(dot(rest, rest)).toBeCloseTo(1, 5);
        for (const direction of taken) expect(Math.abs(dot(rest, direction))).toBeLessThan(1e-5);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same again when they are taken out once more', () => {
    fc.assert(
      fc.property(unit, directions, (vector, taken) => {
        const rest = projectedOut(vector, taken);
        if (rest === undefined) return;
        const again = projectedOut(rest, taken);
        expect(again && dot(again, rest)).toBeCloseTo(1, 5);
      }),
    );
  });

  test('does not depend on the order of the directions', () => {
    fc.assert(
      fc.property(unit, fc.array(unit, { maxLength: 3 }), (vector, taken) => {
        const [one, other] = [projectedOut(vector, taken), projectedOut(vector, taken.toReversed())];
        if (one !== undefined && other !== undefined) expect(dot(one, other)).toBeCloseTo(1, 3);
      }),
    );
  });

  test('is itself where there are none, and leaves what it was made of alone', () => {
    const vector = normalized([1, 2, 3, 4, 5, 6, 7, 8]);
    const before = Float32Array.from(vector);
    expect(dot(projectedOut(vector, []) ?? [], vector)).toBeCloseTo(1, 6);
    projectedOut(vector, [normalized([1, 0, 0, 0, 0, 0, 0, 1])]);
    expect(vector).toEqual(before);
  });

  test.each([
    ['itself', [[3, 4]]],
    ['its opposite', [[-3, -4]]],
    [
      'two that make it up',
      [
        [1, 0],
        [1, 1],
      ],
    ],
    [
      'everything there is, several times',
      [
        [1, 0],
        [0, 1],
        [1, 1],
        [1, 0],
      ],
    ],
  ])('is nothing without %s', (_, taken) => {
    expect(projectedOut(normalized([3, 4]), taken.map(normalized))).toBeUndefined();
  });
});
