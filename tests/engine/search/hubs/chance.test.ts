import { describe, expect, test } from 'vitest';
import { someRows } from '../../../../src-main/engine/search/hubs/chance.ts';

describe('words that chance is told by', () => {
  const rows = Float32Array.from({ length: 20 }, (_, i) => i);
  const firsts = (most: number): (number | undefined)[] => someRows(rows, 2, most).map(([first]) => first);

  test('are all of them where they are few', () => {
    expect(someRows(rows, 2, 10)).toEqual(someRows(rows, 2, 1000));
    expect(firsts(10)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect(someRows(rows, 2, 10)[9]).toEqual(Float32Array.of(18, 19));
  });

  test.each([
    [4, [0, 4, 10, 14]],
    [3, [0, 6, 12]],
    [1, [0]],
    [0, []],
  ])('are %i from all over them where they are many', (most, expected) => {
    expect(firsts(most)).toEqual(expected);
  });

  test('are none of none', () => {
    expect(someRows(new Float32Array(), 2, 5)).toEqual([]);
  });
});
