import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JustifiedRows, type LayoutOptions, type Section } from '../../../src-renderer/grid/justified-rows.ts';

const options: LayoutOptions = { width: 1000, rowHeight: 200, gap: 4, headingHeight: 60 };

function layout(aspects: number[], sections?: Section[], changes: Partial<LayoutOptions> = {}): JustifiedRows {
  return new JustifiedRows(aspects, sections ?? [{ count: aspects.length, hasHeading: false }], {
    ...options,
    ...changes,
  });
}

const aspect = fc.double({ min: 0.05, max: 20, noNaN: true });

describe('rows of photos', () => {
  it('hold every photo once, in order, without overlap and inside the width', () => {
    fc.assert(
      fc.property(fc.array(aspect, { maxLength: 200 }), fc.integer({ min: 250, max: 4000 }), (aspects, width) => {
        const rows = layout(aspects, undefined, { width });
        const seen: number[] = [];
        let bottom = 0;
        for (let row = 0; row < rows.rowCount; row++) {
          expect(rows.rowTop(row)).toBeGreaterThanOrEqual(bottom);
          bottom = rows.rowTop(row) + rows.rowHeight(row);
          let right = -4;
          for (const box of rows.rowBoxes(row)) {
            seen.push(box.index);
            expect(box.left - right).toBe(4);
            expect(box.width).toBeGreaterThan(0);
            right = box.left + box.width;
          }
          expect(right).toBeLessThanOrEqual(width + 1);
        }
        expect(seen).toEqual(aspects.map((_, i) => i));
        expect(rows.height).toBe(bottom);
      }),
    );
  });

  it('fill the width but for the last of a section', () => {
    const rows = layout(Array.from({ length: 50 }, (_, i) => 0.7 + (i % 5) * 0.3));
    for (let row = 0; row < rows.rowCount - 1; row++) {
      const last = rows.rowBoxes(row).at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBe(1000);
      expect(rows.rowHeight(row)).toBeGreaterThan(120);
      expect(rows.rowHeight(row)).toBeLessThan(330);
    }
  });

  it('keep their natural height where a few photos do not fill one', () => {
    const rows = layout([1, 1]);
    expect(rows.rowHeight(0)).toBe(200);
    expect(rows.rowBoxes(0)).toEqual([
      { index: 0, left: 0, width: 200 },
      { index: 1, left: 204, width: 200 },
    ]);
  });

  it('crop panoramas and threads to sizes that can be recognised', () => {
    const [panorama, thread] = layout([25, 0.02], undefined, { width: 2000 }).rowBoxes(0);
    expect(panorama?.width).toBe(600);
    expect(thread?.width).toBe(90);
  });

  it('begin anew under each heading', () => {
    const rows = layout(
      [1.5, 1.5, 1.5],
      [
        { count: 2, hasHeading: true },
        { count: 1, hasHeading: true },
      ],
    );
    expect([...rows.sectionTops]).toEqual([0, 264]);
    expect([0, 1].map((row) => rows.rowTop(row))).toEqual([60, 324]);
    expect([0, 263, 264, 9999].map((y) => rows.sectionAt(y))).toEqual([0, 0, 1, 1]);
  });

  it('are found by position and by photo', () => {
    const rows = layout(Array.from({ length: 300 }, () => 1.5));
    for (const row of [0, 1, 17, rows.rowCount - 1]) {
      expect(rows.rowAt(rows.rowTop(row))).toBe(row);
      expect(rows.rowAt(rows.rowTop(row) + rows.rowHeight(row) / 2)).toBe(row);
      const [start, end] = rows.rowRange(row);
      expect(rows.rowOf(start)).toBe(row);
      expect(rows.rowOf(end - 1)).toBe(row);
    }
    expect(rows.rowAt(-5)).toBe(0);
  });

  it('lead up and down to the photo nearest in the middle', () => {
    const rows = layout(
      Array.from({ length: 12 }, () => 1),
      undefined,
      { width: 1016 },
    );
    const [start] = rows.rowRange(1);
    expect(rows.verticalNeighbour(2, 1)).toBe(start + 2);
    expect(rows.verticalNeighbour(start + 2, -1)).toBe(2);
    expect(rows.verticalNeighbour(2, -1)).toBe(2);
  });

  it('of nothing take no room', () => {
    const rows = layout([], []);
    expect([rows.rowCount, rows.height, rows.rowAt(10), rows.sectionAt(10)]).toEqual([0, 0, 0, -1]);
  });
});
