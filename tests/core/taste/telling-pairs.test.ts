import { describe, expect, test } from 'vitest';
import { dot, type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import { type Choice, learnTaste } from '../../../src-main/core/taste/preference.ts';
import { type Answers, type Askable, tellingPairs } from '../../../src-main/core/taste/telling-pairs.ts';
import { anyDirection, randomNumbers } from '../albums/points.ts';

const dim = 16;
const random = randomNumbers(21);
const photos: Askable[] = Array.from({ length: 60 }, (_, i) => ({ id: i + 1, embedding: anyDirection(dim, random) }));
const embeddingOf = (id: number): Askable['embedding'] => photos[id - 1]?.embedding ?? new Float32Array(dim);
const none = (): boolean => false;
const nothing: Answers = { choices: [], neither: [] };
const taste = anyDirection(dim, randomNumbers(5));

function chosen([a, b]: readonly [number, number]): Choice {
  const isFirst = dot(embeddingOf(a), taste) > dot(embeddingOf(b), taste);
  const [better, worse] = isFirst ? [a, b] : [b, a];
  return { better: embeddingOf(better), worse: embeddingOf(worse) };
}

/** Share of all pairs that what was learnt puts in the right order. */
function accuracy(choices: readonly Choice[]): number {
  const learnt = learnTaste(choices) ?? new Float64Array(dim);
  let [right, all] = [0, 0];
  for (const { id: a } of photos) {
    for (const { id: b } of photos.slice(a)) {
      const { better, worse } = chosen([a, b]);
      all++;
      if (dot(learnt, better) > dot(learnt, worse)) right++;
    }
  }
  return right / all;
}

describe('pairs to ask', () => {
  test('before anything is known are of photos that differ most, none in two of them', () => {
    const pairs = tellingPairs(photos, nothing, 4, none);
    expect(new Set(pairs.flat()).size).toBe(8);
    const distance = ([a, b]: readonly [number, number]): number => 2 - 2 * dot(embeddingOf(a), embeddingOf(b));
    const all = photos.flatMap(({ id: a }) => photos.slice(a).map(({ id: b }) => distance([a, b])));
    expect(distance(pairs[0] ?? [1, 1])).toBeCloseTo(Math.max(...all), 6);
  });

  test('are others after an answer, the same without one, and never those that are out', () => {
    const [first = [1, 2] as const] = tellingPairs(photos, nothing, 1, none);
    expect(tellingPairs(photos, nothing, 1, none)).toEqual([first]);
    expect(tellingPairs(photos, { choices: [chosen(first)], neither: [] }, 1, none)).not.toEqual([first]);
    expect(tellingPairs(photos, nothing, 1, (a, b) => a === first[0] && b === first[1])).not.toEqual([first]);
    expect(tellingPairs(photos, nothing, 1, () => true)).toEqual([]);
  });

  test('are none of photos that look the same', () => {
    const [one] = photos;
    const same = [1, 2, 3].map((id) => ({ id, embedding: one?.embedding ?? new Float32Array(dim) }));
    expect(tellingPairs(same, nothing, 4, none)).toEqual([]);
    expect(tellingPairs(photos.slice(0, 1), nothing, 4, none)).toEqual([]);
  });

  test('are of another kind where neither of such a pair was liked better', () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((id) => anyDirection(dim, randomNumbers(id)));
    if (!a || !b || !c || !d) throw new Error('Expected four directions');
    const near = (of: Embedding): Embedding => normalized(of.map((value, i) => value + 0.05 * (d[i] ?? 0)));
    const six = [a, near(a), b, near(b), c, near(c)].map((embedding, i) => ({ id: i + 1, embedding }));
    const kindsOf = (pair: readonly number[]): string => pair.map((id) => Math.ceil(id / 2)).join(' ');
    const [first = [1, 3] as const] = tellingPairs(six, nothing, 1, none);
    const [x, y] = first.map((id) => six[id - 1]?.embedding ?? a);
    const neither = [{ better: x ?? a, worse: y ?? a }];
    const [next = first] = tellingPairs(six, { choices: [], neither }, 1, none);
    expect(kindsOf(next)).not.toBe(kindsOf(first));
  });

  test('teach a taste', () => {
    const choices: Choice[] = [];
    const asked = new Set<string>();
    while (choices.length < 20) {
      for (const pair of tellingPairs(photos, { choices, neither: [] }, 4, (a, b) => asked.has(`${a} ${b}`))) {
        asked.add(`${pair[0]} ${pair[1]}`);
        choices.push(chosen(pair));
      }
    }
    expect(asked.size).toBe(20);
    expect(accuracy(choices)).toBeGreaterThan(0.75);
  });
});
