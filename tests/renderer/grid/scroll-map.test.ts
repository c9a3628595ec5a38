import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScrollMap } from '../../../src-renderer/grid/scroll-map.ts';

describe('scrolling content that fits an element', () => {
  it('maps one to one', () => {
    const map = new ScrollMap(50_000, 800);
    for (const top of [0, 10, 30_000, 49_200]) {
      map.scrolled(top);
      expect([map.top, map.offset, map.settle()]).toEqual([top, 0, null]);
    }
    expect(map.moveTo(70_000)).toBe(49_200);
  });
});

describe('scrolling content taller than any element', () => {
  const content = 100_000_000;
  const make = (): ScrollMap => new ScrollMap(content, 1000, 1_000_000);

  it('gives the element a height that browsers can show', () => {
    expect(new ScrollMap(1e9, 1000).element).toBeLessThan(16_000_000);
  });

  it('moves by exactly what the wheel asks for', () => {
    const map = make();
    map.scrolled(map.moveTo(5_000_000));
    const before = map.top;
    const start = map.moveTo(before);
    for (let step = 1; step <= 50; step++) map.scrolled(start + step * 100);
    expect(map.top - before).toBeCloseTo(5000, 3);
  });

  it('takes a dragged scroll bar as a share of the whole', () => {
    const map = make();
    map.scrolled(499_500);
    expect(map.top).toBeCloseTo((content - 1000) / 2, 0);
  });

  it('reaches both ends', () => {
    const map = make();
    map.scrolled(999_000);
    expect(map.top).toBe(content - 1000);
    map.scrolled(0);
    expect(map.top).toBe(0);
  });

  it('shows the same after it has settled, wherever small steps led', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: content }), fc.integer({ min: -900, max: 900 }), (from, step) => {
        const map = make();
        let element = map.moveTo(from);
        for (let i = 0; i < 30; i++) {
          element = Math.min(999_000, Math.max(0, element + step));
          map.scrolled(element);
        }
        const shown = map.top;
        const settled = map.settle();
        if (settled !== null) map.scrolled(settled);
        expect(map.top).toBeCloseTo(shown, 3);
        // What lies at the content's top edge lies at the element's.
        expect(map.top + map.offset).toBeCloseTo(settled ?? element, 3);
      }),
    );
  });
});
