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
function naive(embedding: Embedding, bank: readonly Embedding[]): number {
  const best = bank
    .map((caption) => dot(embedding, caption))
    .sort((a, b) => b - a)
    .slice(0, 16);
  return (0.5 * best.reduce((sum, cosine) => sum + cosine, 0)) / Math.max(1, best.length);
}

test('is half the mean of the sixteen best cosines, whatever the order and number of captions', () => {
  fc.assert(
    fc.property(vectors(1, 1), vectors(0, 60), ([embedding = new Float32Array(dim)], bank) => {
      expect(hubBias(embedding, joined(bank))).toBeCloseTo(naive(embedding, bank), 10);
    }),
  );
});

test.each([
  ['no captions', 0],
  ['one', 1],
  ['fifteen', 15],
  ['sixteen', 16],
  ['seventeen', 17],
])('of %s counts those that there are', (_, count) => {
  const bank = Array.from({ length: count }, (__, i) => Float32Array.of(i / 20, 0, 0, 0, 0, 0));
  const embedding = Float32Array.of(1, 0, 0, 0, 0, 0);
  expect(hubBias(embedding, joined(bank))).toBeCloseTo(naive(embedding, bank), 10);
});

test('reads a part of a larger bank', () => {
  const all = joined([
    Float32Array.of(0, 1, 0, 0, 0, 0),
    Float32Array.of(0.5, 0, 0, 0, 0, 0),
    Float32Array.of(1, 0, 0, 0, 0, 0),
  ]);
  const embedding = Float32Array.of(1, 0, 0, 0, 0, 0);
  expect(hubBias(embedding, all.subarray(0, 2 * dim))).toBeCloseTo(0.125, 10);
});
