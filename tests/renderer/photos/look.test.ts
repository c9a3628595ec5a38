import { describe, expect, test } from 'vitest';
import { commonSizes, lookOf, placeOfLargest, viewOfLook, whole } from '../../../src-renderer/photos/compare/look.ts';
import { fitView, placeOf, type Size, zoomAt } from '../../../src-renderer/photos/viewer/zoom.ts';

const window = { width: 700, height: 800 };

/** What of a photo is in the window, in shares of its sides. */
function part(photo: Size, look: typeof whole): number[] {
  const { left, top, width, height } = placeOf(viewOfLook(look, photo, window), photo, window, 1000);
  return [-left / width, -top / height, window.width / width, window.height / height];
}

describe('a look', () => {
  test('of all of a photo is that in which it fits', () => {
    const photo = { width: 4000, height: 3000 };
    expect(viewOfLook(whole, photo, window)).toEqual(fitView(photo, window));
    expect(lookOf(fitView(photo, window), photo, window)).toEqual(whole);
  });

  test('is the same after it has been a view', () => {
    const photo = { width: 4000, height: 3000 };
    const view = zoomAt(fitView(photo, window), 5, { x: 120, y: -60 }, photo, window);
    const again = viewOfLook(lookOf(view, photo, window), photo, window);
    expect(again.scale).toBeCloseTo(view.scale, 10);
    expect(again.x).toBeCloseTo(view.x, 8);
    expect(again.y).toBeCloseTo(view.y, 8);
  });

  test('shows the same part of a photo and of a small version of it', () => {
    const [original, small] = commonSizes([
      { width: 4000, height: 3000 },
      { width: 240, height: 180 },
    ]) as [Size, Size];
    const view = zoomAt(fitView(original, window), 20, { x: 150, y: 40 }, original, window);
    const look = lookOf(view, original, window);
    const [of, ofSmall] = [part(original, look), part(small, look)];
    for (const [i, share] of of.entries()) expect(ofSmall[i]).toBeCloseTo(share, 4);
  });

  test('never leaves a part of the window empty that a photo of another shape can fill', () => {
    const photo = { width: 4000, height: 3000 };
    const { left, top, width, height } = placeOf(viewOfLook({ zoom: 4, x: 0, y: 1 }, photo, window), photo, window, 1);
    expect(left).toBeLessThanOrEqual(0);
    expect(top).toBeLessThanOrEqual(0);
    expect(left + width).toBeGreaterThanOrEqual(window.width);
    expect(top + height).toBeGreaterThanOrEqual(window.height - 1);
  });
});

test('sizes in common leave the largest as it is', () => {
  expect(
    commonSizes([
      { width: 300, height: 400 },
      { width: 4000, height: 3000 },
    ]),
  ).toEqual([
    { width: 3000, height: 4000 },
    { width: 4000, height: 3000 },
  ]);
});

test('the one whose pixels are counted is the one that is laid out as it is', () => {
  const [landscape, portrait, small] = [
    { width: 4000, height: 3000 },
    { width: 3456, height: 5184 },
    { width: 240, height: 180 },
  ] as const;
  for (const [sizes, place] of [
    [[landscape, portrait], 1],
    [[portrait, landscape], 0],
    [[landscape, small], 0],
    [[landscape, landscape], 0],
  ] as const) {
    expect(placeOfLargest(sizes)).toBe(place);
    expect(commonSizes(sizes)[place]).toEqual(sizes[place]);
  }
});
