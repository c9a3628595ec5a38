import { describe, expect, test } from 'vitest';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { agreementPairs, agrees, compareTowers, leastAgreeing } from '../../../src-main/core/pack/agreement.ts';

/** The vector of length 1 along an axis. */
function axis(at: number, dim = 4): Embedding {
  return Float32Array.from({ length: dim }, (_, i) => (i === at ? 1 : 0));
}

describe('towers are compared', () => {
  test('and agree where every picture is nearest to its own text', () => {
    const vectors = [axis(0), axis(1), axis(2)];
    expect(compareTowers(vectors, vectors)).toEqual({ agreement: { images: 3, texts: 3, of: 3 }, disagreements: [] });
  });

  test('and what finds something else is named, on both sides', () => {
    const { agreement, disagreements } = compareTowers([axis(0), axis(1), axis(2)], [axis(1), axis(0), axis(2)]);
    expect(agreement).toEqual({ images: 1, texts: 1, of: 3 });
    expect(disagreements).toEqual([
      { side: 'image', own: 0, found: 1 },
      { side: 'image', own: 1, found: 0 },
      { side: 'text', own: 0, found: 1 },
      { side: 'text', own: 1, found: 0 },
    ]);
  });

  test('each side by itself: a text that all pictures find has found one', () => {
    const near = Float32Array.of(0.8, 0.6, 0, 0);
    const { agreement } = compareTowers([axis(0), near], [axis(0), axis(1)]);
    expect(agreement).toEqual({ images: 1, texts: 2, of: 2 });
  });

  test('and agree on nothing where everything is the same', () => {
    const same = [axis(0), axis(0), axis(0)];
    expect(compareTowers(same, same).agreement).toEqual({ images: 0, texts: 0, of: 3 });
  });

  test('and agree on nothing that is no number', () => {
    const nothing = [0, 1].map(() => new Float32Array(4).fill(NaN));
    expect(compareTowers(nothing, nothing).agreement).toEqual({ images: 0, texts: 0, of: 2 });
  });
});

test('eight of ten is enough, on both sides', () => {
  expect([leastAgreeing, agreementPairs.length]).toEqual([8, 10]);
  expect(agrees({ images: 8, texts: 8, of: 10 })).toBe(true);
  expect(agrees({ images: 7, texts: 10, of: 10 })).toBe(false);
  expect(agrees({ images: 10, texts: 7, of: 10 })).toBe(false);
});
