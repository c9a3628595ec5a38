import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src-renderer/lib/confidence.ts';

describe('the confidence of a hit', () => {
  const scores = { mean: 0, deviation: 0.1 };
  const level = (deviations: number, searched: number): string =>
    confidenceOf(deviations * 0.1, scores, searched).level;

  it.each([
    [114, 3.4, 'strong'],
    [114, 2.2, 'fair'],
    [114, 1.5, 'weak'],
    [1476, 4.2, 'strong'],
    [1476, 3.2, 'fair'],
    [1476, 2.2, 'weak'],
    [100_000, 5.2, 'strong'],
    [100_000, 4.2, 'fair'],
    [100_000, 3.2, 'weak'],
    [1, -2, 'weak'],
  ])('among %d photos is at %d deviations %s', (searched, deviations, expected) => {
    expect(level(deviations, searched)).toBe(expected);
  });

  it('is not strong for the best of a library without the thing, where scores are chance', () => {
    // Irwin-Hall sums of uniform values stand for a normal distribution; the generator is Lehmer's.
    let state = 42;
    const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const normal = (): number => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
    const best = Array.from({ length: 40 }, () => Math.max(...Array.from({ length: 1000 }, normal)));
    const strong = best.filter((deviations) => level(deviations, 1000) === 'strong');
    expect(strong.length / best.length).toBeLessThan(0.2);
  });

  it('grows with the score and stays drawable', () => {
    const fractions = [-1, 0, 0.2, 0.5, 1].map((score) => confidenceOf(score, scores, 1000).fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(Math.min(...fractions)).toBeGreaterThan(0);
    expect(Math.max(...fractions)).toBe(1);
  });

  it('is counted in deviations of the library', () => {
    expect(confidenceOf(0.42, { mean: -0.03, deviation: 0.09 }, 1000).deviations).toBeCloseTo(5);
  });
});
