import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostWeight, onGrid, RunningSums } from '../../../src-main/core/albums/running-sums.ts';
import { anyDirection, randomNumbers } from './points.ts';

const dim = 12;

function embeddings(seed: number, count: number): Float32Array<ArrayBuffer>[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => onGrid(anyDirection(dim, random)));
}

function of(rows: readonly Float32Array<ArrayBuffer>[]): RunningSums {
  const sums = new RunningSums(dim);
  sums.add(rows);
  return sums;
}

test('are the same to the last bit whatever came and went, in whatever order', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(30), fc.nat(30), (seed, stay, go) => {
      const rows = embeddings(seed, stay + go);
      const [staying, going] = [rows.slice(0, stay), rows.slice(stay)];
      const sums = of([...going, ...staying.toReversed()]);
      sums.remove(going);
      const anew = of(staying);
      expect(sums.weight).toBe(stay);
      expect(sums.sum).toEqual(anew.sum);
      expect(sums.products).toEqual(anew.products);
    }),
  );
});

test('hold means and products within 1e-12 of those of the embeddings', () => {
  const rows = embeddings(5, 200);
  const sums = of(rows);
  for (let i = 0; i < dim; i++) {
    const mean = rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length;
    expect(Math.abs((sums.mean()[i] ?? 0) - mean)).toBeLessThan(1e-12);
    for (let j = i; j < dim; j++) {
      const product = rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
      expect(Math.abs((sums.products[i * dim + j] ?? 0) - product)).toBeLessThan(1e-12);
    }
  }
});

test('count an embedding of weight 25 as 25 of them', () => {
  const [row = onGrid(anyDirection(dim, randomNumbers(1)))] = embeddings(1, 1);
  const sums = new RunningSums(dim);
  sums.add([row], 25);
  expect(sums.products).toEqual(of(Array.from({ length: 25 }, () => row)).products);
});

test('a copy does not change with what it was made of', () => {
  const [a, b] = embeddings(3, 2);
  if (a === undefined || b === undefined) throw new Error('two embeddings');
  const sums = of([a]);
  const copy = sums.copy();
  sums.add([b]);
  expect(copy.products).toEqual(of([a]).products);
  expect(copy.weight).toBe(1);
});

test('rounding to the grid moves no value by more than 5e-7, and again not at all', () => {
  const embedding = anyDirection(512, randomNumbers(7));
  const rounded = onGrid(embedding);
  expect(Math.max(...embedding.map((value, i) => Math.abs(value - (rounded[i] ?? 0))))).toBeLessThan(5e-7);
  expect(onGrid(rounded)).toEqual(rounded);
});

test('refuse what they could not hold exactly, and embeddings of another length', () => {
  const [row = onGrid(anyDirection(dim, randomNumbers(1)))] = embeddings(1, 1);
  const sums = new RunningSums(dim);
  sums.add([row], mostWeight);
  expect(() => {
    sums.add([row]);
  }).toThrow(RangeError);
  expect(() => {
    sums.remove([new Float32Array(dim + 1)]);
  }).toThrow(RangeError);
});
