import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Box } from '../../../src-contract/index.ts';
import { boxBetween, cropPlace, middleBox, moveBox, placeOf, resizeBox } from '../../../src-renderer/lib/box.ts';

const photo = { left: 100, top: 50, width: 800, height: 400 };
const coordinate = fc.double({ min: -2000, max: 3000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const share = fc.double({ min: -0.5, max: 0.5, noNaN: true });

describe('a box', () => {
  it('is drawn from any corner to the one across', () => {
    const corners = [
      { x: 300, y: 150 },
      { x: 500, y: 250 },
    ] as const;
    const box = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 };
    expect(boxBetween(corners[0], corners[1], photo)).toEqual(box);
    expect(boxBetween(corners[1], corners[0], photo)).toEqual(box);
    expect(boxBetween({ x: 500, y: 150 }, { x: 300, y: 250 }, photo)).toEqual(box);
    expect(placeOf(box, photo)).toEqual({ left: 300, top: 150, width: 200, height: 100 });
  });

  it('is cut off at the edges of the photo', () => {
    expect(boxBetween({ x: 0, y: 0 }, { x: 5000, y: 250 }, photo)).toEqual({ x: 0, y: 0, width: 1, height: 0.5 });
  });

  it('is none where the pointer hardly moved, or only beside the photo', () => {
    expect(boxBetween({ x: 300, y: 150 }, { x: 302, y: 350 }, photo)).toBeNull();
    expect(boxBetween({ x: 0, y: 0 }, { x: 90, y: 400 }, photo)).toBeNull();
  });

  it('is always one that a search takes', () => {
    fc.assert(
      fc.property(point, point, share, share, (from, to, dx, dy) => {
        const box = boxBetween(from, to, photo) ?? middleBox;
        for (const each of [box, moveBox(box, dx, dy), resizeBox(box, dx, dy)]) Box.parse(each);
      }),
    );
  });

  it('keeps its size when it is moved against an edge', () => {
    expect(moveBox(middleBox, 0.9, -0.9)).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
  });
});

describe('the picture of a box in a square', () => {
  it('fills the square with the middle of the box', () => {
    expect(cropPlace({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }, 1, 36)).toEqual({
      left: -18,
      top: -18,
      width: 72,
      height: 72,
    });
    // Half as high as wide: the sides are cut off.
    const wide = cropPlace({ x: 0, y: 0, width: 1, height: 1 }, 2, 36);
    expect(wide).toEqual({ left: -18, top: 0, width: 72, height: 36 });
  });

  it('shows nothing beside the photo', () => {
    const box = fc.tuple(point, point).map(([from, to]) => boxBetween(from, to, photo) ?? middleBox);
    fc.assert(
      fc.property(box, fc.double({ min: 0.2, max: 5, noNaN: true }), (each, aspect) => {
        const { left, top, width, height } = cropPlace(each, aspect, 36);
        expect(Math.max(left, top)).toBeLessThanOrEqual(0);
        expect(Math.min(left + width, top + height)).toBeGreaterThanOrEqual(36 - 1e-6);
        expect(width / height).toBeCloseTo(aspect);
      }),
    );
  });
});
