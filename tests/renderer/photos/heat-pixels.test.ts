import { describe, expect, it } from 'vitest';
import { heatPixels, pixelsPerCell } from '../../../src-renderer/photos/viewer/heat-pixels.ts';

/** Opacity of the pixels of a row. */
function alphas(pixels: Uint8ClampedArray, columns: number, row: number): number[] {
  const width = columns * pixelsPerCell;
  return Array.from({ length: width }, (_, x) => pixels[(row * width + x) * 4 + 3] ?? -1);
}

describe('the drawing of a map', () => {
  it('has pixels for every cell', () => {
    expect(heatPixels({ values: [0, 1, 0, 1, 0, 1], rows: 2, columns: 3 })).toHaveLength(6 * pixelsPerCell ** 2 * 4);
  });

  it('hides less of the photo the hotter it is, and passes evenly from cell to cell', () => {
    const row = alphas(heatPixels({ values: [0, 1], rows: 1, columns: 2 }), 2, 0);
    expect(row[0]).toBeGreaterThan(3 * (row.at(-1) ?? 0));
    const steps = row.slice(1).map((alpha, i) => alpha - (row[i] ?? 0));
    expect(Math.max(...steps)).toBe(0);
    expect(Math.min(...steps)).toBeGreaterThan(-(row[0] ?? 0) / 4);
  });

  it('passes from row to row, too', () => {
    const pixels = heatPixels({ values: [1, 0], rows: 2, columns: 1 });
    const column = Array.from({ length: 2 * pixelsPerCell }, (_, y) => alphas(pixels, 1, y)[0] ?? -1);
    expect(column).toEqual(column.toSorted((a, b) => a - b));
    expect(column.at(-1)).toBeGreaterThan(column[0] ?? 255);
  });
});
