import { describe, expect, it } from 'vitest';
import { decidingBox } from '../../../src-main/core/dense/deciding-box.ts';

const grid = { rows: 4, columns: 4 };
const cold = Array.from({ length: 16 }, () => 0);
const only = (...cells: readonly (readonly [number, number])[]): number[] =>
  cold.map((_, cell) => cells.find(([hot]) => hot === cell)?.[1] ?? 0);

describe('the box of what decided', () => {
  it('is the whole map where nothing is hot', () => {
    expect(decidingBox(cold, { values: only([5, 1]), share: 0.5 }, grid)).toEqual({
      ...{ left: 0, top: 0 },
      ...{ right: 4, bottom: 4 },
    });
  });

  it('is the hottest cell where nothing reaches', () => {
    const values = only([6, 1]);
    expect(decidingBox(values, { values: cold, share: 0.5 }, grid)).toEqual({ left: 2, top: 1, right: 3, bottom: 2 });
  });

  it('reaches between the middles of cells as far as there is the share of what is at the hottest', () => {
    const values = only([5, 1]);
    // Halfway to the cells beside there is half of it, and what counts has to be above.
    expect(decidingBox(values, { values, share: 0.5 }, grid)).toEqual({ left: 1, top: 1, right: 2, bottom: 2 });
    const wide = decidingBox(values, { values, share: 0.2 }, grid);
    expect(wide).toEqual({ left: 0.75, top: 0.75, right: 2.25, bottom: 2.25 });
    expect(decidingBox(values, { values: values.map((value) => value / 10), share: 0.2 }, grid)).toEqual(wide);
  });

  it('begins at the hottest cell, also where more is elsewhere', () => {
    const values = only([0, 1], [15, 0.5]);
    const reach = only([0, 0.4], [15, 1]);
    expect(decidingBox(values, { values: reach, share: 0.5 }, grid)).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
  });

  it('hangs together side by side, and not around the edge of a row or over a corner', () => {
    const hot = [3, 4, 9] as const;
    const values = only([hot[0], 1], [hot[1], 0.9]);
    expect(decidingBox(values, { values, share: 0.5 }, grid)).toEqual({ left: 3, top: 0, right: 4, bottom: 1 });
    const beside = only([hot[2], 1], [10, 1]);
    expect(decidingBox(beside, { values: beside, share: 0.5 }, grid)).toEqual({ left: 1, top: 2, right: 3, bottom: 3 });
  });
});
