import { describe, expect, test } from 'vitest';
import { roughDim } from '../../../src-main/core/duplicates/likeness.ts';
import { RoughIndex } from '../../../src-main/engine/duplicates/rough-index.ts';

/** A unit vector at an angle from the first axis, in the plane of the first two. */
function look(degrees: number): Float32Array {
  const vector = new Float32Array(roughDim);
  vector[0] = Math.cos((degrees * Math.PI) / 180);
  vector[1] = Math.sin((degrees * Math.PI) / 180);
  return vector;
}

describe('photos that look roughly the same are found', () => {
  test('best first, as many as are wanted, and none below what is asked for', () => {
    const index = new RoughIndex();
    for (const degrees of [40, 10, 0, 5, 90]) index.add(100 + degrees, look(degrees));
    expect(index.near(look(0), 0.95, 9)).toEqual([100, 105, 110]);
    expect(index.near(look(0), 0.95, 2)).toEqual([100, 105]);
    expect(index.near(look(180), 0.95, 9)).toEqual([]);
  });

  test('in every block of memory, and once where one was added twice', () => {
    const index = new RoughIndex();
    for (let id = 1; id <= 16_390; id++) index.add(id, look(id === 5 || id === 16_388 ? 0 : 90));
    index.add(5, look(0));
    expect(index.near(look(0), 0.9, 9)).toEqual([5, 16_388]);
    expect(index.has(16_388)).toBe(true);
    expect(index.has(16_391)).toBe(false);
  });
});
