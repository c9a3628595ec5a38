import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimumSize, type Placement, placeWindow, type Screen } from '../../src-main/electron/window-placement.ts';

const laptop: Screen = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 875 } };
const left: Screen = { id: 2, workArea: { x: -1920, y: 0, width: 1920, height: 1040 } };

const placement = (changes: Partial<Placement>): Placement => ({
  x: 100,
  y: 100,
  width: 800,
  height: 600,
  maximised: false,
  fullscreen: false,
  ...changes,
});

const bounds = ({ x, y, width, height }: Placement): number[] => [x, y, width, height];

describe('the window opens', () => {
  test('in the middle of the primary display at a first start, no larger than that', () => {
    expect(placeWindow({ display: null, placements: {} }, [left, laptop])).toEqual(
      placement({ x: -1600, y: 90, width: 1280, height: 860 }),
    );
    const small: Screen = { id: 3, workArea: { x: 0, y: 0, width: 800, height: 600 } };
    expect(bounds(placeWindow({ display: null, placements: {} }, [small]))).toEqual([0, 0, 800, 600]);
  });

  test('as it was on the display it was on last', () => {
    const placements = { '1': placement({}), '2': placement({ x: -900, maximised: true }) };
    expect(placeWindow({ display: 2, placements }, [laptop, left])).toEqual(placements['2']);
  });

  test('as it was on the primary display when the other one is gone', () => {
    const placements = { '1': placement({ y: 60 }), '2': placement({ x: -900, fullscreen: true }) };
    expect(placeWindow({ display: 2, placements }, [laptop])).toEqual(placements['1']);
  });

  test.each([
    ['too far right', { x: 5000 }, [640, 100, 800, 600]],
    ['above the work area', { y: -300 }, [100, 25, 800, 600]],
    ['larger than the display', { width: 4000, height: 3000 }, [0, 25, 1440, 875]],
    ['smaller than the page can be', { width: 10, height: 10 }, [100, 100, 360, 480]],
  ])('whole and inside when it was remembered %s', (_case, remembered, expected) => {
    const found = placeWindow({ display: 1, placements: { '1': placement(remembered) } }, [laptop]);
    expect(bounds(found)).toEqual(expected);
  });

  test('inside the display for whatever was remembered on whatever display', () => {
    const coordinate = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    const area = fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.integer({ min: minimumSize.width, max: 8000 }),
      height: fc.integer({ min: minimumSize.height, max: 8000 }),
    });
    const wanted = fc.record({ x: coordinate, y: coordinate, width: size, height: size });
    fc.assert(
      fc.property(area, wanted, (workArea, rectangle) => {
        const placements = { '7': { ...rectangle, maximised: false, fullscreen: false } };
        const found = placeWindow({ display: 7, placements }, [{ id: 7, workArea }]);
        expect(found.x).toBeGreaterThanOrEqual(workArea.x);
        expect(found.y).toBeGreaterThanOrEqual(workArea.y);
        expect(found.x + found.width).toBeLessThanOrEqual(workArea.x + workArea.width);
        expect(found.y + found.height).toBeLessThanOrEqual(workArea.y + workArea.height);
      }),
    );
  });
});
