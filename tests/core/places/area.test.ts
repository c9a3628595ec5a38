import { expect, test } from 'vitest';
import type { Area } from '../../../src-contract/index.ts';
import { areaTest } from '../../../src-main/core/places/area.ts';

type Corner = readonly [latitude: number, longitude: number];

function area(corners: readonly Corner[], box: Pick<Area, 'south' | 'north' | 'west' | 'east'>): Area {
  return { ...box, corners: corners.map(([latitude, longitude]) => ({ latitude, longitude })), name: null };
}

test('a box has its borders, and nothing beyond', () => {
  const isIn = areaTest({ south: 38, north: 39, west: -10, east: -9, corners: null, name: null });
  expect([isIn(38, -10), isIn(39, -9), isIn(38.5, -9.5)]).toEqual([true, true, true]);
  expect([isIn(37.999, -9.5), isIn(38.5, -8.999)]).toEqual([false, false]);
});

test('of a polygon that is bent inwards the bay is outside', () => {
  const corners: Corner[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 2],
    [0, 10],
  ];
  const isIn = areaTest(area(corners, { south: 0, north: 10, west: 0, east: 10 }));
  expect(isIn(5, 1)).toBe(true);
  expect(isIn(9, 7)).toBe(true);
  expect(isIn(5, 8)).toBe(false);
});

test('a polygon goes across the antimeridian', () => {
  const corners: Corner[] = [
    [-20, 175],
    [-10, 178],
    [-12, -175],
    [-22, -178],
  ];
  const isIn = areaTest(area(corners, { south: -22, north: -10, west: 175, east: -175 }));
  expect([isIn(-16, 179.9), isIn(-16, -179.9), isIn(-16, 180), isIn(-16, -180)]).toEqual([true, true, true, true]);
  expect([isIn(-10.5, -179), isIn(-16, 0), isIn(-16, 174)]).toEqual([false, false, false]);
});

test('sides are straight on the map, which goes less far north halfway than halfway by degrees', () => {
  const corners: Corner[] = [
    [0, 0],
    [80, 40],
    [0, 40],
  ];
  const isIn = areaTest(area(corners, { south: 0, north: 80, west: 0, east: 40 }));
  // Halfway up the map between the equator and 80 degrees are 57.9.
  expect(isIn(57, 20.2)).toBe(true);
  expect(isIn(59, 20)).toBe(false);
});
