import { describe, expect, test } from 'vitest';
import { logisticRegression } from '../../../src-main/core/math/logistic-regression.ts';

/** As many of each value as it takes for shares to be those of a logistic function, but for rounding. */
function samples(slope: number, middle: number): { xs: number[]; holds: number[] } {
  const [xs, holds]: [number[], number[]] = [[], []];
  for (let x = -3; x <= 3; x += 0.25) {
    const share = 1 / (1 + Math.exp(-slope * (x - middle)));
    for (let i = 0; i < 400; i++) {
      xs.push(x);
      holds.push(i < Math.round(400 * share) ? 1 : 0);
    }
  }
  return { xs, holds };
}

describe('a logistic regression', () => {
  test.each([
    [1.5, 0.5],
    [0.3, -1],
    [-2, 0],
    [4, 2],
  ])('finds slope %d and middle %d again', (slope, middle) => {
    const { xs, holds } = samples(slope, middle);
    const fit = logisticRegression(xs, holds);
    expect(fit?.slope).toBeCloseTo(slope, 1);
    expect(fit?.middle).toBeCloseTo(middle, 1);
  });

  test('of what hardly ever holds is found, too', () => {
    const { xs, holds } = samples(1.5, 5);
    expect(holds.filter((one) => one === 1).length).toBeLessThan(xs.length / 100);
    expect(logisticRegression(xs, holds)?.slope).toBeCloseTo(1.5, 0);
  });

  test.each([
    ['of nothing', [], []],
    ['of what never holds', [1, 2, 3], [0, 0, 0]],
    ['of what always holds', [1, 2, 3], [1, 1, 1]],
    ['of what holds on one side of a value alone', [1, 2, 3, 4], [0, 0, 1, 1]],
    ['of one value', [2, 2, 2, 2], [0, 1, 0, 1]],
    ['of what is no number', [NaN, 1, 2], [0, 1, 0]],
  ])('there is none %s', (_, xs, holds) => {
    expect(logisticRegression(xs, holds)).toBeUndefined();
  });
});
