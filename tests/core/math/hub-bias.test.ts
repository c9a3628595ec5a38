import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hubBias } from '../../../src-main/core/math/hub-bias.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';

const dim = 6;

function vectors(min: number, max: number): fc.Arbitrary<Embedding[]> {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  // From few values, too: then many captions fit equally well.
  const coarse = fc.constantFrom(-1, 0, 1);
  const vector = fc.oneof(value, coarse).chain((kind) => {
    const one = Number.isInteger(kind) ? coarse : value;
    return fc.array(one, { minLength: dim, maxLength: dim }).map((values) => Float32Array.from(values));
  });
  return fc.array(vector, { minLength: min, maxLength: max });
}

function joined(rows: readonly Embedding[]): Embedding {
  return Float32Array.from(rows.flatMap((row) => [...row]));
}

/** By sorting everything. */
function naive(embedding: Embedding, captions: readonly Embedding[], words: readonly Embedding[]): number {
  const meanOfBest = (texts: readonly Embedding[]): number => {
    const best = texts
      .map((text) => dot(embedding, text))
      .sort((a, b) => b - a)
      .slice(0, 16);
    return best.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, best.length);
  };
  return 0.15 * meanOfBest(captions) + 0.6 * meanOfBest(words);
}

test('is made of the sixteen best cosines with captions and with words, whatever their order and number', () => {
  fc.assert(
    fc.property(
      vectors(1, 1),
      vectors(0, 60),
      vectors(0, 60),
      ([embedding = new Float32Array(dim)], captions, words) => {
        const bank = { captions: joined(captions), words: joined(words) };
        expect(hubBias(embedding, bank)).toBeCloseTo(naive(embedding, captions, words), 10);
      },
    ),
  );
});

test.each([
  ['nothing', 0],
  ['one', 1],
  ['fifteen', 15],
  ['sixteen', 16],
  ['seventeen', 17],
])('of %s counts those that there are', (_, count) => {
  const texts = Array.from({ length: count }, (__, i) => Float32Array.of(i / 20, 0, 0, 0, 0, 0));
  const embedding = Float32Array.of(1, 0, 0, 0, 0, 0);
  expect(hubBias(embedding, { captions: joined(texts), words: joined([]) })).toBeCloseTo(
    naive(embedding, texts, []),
    10,
  );
  expect(hubBias(embedding, { captions: joined([]), words: joined(texts) })).toBeCloseTo(
    naive(embedding, [], texts),
    10,
  );
});

test('reads parts of a larger bank', () => {
  const all = joined([
    Float32Array.of(0, 1, 0, 0, 0, 0),
    Float32Array.of(0.5, 0, 0, 0, 0, 0),
    Float32Array.of(1, 0, 0, 0, 0, 0),
  ]);
  const embedding = Float32Array.of(1, 0, 0, 0, 0, 0);
  const bank = { captions: all.subarray(0, 2 * dim), words: all.subarray(2 * dim) };
  expect(hubBias(embedding, bank)).toBeCloseTo(0.15 * 0.25 + 0.6, 10);
});
