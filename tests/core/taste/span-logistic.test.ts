import { describe, expect, test } from 'vitest';
import { dot } from '../../../src-main/core/math/vector.ts';
import { logisticInSpan, type Wished } from '../../../src-main/core/taste/span-logistic.ts';
import { randomNumbers } from '../albums/points.ts';

const dim = 12;

function wishes(count: number, seed: number): Wished[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => ({
    row: Float64Array.from({ length: dim }, () => random()),
    offset: 3 * random(),
  }));
}

/** Written for clarity. */
function loss(v: Float64Array, wished: readonly Wished[], lambda: number): number {
  const misses = wished.map(({ row, offset }) => Math.log(1 + Math.exp(-(offset + dot(v, row)))));
  return misses.reduce((sum, miss) => sum + miss, 0) + lambda * dot(v, v);
}

function gradient(v: Float64Array, wished: readonly Wished[], lambda: number): number[] {
  const step = 1e-5;
  return Array.from(v, (_, d) => {
    const moved = (by: number): Float64Array => v.map((value, i) => (i === d ? value + by : value));
    return (loss(moved(step), wished, lambda) - loss(moved(-step), wished, lambda)) / (2 * step);
  });
}

describe('the direction by which wishes are fulfilled', () => {
  test.each([
    [1, 1],
    [5, 1],
    [5, 0.01],
    [40, 0.1],
    [40, 10],
  ])('is where the loss is least: its gradient, found by trying, is 0 (%i wishes, lambda %d)', (count, lambda) => {
    const wished = wishes(count, count);
    const found = logisticInSpan(wished, lambda);
    expect(found).not.toBeNull();
    for (const slope of gradient(found ?? new Float64Array(dim), wished, lambda))
      expect(Math.abs(slope)).toBeLessThan(1e-6);
    const start = gradient(new Float64Array(dim), wished, lambda);
    expect(Math.max(...start.map(Math.abs))).toBeGreaterThan(1e-2);
  });

  test('is found where what is there already is far off, and where rows say the same or the opposite', () => {
    const [{ row } = { row: new Float64Array(dim) }] = wishes(1, 7);
    const wished = [
      { row, offset: -200 },
      { row, offset: 200 },
      { row: row.map((value) => -value), offset: 0 },
    ];
    const found = logisticInSpan(wished, 0.5) ?? new Float64Array(dim);
    expect(found.every(Number.isFinite)).toBe(true);
    for (const slope of gradient(found, wished, 0.5)) expect(Math.abs(slope)).toBeLessThan(1e-5);
  });

  test('is none where nothing is wished for, and none where nothing is missing', () => {
    expect(logisticInSpan([], 1)).toBeNull();
    const [{ row } = { row: new Float64Array(dim) }] = wishes(1, 9);
    const found = logisticInSpan([{ row, offset: 60 }], 1) ?? [];
    expect(Math.sqrt(dot(found, found))).toBeLessThan(1e-12);
  });
});
