import { describe, expect, test } from 'vitest';
import { Area, maxCorners, mercatorY } from '../../../src-contract/index.ts';
import { areaTest } from '../../../src-main/core/places/area.ts';
import { areaAround, simplified } from '../../../src-renderer/places/drawn-area.ts';
import { clippedArea } from '../../../src-renderer/places/map/clip.ts';

function circle(x: number, y: number, radius: number, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}

describe('an area that is drawn', () => {
  test('has as many corners as one may have, and is what the contract takes', () => {
    const area = areaAround(circle(0.5, 0.4, 0.05, 700));
    expect(area?.corners).toHaveLength(maxCorners);
    expect(Area.parse(area)).toEqual(area);
    expect(area?.west).toBeCloseTo(-18, 1);
    expect(area?.east).toBeCloseTo(18, 1);
  });

  test('keeps the corners that make its shape', () => {
    const square = [0, 1, 2, 3].flatMap((side) =>
      Array.from({ length: 25 }, (_, i) => {
        const along = i / 25;
        return (
          [
            { x: along, y: 0 },
            { x: 1, y: along },
            { x: 1 - along, y: 1 },
            { x: 0, y: 1 - along },
          ][side] ?? { x: 0, y: 0 }
        );
      }),
    );
    expect(simplified(square, 4)).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ]);
  });

  test('goes across the antimeridian', () => {
    const area = areaAround(circle(1, mercatorY(-17), 0.02, 40));
    expect(area?.west).toBeCloseTo(172.8, 1);
    expect(area?.east).toBeCloseTo(-172.8, 1);
    expect(area?.corners?.every(({ longitude }) => Math.abs(longitude) > 170)).toBe(true);
  });

  test.each([
    ['north', 0, { south: 84, north: 90 }, 88],
    ['south', 1, { south: -90, north: -84 }, -88],
  ])('has what lies beyond the %sern edge of the map where it goes beyond it', (_, y, sides, latitude) => {
    const area = areaAround(circle(0.5, y, 0.03, 40));
    if (area === null) throw new Error('Expected an area but received none');
    expect(Area.parse(area)).toEqual(area);
    expect([Math.round(area.south), Math.round(area.north)]).toEqual([sides.south, sides.north]);
    const isIn = areaTest(area);
    expect([isIn(latitude, 0), isIn(latitude, 5), isIn(latitude, 40), isIn(latitude * 0.9, 0)]).toEqual([
      ...[true, true, false, false],
    ]);
  });

  test('is none where the line goes around nothing', () => {
    expect(areaAround([])).toBeNull();
    expect(areaAround(circle(0.5, 0.5, 0.1, 2))).toBeNull();
  });

  test('is all longitudes where it goes around the globe', () => {
    const around = [
      { x: -0.1, y: 0.4 },
      { x: 1.1, y: 0.4 },
      { x: 0.5, y: 0.6 },
    ];
    expect(areaAround(around)).toMatchObject({ west: -180, east: 180, corners: null });
  });
});

test('what is far away of a continent is cut off, and what is in sight stays', () => {
  const frame = { minX: 0.4, minY: 0.4, maxX: 0.6, maxY: 0.6 };
  expect(clippedArea([0.45, 0.45, 0.55, 0.45, 0.5, 0.55], frame)).toEqual([0.45, 0.45, 0.55, 0.45, 0.5, 0.55]);
  expect(clippedArea([0, 0, 0.1, 0, 0.1, 0.1], frame)).toEqual([]);
  const all = clippedArea([-1, -1, 2, -1, 2, 2, -1, 2], frame);
  expect(new Set(all.map((value) => value.toFixed(6)))).toEqual(new Set(['0.400000', '0.600000']));
});
