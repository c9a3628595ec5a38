import { describe, expect, test } from 'vitest';
import { cornerSet, cornerTaken, crossMoved, type KeyLasso } from '../../../src-renderer/places/key-lasso.ts';
import { spotOf, worldPixels } from '../../../src-renderer/places/view.ts';

const size = { width: 800, height: 600 };
const view = { x: 0.5, y: 0.4, zoom: 5 };
const middle: KeyLasso = { cross: { x: view.x, y: view.y }, corners: [] };
const right = [1, 0] as const;
const large = { view, size, isSmall: false };

/** Go on by so many arrows, without the map going along. */
function gone(lasso: KeyLasso, way: readonly [number, number], times: number): KeyLasso {
  return Array.from({ length: times }).reduce<KeyLasso>((now) => crossMoved(now, way, large).lasso, lasso);
}

describe('the cross that draws by keys', () => {
  test('goes a step, with Shift a small one, and the map stays as long as it is in sight', () => {
    const { lasso, pan } = crossMoved(middle, right, large);
    expect(spotOf(view, size, lasso.cross)).toEqual({ left: 424, top: 300 });
    expect(pan).toEqual([0, 0]);
    const small = crossMoved(middle, right, { ...large, isSmall: true }).lasso;
    expect(spotOf(view, size, small.cross)).toEqual({ left: 404, top: 300 });
  });

  test.each([
    ['right', [1, 0], 15, [0, 0]],
    ['right', [1, 0], 16, [-24, 0]],
    ['left', [-1, 0], 16, [24, 0]],
    ['down', [0, 1], 11, [0, -4]],
    ['up', [0, -1], 11, [0, 4]],
  ] as const)('takes the map along at its edge: %s, %j, %i times', (_, way, times, expected) => {
    const before = gone(middle, way, times - 1);
    const { pan } = crossMoved(before, way, large);
    expect(pan.map((pixels) => Math.round(pixels) + 0)).toEqual(expected);
  });

  test('goes on over the antimeridian without a leap, and stops at the poles', () => {
    const east = { ...view, x: 0.999 };
    const lasso = { cross: { x: 0.999, y: 0.4 }, corners: [] };
    const moved = crossMoved(lasso, right, { view: east, size, isSmall: false }).lasso;
    expect(moved.cross.x).toBeCloseTo(0.999 + 24 / worldPixels(5), 9);
    expect(moved.cross.x).toBeGreaterThan(1);
    expect(gone({ cross: { x: 0.5, y: 0.001 }, corners: [] }, [0, -1], 3).cross.y).toBe(0);
  });
});

describe('corners', () => {
  const twoCorners = cornerSet(gone(cornerSet(middle, 5).lasso, [1, 0], 4), 5).lasso;
  const three = cornerSet(gone(twoCorners, [0, 1], 4), 5).lasso;

  test('are set where the cross is, and once', () => {
    expect(three.corners).toHaveLength(3);
    expect(three.corners[0]).toEqual(middle.cross);
    expect(cornerSet(twoCorners, 5)).toEqual({ lasso: twoCorners, isClosed: false });
  });

  test('end the area when the last or the first is set again, from the third on', () => {
    expect(cornerSet(three, 5)).toEqual({ lasso: three, isClosed: true });
    const back = gone(gone(three, [0, -1], 4), [-1, 0], 4);
    expect(cornerSet(back, 5)).toMatchObject({ isClosed: true, lasso: { corners: three.corners } });
    const aside = gone(back, [-1, 0], 1);
    expect(cornerSet(aside, 5).isClosed).toBe(false);
  });

  test('are taken back, the last one first', () => {
    expect(cornerTaken(three).corners).toEqual(twoCorners.corners);
    expect(cornerTaken(middle)).toEqual(middle);
  });
});
