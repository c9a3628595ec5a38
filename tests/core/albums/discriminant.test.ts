import { expect, test } from 'vitest';
import { DiscriminantAnalysis } from '../../../src-main/core/albums/discriminant.ts';
import { onGrid, RunningSums } from '../../../src-main/core/albums/running-sums.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { anyDirection, around, randomNumbers } from './points.ts';

function sample(dim: number, wanted: number, others: number): { wanted: Embedding[]; others: Embedding[] } {
  const random = randomNumbers(dim + wanted);
  return {
    wanted: around(anyDirection(dim, random), { count: wanted, spread: 0.8, random }).map(onGrid),
    others: around(anyDirection(dim, random), { count: others, spread: 1.2, random }).map(onGrid),
  };
}

function sumsOf(rows: readonly Embedding[]): RunningSums {
  const sums = new RunningSums(rows[0]?.length ?? 0);
  sums.add(rows);
  return sums;
}

const once = (rows: readonly Embedding[]) => rows.map((embedding) => ({ embedding, weight: 1 }));

/** By the formula as it stands, with the inverse matrix by Gauss and Jordan. */
function direct(wanted: readonly Embedding[], others: readonly Embedding[]): { direction: number[]; offset: number } {
  const dim = wanted[0]?.length ?? 0;
  const means = [wanted, others].map((rows) =>
    Array.from({ length: dim }, (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length),
  );
  const n = wanted.length + others.length;
  const centred = [wanted, others].flatMap((rows, k) =>
    rows.map((row) => Array.from(row, (value, i) => value - (means[k]?.[i] ?? 0))),
  );
  const covariance = Array.from({ length: dim }, (_, i) =>
    Array.from(
      { length: dim },
      (_, j) => centred.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0) / (n - 1),
    ),
  );
  const trace = covariance.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const shrunk = covariance.map((row, i) =>
    row.map((value, j) => ((n - 1) / dim) * value + (i === j ? trace / dim : 0)),
  );
  const inverse = inverted(shrunk);
  const times = (v: readonly number[]): number[] => inverse.map((row) => dot(row, v));
  const [a = [], b = []] = means;
  return {
    direction: times(a.map((value, i) => value - (b[i] ?? 0))),
    offset: -0.5 * (dot(a, times(a)) - dot(b, times(b))),
  };
}

function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] ?? [];
    const by = pivot[i] ?? NaN;
    for (let k = 0; k < pivot.length; k++) pivot[k] = (pivot[k] ?? 0) / by;
    for (const [j, row] of rows.entries()) {
      const factor = row[i] ?? 0;
      if (j !== i) for (let k = 0; k < row.length; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row) => row.slice(size));
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const difference = Float64Array.from(a, (value, i) => value - (b[i] ?? 0));
  return Math.sqrt(dot(difference, difference) / dot(b, b));
}

test.each([
  { dim: 24, wanted: 5, others: 60 },
  { dim: 40, wanted: 2, others: 300 },
])('by sums is what the formula says with an inverse matrix, $wanted against $others', ({ dim, wanted, others }) => {
  const photos = sample(dim, wanted, others);
  const expected = direct(photos.wanted, photos.others);
  const { direction, offset } = DiscriminantAnalysis.ofSums(
    sumsOf(photos.wanted),
    sumsOf(photos.others),
  ).discriminant();
  expect(distance(direction, expected.direction)).toBeLessThan(1e-9);
  expect(Math.abs(offset - expected.offset)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected.offset)));
});

test.each([
  { dim: 64, wanted: 3, others: 20 },
  { dim: 200, wanted: 12, others: 100 },
])(
  'by Woodbury’s identity is the same as by sums, $wanted and $others in $dim dimensions',
  ({ dim, wanted, others }) => {
    const photos = sample(dim, wanted, others);
    const bySums = DiscriminantAnalysis.ofSums(sumsOf(photos.wanted), sumsOf(photos.others));
    const byRows = DiscriminantAnalysis.ofRows(once(photos.wanted), once(photos.others));
    const [a, b] = [byRows.discriminant(), bySums.discriminant()];
    expect(distance(a.direction, b.direction)).toBeLessThan(1e-9);
    expect(Math.abs(a.offset - b.offset)).toBeLessThan(1e-9 * Math.max(1, Math.abs(b.offset)));
    for (const embedding of photos.wanted) {
      const difference = byRows.scoreLeftOut(embedding) - bySums.scoreLeftOut(embedding);
      expect(Math.abs(difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(bySums.scoreLeftOut(embedding))));
    }
  },
);

test('weights are so many photos, by either way', () => {
  const { wanted, others } = sample(30, 4, 10);
  const [first = onGrid(anyDirection(30, randomNumbers(1))), ...rest] = others;
  const repeated = [...Array.from({ length: 25 }, () => first), ...rest];
  const weighted = [{ embedding: first, weight: 25 }, ...once(rest)];
  const expected = DiscriminantAnalysis.ofSums(sumsOf(wanted), sumsOf(repeated)).discriminant();
  const { direction } = DiscriminantAnalysis.ofRows(once(wanted), weighted).discriminant();
  expect(distance(direction, expected.direction)).toBeLessThan(1e-9);
});

test('a left out example scores as in a model that was made without it, but for the ridge', () => {
  const { wanted, others } = sample(32, 6, 4000);
  const all = DiscriminantAnalysis.ofSums(sumsOf(wanted), sumsOf(others));
  for (const [i, embedding] of wanted.entries()) {
    const without = DiscriminantAnalysis.ofSums(sumsOf(wanted.filter((_, j) => j !== i)), sumsOf(others));
    const { direction, offset } = without.discriminant();
    const expected = dot(direction, embedding) + offset;
    expect(Math.abs(all.scoreLeftOut(embedding) - expected)).toBeLessThan(1e-3 * Math.abs(expected));
  }
});

test('photos that are all the same leave a model that is finite', () => {
  const [one = onGrid(anyDirection(16, randomNumbers(2)))] = sample(16, 1, 1).wanted;
  const [other = onGrid(anyDirection(16, randomNumbers(3)))] = sample(16, 1, 1).others;
  const { direction, offset } = DiscriminantAnalysis.ofSums(
    sumsOf([one, one]),
    sumsOf([other, other, other]),
  ).discriminant();
  expect([...direction, offset].every(Number.isFinite)).toBe(true);
  expect(dot(direction, one)).toBeGreaterThan(dot(direction, other));
});
