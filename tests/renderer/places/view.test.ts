import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxMapLevel, mercatorX, mercatorY } from '../../../src-contract/index.ts';
import { formatView, parseView } from '../../../src-renderer/places/view-address.ts';
import {
  between,
  boxOf,
  clamped,
  fitted,
  leastZoom,
  moved,
  overview,
  pointAt,
  spotOf,
  type View,
  zoomedAt,
} from '../../../src-renderer/places/view.ts';

const size = { width: 1000, height: 600 };
const lisbon: View = { x: mercatorX(-9.14), y: mercatorY(38.71), zoom: 8 };

describe('a view', () => {
  test('shows its middle in the middle, and a point where it says', () => {
    expect(spotOf(lisbon, size, lisbon)).toEqual({ left: 500, top: 300 });
    const point = pointAt(lisbon, size, { left: 123, top: 456 });
    const spot = spotOf(lisbon, size, point);
    expect(spot.left).toBeCloseTo(123, 6);
    expect(spot.top).toBeCloseTo(456, 6);
  });

  test('shows what lies beyond the antimeridian beside it', () => {
    const fiji: View = { x: mercatorX(179.9), y: mercatorY(-17), zoom: 6 };
    const { left } = spotOf(fiji, size, { x: mercatorX(-179.9), y: fiji.y });
    expect(left - 500).toBeCloseTo((0.2 / 360) * 256 * 2 ** 6, 6);
    const { west, east } = boxOf(fiji, size);
    expect(west).toBeGreaterThan(165);
    expect(east).toBeLessThan(-165);
  });

  test('never shows what lies beyond a pole', () => {
    const far = clamped({ x: 0.2, y: 0, zoom: -5 }, size);
    expect(far.zoom).toBeCloseTo(leastZoom(size), 9);
    expect(far.y).toBeCloseTo(0.5, 9);
    const north = moved({ x: 0.5, y: 0.4, zoom: 4 }, size, 0, 1e6);
    expect(pointAt(north, size, { left: 0, top: 0 }).y).toBeCloseTo(0, 9);
    expect(clamped({ x: 7.25, y: 0.5, zoom: 40 }, size)).toMatchObject({ x: 0.25, zoom: maxMapLevel });
  });

  test('says latitudes up to the poles where it ends at an edge of the map, and no further than it shows elsewhere', () => {
    expect(boxOf(clamped({ x: 0.5, y: 0, zoom: 5 }, size), size).north).toBe(90);
    expect(boxOf(clamped({ x: 0.5, y: 1, zoom: 5 }, size), size).south).toBe(-90);
    expect(boxOf({ x: 0.3, y: 0.5, zoom: leastZoom(size) }, size)).toMatchObject({ south: -90, north: 90 });
    const { south, north } = boxOf(lisbon, size);
    expect(south).toBeGreaterThan(37);
    expect(north).toBeLessThan(41);
  });

  test('keeps what is under the pointer while it is looked at closer', () => {
    const spots = fc.record({ left: fc.integer({ min: 0, max: 1000 }), top: fc.integer({ min: 0, max: 600 }) });
    fc.assert(
      fc.property(spots, fc.double({ min: 4, max: maxMapLevel, noNaN: true }), (spot, zoom) => {
        const point = pointAt(lisbon, size, spot);
        const after = spotOf(zoomedAt(lisbon, size, zoom, spot), size, point);
        expect(after.left).toBeCloseTo(spot.left, 4);
        expect(after.top).toBeCloseTo(spot.top, 4);
      }),
    );
  });

  test('fits a box, also one across the antimeridian', () => {
    const box = { south: -22, north: -10, west: 175, east: -170 };
    const view = fitted(box, size);
    for (const [latitude, longitude] of [
      [box.south, box.west],
      [box.north, box.east],
    ] as const) {
      const { left, top } = spotOf(view, size, { x: mercatorX(longitude), y: mercatorY(latitude) });
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(size.width);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(size.height);
    }
    expect(view.zoom).toBeGreaterThan(4.5);
  });

  test('shows all longitudes at once also on a map that is higher than wide', () => {
    const tall = { width: 360, height: 600 };
    const box = { south: -22, north: 64, west: -74, east: 178 };
    const view = overview(box, tall);
    for (const longitude of [box.west, 0, 90, box.east]) {
      const { left } = spotOf(view, tall, { x: mercatorX(longitude), y: 0.4 });
      expect(left).toBeGreaterThan(38);
      expect(left).toBeLessThan(360 - 38);
    }
    expect(view.y).toBeCloseTo(0.5, 9);
    expect(boxOf(view, tall)).toMatchObject({ south: -90, north: 90 });
  });

  test('of one point is as close as can be, but for the overview, which is that of a town', () => {
    const point = { south: 38.71, north: 38.71, west: -9.14, east: -9.14 };
    expect(fitted(point, size).zoom).toBe(maxMapLevel);
    expect(overview(point, size).zoom).toBe(11);
  });

  test('says all longitudes where the whole globe is in sight', () => {
    expect(boxOf({ x: 0.3, y: 0.5, zoom: 1.5 }, size)).toMatchObject({ west: -180, east: 180 });
  });

  test('is reached the short way around the globe', () => {
    const [from, to]: [View, View] = [
      { x: 0.95, y: 0.5, zoom: 4 },
      { x: 0.05, y: 0.5, zoom: 6 },
    ];
    const half = between(from, to, 0.5);
    expect(half.x).toBeGreaterThan(0.95);
    expect(half.x).toBeLessThan(1.05);
    expect(between(from, to, 1)).toMatchObject({ y: 0.5, zoom: 6 });
    expect(between(from, to, 1).x).toBeCloseTo(1.05, 9);
  });
});

describe('an address', () => {
  test('brings a view back', () => {
    const { x = 0, y = 0, zoom } = parseView(formatView(lisbon)) ?? {};
    const spot = spotOf(lisbon, size, { x, y });
    expect(Math.hypot(spot.left - 500, spot.top - 300)).toBeLessThan(2);
    expect(zoom).toBe(8);
  });

  test.each([undefined, '', '38,9', 'a,b,c', '91,0,3', '0,181,3', '0,0,99', '0,0,-1', '1e1,0,3', '0,0,3,4'])(
    'that is no view is none: %s',
    (text) => {
      expect(parseView(text)).toBeNull();
    },
  );
});
