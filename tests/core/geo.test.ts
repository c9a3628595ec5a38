import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundingBox, distanceKm, isInBox } from '../../src-main/core/geo.ts';

test.each<readonly [way: string, a: readonly [number, number], b: readonly [number, number], km: number]>([
  ['a point and itself', [48.2, 16.37], [48.2, 16.37], 0],
  ['a degree along the equator', [0, 0], [0, 1], 111.195],
  ['a degree across the antimeridian', [0, 179.5], [0, -179.5], 111.195],
  ['pole and pole', [90, 0], [-90, 77], 20_015.115],
  ['pole and equator', [90, 123], [0, -5], 10_007.557],
  ['antipodes', [10, 20], [-10, -160], 20_015.115],
  // Rounded as atlases give them.
  ['Lisbon and Madrid', [38.7167, -9.1333], [40.4165, -3.7026], 502.3],
  ['London and New York', [51.5085, -0.1257], [40.7143, -74.006], 5570],
])('the distance of %s is right', (_, [latA, lonA], [latB, lonB], km) => {
  expect(Math.abs(distanceKm(latA, lonA, latB, lonB) - km)).toBeLessThanOrEqual(0.001 * km + 1e-9);
  expect(distanceKm(latB, lonB, latA, lonA)).toBeCloseTo(distanceKm(latA, lonA, latB, lonB), 9);
});

test('a box around a point on the equator is as wide as high', () => {
  const box = boundingBox(0, 10, 111.195);
  expect(box.south).toBeCloseTo(-1, 4);
  expect(box.north).toBeCloseTo(1, 4);
  expect(box.west).toBeCloseTo(9, 4);
  expect(box.east).toBeCloseTo(11, 4);
});

test('a box across the antimeridian begins in the east and ends in the west', () => {
  const box = boundingBox(-16.5, 179.9, 50);
  expect(box.west).toBeGreaterThan(179);
  expect(box.east).toBeLessThan(-179);
  expect(isInBox(box, -16.5, 179.95)).toBe(true);
  expect(isInBox(box, -16.5, -179.95)).toBe(true);
  expect(isInBox(box, -16.5, 0)).toBe(false);
});

test('a box with a pole in reach has every longitude', () => {
  expect(boundingBox(89.9, 20, 50)).toMatchObject({ north: 90, west: -180, east: 180 });
  expect(boundingBox(-89.9, 20, 50)).toMatchObject({ south: -90, west: -180, east: 180 });
  expect(boundingBox(0, 0, 30_000)).toEqual({ south: -90, north: 90, west: -180, east: 180 });
});

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const radius = fc.oneof(fc.double({ min: 1, max: 50, noNaN: true }), fc.double({ min: 50, max: 20_100, noNaN: true }));

test('a box holds everything within its distance', () => {
  fc.assert(
    fc.property(latitude, longitude, radius, latitude, longitude, (lat, lon, radiusKm, otherLat, otherLon) => {
      const box = boundingBox(lat, lon, radiusKm);
      if (distanceKm(lat, lon, otherLat, otherLon) <= radiusKm) expect(isInBox(box, otherLat, otherLon)).toBe(true);
      expect(isInBox(box, lat, lon)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a box holds what lies just within the distance in any direction', () => {
  fc.assert(
    fc.property(latitude, longitude, radius, fc.double({ min: 0, max: 360, noNaN: true }), (lat, lon, km, bearing) => {
      const [toLat, toLon] = destination(lat, lon, 0.999 * km, bearing);
      expect(isInBox(boundingBox(lat, lon, km), toLat, toLon)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

/** Where one gets to from a point after a distance in a direction. */
function destination(lat: number, lon: number, km: number, bearing: number): readonly [number, number] {
  const [phi, lambda, theta, delta] = [
    (lat * Math.PI) / 180,
    (lon * Math.PI) / 180,
    (bearing * Math.PI) / 180,
    km / 6371.0088,
  ];
  const sine = Math.sin(phi) * Math.cos(delta) + Math.cos(phi) * Math.sin(delta) * Math.cos(theta);
  const toPhi = Math.asin(Math.max(-1, Math.min(1, sine)));
  const toLambda =
    lambda +
    Math.atan2(Math.sin(theta) * Math.sin(delta) * Math.cos(phi), Math.cos(delta) - Math.sin(phi) * Math.sin(toPhi));
  const degrees = (toLambda * 180) / Math.PI;
  return [(toPhi * 180) / Math.PI, ((((degrees + 180) % 360) + 360) % 360) - 180];
}
