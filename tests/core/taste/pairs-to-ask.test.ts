import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../src-main/core/math/random.ts';
import { dot } from '../../../src-main/core/math/vector.ts';
import { type Askable, pairsToAsk } from '../../../src-main/core/taste/pairs-to-ask.ts';
import { anyDirection, randomNumbers } from '../albums/points.ts';

const dim = 16;
const numbers = randomNumbers(21);
const photos: Askable[] = Array.from({ length: 50 }, (_, i) => ({ id: i + 1, embedding: anyDirection(dim, numbers) }));
const taste = Float64Array.from(anyDirection(dim, randomNumbers(5)));
const liked = photos
  .toSorted((a, b) => dot(taste, b.embedding) - dot(taste, a.embedding))
  .slice(0, 10)
  .map(({ id }) => id);

interface Asked {
  readonly of?: readonly Askable[];
  readonly by?: Float64Array | null;
  readonly top?: number;
  readonly isOut?: (a: number, b: number) => boolean;
  readonly seed?: number;
}

function ask({ of = photos, by = null, top = 4, isOut = () => false, seed = 1 }: Asked = {}): readonly number[][] {
  return pairsToAsk(of, by, { top, isOut, random: randomFrom(seed) }).map((pair) => [...pair]);
}

describe('pairs to ask', () => {
  test('are by chance before anything is known, the same for the same numbers, with no photo in two', () => {
    const pairs = ask({ top: 25 });
    expect(new Set(pairs.flat()).size).toBe(50);
    expect(ask({ top: 25 })).toEqual(pairs);
    expect(ask({ top: 25, seed: 2 })).not.toEqual(pairs);
  });

  test('have one of the photos that are most to the taste each, on either side', () => {
    const sides = new Set<number>();
    for (let seed = 1; seed <= 8; seed++) {
      for (const pair of ask({ by: taste, seed })) {
        expect(pair.filter((id) => liked.includes(id)).length).toBeGreaterThan(0);
        sides.add(pair.findIndex((id) => liked.includes(id)));
      }
    }
    expect(sides).toEqual(new Set([0, 1]));
  });

  test('go on beyond those, and never to what is out or looks the same', () => {
    expect(ask({ by: taste, top: 100 }).length).toBeGreaterThan(20);
    const isOut = (a: number, b: number): boolean => (a + b) % 2 === 0;
    for (const [a = 0, b = 0] of ask({ by: taste, top: 20, isOut })) expect(isOut(a, b)).toBe(false);
    expect(ask({ isOut: () => true })).toEqual([]);
    const [one] = photos;
    const same = [1, 2, 3].map((id) => ({ id, embedding: one?.embedding ?? new Float32Array(dim) }));
    expect(ask({ of: same })).toEqual([]);
    expect(ask({ of: photos.slice(0, 1) })).toEqual([]);
  });
});
