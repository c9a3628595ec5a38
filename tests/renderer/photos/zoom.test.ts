import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  confine,
  fitScale,
  fitView,
  panBy,
  placeOf,
  scaleTo,
  type View,
  viewOfBox,
  zoomAt,
} from '../../../src-renderer/photos/viewer/zoom.ts';

const window = { width: 1000, height: 800 };
const photo = { width: 4000, height: 3000 };

describe('a close look at a part', () => {
  it('fills most of the window with it, in the middle', () => {
    const box = { x: 0.4, y: 0.5, width: 0.1, height: 0.1 };
    const view = viewOfBox(box, photo, window);
    const place = placeOf(view, photo, window, 1);
    const [width, height] = [box.width * place.width, box.height * place.height];
    expect(Math.max(width / window.width, height / window.height)).toBeCloseTo(0.7, 6);
    expect(place.left + (box.x + box.width / 2) * place.width).toBeCloseTo(window.width / 2, -1);
    expect(place.top + (box.y + box.height / 2) * place.height).toBeCloseTo(window.height / 2, -1);
  });

  it('stays over the photo at its edge, and shows all of it where the part is all', () => {
    const corner = viewOfBox({ x: 0, y: 0, width: 0.05, height: 0.05 }, photo, window);
    const place = placeOf(corner, photo, window, 1);
    expect([place.left, place.top]).toEqual([0, 0]);
    expect(viewOfBox({ x: 0, y: 0, width: 1, height: 1 }, photo, window)).toEqual(fitView(photo, window));
  });
});

describe('zooming', () => {
  it('begins with the whole photo in the window', () => {
    expect(fitView(photo, window)).toEqual({ scale: 0.25, x: 0, y: 0 });
    expect(fitScale({ width: 100, height: 100 }, window)).toBe(2);
  });

  it('keeps the point under the pointer where it is', () => {
    const at = { x: 120, y: -60 };
    const before = { scale: 0.5, x: 40, y: 10 };
    const after = zoomAt(before, 1.7, at, photo, window);
    const pointOf = (view: View): { x: number; y: number } => ({
      x: (at.x - view.x) / view.scale,
      y: (at.y - view.y) / view.scale,
    });
    expect(pointOf(after).x).toBeCloseTo(pointOf(before).x);
    expect(pointOf(after).y).toBeCloseTo(pointOf(before).y);
  });

  it('ends at the whole photo and at single pixels', () => {
    const view = fitView(photo, window);
    expect(zoomAt(view, 0.001, { x: 9, y: 9 }, photo, window)).toEqual(view);
    expect(zoomAt(view, 1e6, { x: 0, y: 0 }, photo, window).scale).toBe(8);
  });

  it('goes to a scale exactly', () => {
    expect(scaleTo(fitView(photo, window), 0.5, { x: 9, y: 9 }, photo, window).scale).toBe(0.5);
  });

  it.each([1, 1.25, 2, 3])(
    'puts the corner of the photo on a pixel of a screen with %d for each CSS pixel',
    (ratio) => {
      const odd = { width: 4031, height: 3023 };
      const place = placeOf({ scale: 1 / ratio, x: 0.3, y: -7.7 }, odd, window, ratio);
      for (const at of [place.left, place.top]) expect(at * ratio).toBeCloseTo(Math.round(at * ratio), 9);
      expect(place.width * ratio).toBeCloseTo(odd.width, 9);
      expect(place.left).toBeCloseTo((window.width - odd.width / ratio) / 2 + 0.3, 0);
    },
  );

  it('never shows more of the surroundings than it must', () => {
    const number = fc.double({ min: -5000, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 8, noNaN: true }), number, number, (scale, dx, dy) => {
        const view = panBy({ scale, x: 0, y: 0 }, dx, dy, photo, window);
        for (const [place, size, space] of [
          [view.x, photo.width, window.width],
          [view.y, photo.height, window.height],
        ] as const) {
          const free = Math.max(0, space - size * scale);
          expect(space / 2 - (place + (size * scale) / 2)).toBeLessThanOrEqual(free / 2 + 1e-6);
          expect(space / 2 + (place - (size * scale) / 2)).toBeLessThanOrEqual(free / 2 + 1e-6);
        }
      }),
    );
  });

  it('centres what is smaller than the window', () => {
    expect(confine({ scale: 0.1, x: 300, y: -300 }, photo, window)).toEqual({ scale: 0.1, x: 0, y: 0 });
  });
});
