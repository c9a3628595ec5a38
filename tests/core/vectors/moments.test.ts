import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot } from '../../../src-main/core/math/vector.ts';
import { Moments } from '../../../src-main/core/vectors/moments.ts';
import { random } from '../../helpers/vector-library.ts';

const dim = 64;

function rows(count: number, seed: number): Float32Array[] {
  const next = random(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: dim }, () => (next() - 0.4) / 5));
}

function change(moments: Moments, sign: 1 | -1, row: Float32Array): void {
  moments.change(sign, (values) => {
    values.set(row);
  });
}

function expectMoments(moments: Moments, of: readonly Float32Array[]): void {
  const query = Float64Array.from({ length: dim }, (_, i) => Math.sin(i));
  const scores = of.map((row) => dot(row, query));
  const mean = scores.reduce((a, b) => a + b, 0) / Math.max(1, of.length);
  const deviation = Math.sqrt(scores.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, of.length));
  const found = moments.of(query);
  expect(moments.count).toBe(of.length);
  expect(found.mean).toBeCloseTo(mean, 5);
  if (of.length < 2) expect(found.deviation).toBe(1);
  else expect(found.deviation).toBeCloseTo(deviation, 3);
}

test('are those of all scores, after any changes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30, max: 70 }), { maxLength: 8 }), fc.nat(), (changes, seed) => {
      const moments = new Moments(dim);
      const present: Float32Array[] = [];
      for (const [i, count] of changes.entries()) {
        for (const row of rows(count > 0 ? count : 0, seed + i)) {
          change(moments, 1, row);
          present.push(row);
        }
        for (const row of present.splice(0, count < 0 ? -count : 0)) change(moments, -1, row);
      }
      expectMoments(moments, present);
    }),
  );
});

describe('stored', () => {
  test('go on where they were', () => {
    const all = rows(100, 1);
    const moments = new Moments(dim);
    for (const row of all.slice(0, 70)) change(moments, 1, row);
    const again = new Moments(dim);
    // As a database hands them out, at any address.
    const bytes = moments.toBytes();
    const elsewhere = new Uint8Array(bytes.length + 3).subarray(3);
    elsewhere.set(bytes);
    again.restore(elsewhere);
    expectMoments(again, all.slice(0, 70));
    for (const row of all.slice(70)) change(again, 1, row);
    for (const row of all.slice(0, 10)) change(again, -1, row);
    expectMoments(again, all.slice(10));
  });

  test('are refused when they are of another dimension', () => {
    const bytes = new Moments(2 * dim).toBytes();
    expect(() => {
      new Moments(dim).restore(bytes);
    }).toThrow(/Expected 8840 bytes of moments but received/);
  });
});

test('leave nothing behind when everything is gone', () => {
  const moments = new Moments(dim);
  const all = rows(333, 4);
  for (const row of all) change(moments, 1, row);
  for (const row of all) change(moments, -1, row);
  expect(moments.of(new Float64Array(dim).fill(1))).toEqual({ mean: 0, deviation: 1 });
});
