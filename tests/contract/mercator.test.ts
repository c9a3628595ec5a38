import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latitudeAt, longitudeAt, mercatorReach, mercatorX, mercatorY } from '../../src-contract/index.ts';

test.each([
  ['the equator', 0, 0.5],
  ['the northern edge', mercatorReach, 0],
  ['the southern edge', -mercatorReach, 1],
  ['the north pole', 90, 0],
  ['the south pole', -90, 1],
])('%s is at its height', (_, latitude, y) => {
  expect(mercatorY(latitude)).toBeCloseTo(y, 9);
});

test.each([38.7167, -33.8688, 64.147, -80])('%d degrees are where the formula of Snyder 7-2 has them', (latitude) => {
  const angle = (latitude * Math.PI) / 180;
  expect(mercatorY(latitude)).toBeCloseTo(0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI), 9);
});

test('longitudes are spread evenly, and beyond the antimeridian they begin anew', () => {
  expect([-180, 0, 180].map(mercatorX)).toEqual([0, 0.5, 1]);
  expect(longitudeAt(1.25)).toBe(-90);
  expect(longitudeAt(-0.25)).toBe(90);
});

test('what is projected comes back', () => {
  const degrees = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(mercatorReach), degrees(179.999), (latitude, longitude) => {
      expect(latitudeAt(mercatorY(latitude))).toBeCloseTo(latitude, 8);
      expect(longitudeAt(mercatorX(longitude))).toBeCloseTo(longitude, 8);
    }),
  );
});
