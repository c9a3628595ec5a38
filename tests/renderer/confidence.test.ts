import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src-renderer/lib/confidence.ts';

describe('the confidence of a hit', () => {
  const scores = { mean: -0.03, deviation: 0.09 };

  it.each([
    [0.44, 'strong'],
    [0.3, 'fair'],
    [0.1, 'weak'],
    [-0.2, 'weak'],
  ] as const)('of score %d is %s', (score, level) => {
    expect(confidenceOf(score, scores).level).toBe(level);
  });

  it('grows with the score and stays drawable', () => {
    const fractions = [-1, 0, 0.2, 0.5, 1].map((score) => confidenceOf(score, scores).fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(Math.min(...fractions)).toBeGreaterThan(0);
    expect(Math.max(...fractions)).toBe(1);
  });

  it('is counted in deviations of the library', () => {
    expect(confidenceOf(0.42, scores).deviations).toBeCloseTo(5);
  });
});
