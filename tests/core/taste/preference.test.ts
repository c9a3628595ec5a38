import { describe, expect, test } from 'vitest';
import { cosine, dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { type Choice, embeddedChoices, learnTaste, mostChoices } from '../../../src-main/core/taste/preference.ts';
import { anyDirection, randomNumbers } from '../albums/points.ts';

const dim = 32;

/** What somebody with this taste chooses of photos by chance. @param noise of what they see in a photo */
function choices(taste: Embedding, count: number, { seed, noise }: { seed: number; noise: number }): Choice[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const [a, b] = [anyDirection(dim, random), anyDirection(dim, random)];
    const seen = dot(a, taste) - dot(b, taste) + noise * random();
    return seen > 0 ? { better: a, worse: b } : { better: b, worse: a };
  });
}

function accuracy(learnt: Float64Array | null, held: readonly Choice[]): number {
  if (learnt === null) return 0;
  const right = held.filter(({ better, worse }) => dot(learnt, better) > dot(learnt, worse));
  return right.length / held.length;
}

describe('a taste', () => {
  const taste = anyDirection(dim, randomNumbers(5));

  test('is found again in what was chosen by it, the better the more there are', () => {
    const held = choices(taste, 500, { seed: 99, noise: 0 });
    const few = learnTaste(choices(taste, 10, { seed: 1, noise: 0 }));
    const many = learnTaste(choices(taste, 200, { seed: 1, noise: 0 }));
    expect(cosine(many ?? [], taste)).toBeGreaterThan(0.9);
    expect(accuracy(few, held)).toBeGreaterThan(0.55);
    expect(accuracy(many, held)).toBeGreaterThan(accuracy(few, held));
    expect(accuracy(many, held)).toBeGreaterThan(0.9);
  });

  test('is found in choices that are not always the same, and is none without any', () => {
    const learnt = learnTaste(choices(taste, 200, { seed: 3, noise: 0.2 }));
    expect(cosine(learnt ?? [], taste)).toBeGreaterThan(0.75);
    expect(learnTaste([])).toBeNull();
  });

  test('is that of the latest choices, whatever came long before', () => {
    const latest = choices(taste, mostChoices, { seed: 4, noise: 0 });
    const before = choices(anyDirection(dim, randomNumbers(77)), 50, { seed: 6, noise: 0 });
    expect(learnTaste([...before, ...latest])).toEqual(learnTaste(latest));
  });

  test('is none where two choices contradict each other, or the photos look the same', () => {
    const random = randomNumbers(8);
    const [a, b] = [anyDirection(dim, random), anyDirection(dim, random)];
    expect(
      learnTaste([
        { better: a, worse: b },
        { better: b, worse: a },
      ]),
    ).toBeNull();
    expect(learnTaste([{ better: a, worse: a }])).toBeNull();
  });

  test('is of the photos alone that have an embedding', () => {
    const [a, b] = [anyDirection(dim, randomNumbers(1)), anyDirection(dim, randomNumbers(2))];
    const kept = [
      { better: 1, worse: 2 },
      { better: 3, worse: 1 },
      { better: 2, worse: 1 },
    ];
    const known = new Map([
      [1, a],
      [2, b],
    ]);
    expect(embeddedChoices(kept, known)).toEqual([
      { better: a, worse: b },
      { better: b, worse: a },
    ]);
  });
});
