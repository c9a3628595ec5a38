import { describe, expect, test } from 'vitest';
import { blendedHeat, coverings, occlusionHeat } from '../../../src-main/core/dense/occlusion.ts';

const hottest = (heat: ArrayLike<number>): number => Array.from(heat).indexOf(Math.max(...Array.from(heat)));

/** What each covering costs where one cell of 8 x 8 is all that matters. */
function costsOf(cell: number): number[] {
  const [x, y] = [((cell % 8) + 0.5) / 8, (Math.floor(cell / 8) + 0.5) / 8];
  return coverings.map((box) => (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height ? 0.1 : 0));
}

describe('coverings', () => {
  test('lie in the photo, and leave no cell out', () => {
    expect(coverings).toHaveLength(25);
    for (const { x, y, width, height } of coverings) {
      expect([width, height]).toEqual([0.25, 0.25]);
      expect(x + width).toBeLessThanOrEqual(1);
      expect(y + height).toBeLessThanOrEqual(1);
    }
    for (let cell = 0; cell < 64; cell++) expect(Math.max(...costsOf(cell))).toBe(0.1);
  });
});

describe('the heat of what is covered', () => {
  test('is where covering costs most, at every place that a square can be', () => {
    coverings.forEach((box, covering) => {
      const costs = coverings.map((_, i) => (i === covering ? 0.1 : 0));
      const cell = hottest(occlusionHeat(costs, { rows: 8, columns: 8 }));
      const [x, y] = [((cell % 8) + 0.5) / 8, (Math.floor(cell / 8) + 0.5) / 8];
      expect(x).toBeGreaterThan(box.x);
      expect(x).toBeLessThan(box.x + box.width);
      expect(y).toBeGreaterThan(box.y);
      expect(y).toBeLessThan(box.y + box.height);
    });
  });

  test('is on the cell itself where two squares that cost something share it', () => {
    // Column 3, row 3: covered from (2, 2), (3, 3), and no other.
    expect(hottest(occlusionHeat(costsOf(27), { rows: 8, columns: 8 }))).toBe(27);
  });

  test('is below 0 where what is covered speaks against what was described', () => {
    const costs = coverings.map((_, i) => (i === 0 ? -0.1 : 0));
    expect(occlusionHeat(costs, { rows: 8, columns: 8 })[0]).toBeLessThan(0);
  });

  test.each([
    [4, 4],
    [8, 8],
    [7, 14],
  ])('is over the cells that a map has: %i x %i', (rows, columns) => {
    // The lower right corner.
    const costs = coverings.map(({ x, y }) => (x === 0.75 && y === 0.75 ? 0.1 : 0));
    const heat = occlusionHeat(costs, { rows, columns });
    expect(heat).toHaveLength(rows * columns);
    expect(hottest(heat)).toBeGreaterThanOrEqual((rows - Math.ceil(rows / 4)) * columns);
    expect(hottest(heat) % columns).toBeGreaterThanOrEqual(Math.floor(columns * 0.75));
    expect(heat[0]).toBeCloseTo(0, 3);
  });

  test('is the same everywhere by what costs nothing', () => {
    const heat = occlusionHeat(
      coverings.map(() => 0),
      { rows: 8, columns: 8 },
    );
    expect(new Set(heat)).toEqual(new Set([0]));
  });

  test('wants one cost for each covering', () => {
    expect(() => occlusionHeat([1, 2], { rows: 8, columns: 8 })).toThrow(/25 costs but received 2/u);
  });
});

describe('two maps together', () => {
  test('count the same, whatever scale they are of', () => {
    const one = [0, 0, 1, 0];
    const other = [0, 0.001, 0, 0];
    const heat = blendedHeat(one, other);
    expect(heat[1]).toBeCloseTo(heat[2] ?? 0, 10);
    expect(heat[0]).toBeLessThan(heat[1] ?? 0);
  });

  test('are the one of them where the other is the same everywhere', () => {
    expect(hottest(blendedHeat([0, 0, 0], [1, 3, 2]))).toBe(1);
    expect(Array.from(blendedHeat([5, 5], [5, 5]))).toEqual([0, 0]);
  });
});
