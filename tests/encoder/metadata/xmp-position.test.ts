import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXmp } from '../../../src-main/encoder/metadata/xmp.ts';
import { xmpPosition } from '../../../src-main/encoder/metadata/xmp-position.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';

function read(latitude: string, longitude: string, refs: readonly [string, string] = ['', '']) {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const { properties } = readXmp(
    xmpPacket(
      '',
      `exif:GPSLatitude="${escaped(latitude)}" exif:GPSLongitude="${escaped(longitude)}"
      exif:GPSLatitudeRef="${refs[0]}" exif:GPSLongitudeRef="${refs[1]}"`,
    ),
  );
  return xmpPosition({ properties, structures: new Map(), problems: [] });
}

test.each([
  ['18,32.7255N', ['', ''], 18.545425],
  ['18,32.7255S', ['', ''], -18.545425],
  ['18,32,43N', ['', ''], 18.545277778],
  ['18, 32, 43 N', ['', ''], 18.545277778],
  ['N 18,32,43', ['', ''], 18.545277778],
  ['18° 32\' 43.0" N', ['', ''], 18.545277778],
  ['18/1,3272550/100000N', ['', ''], 18.545425],
  ['18.545425', ['', ''], 18.545425],
  ['+18.545425', ['', ''], 18.545425],
  ['-18.545425', ['', ''], -18.545425],
  ['−18.545425', ['', ''], -18.545425],
  ['18.545425', ['S', ''], -18.545425],
  ['18.545425', ['South', ''], -18.545425],
  ['-18.545425', ['N', ''], -18.545425],
  ['18,32.7255N', ['S', ''], 18.545425],
  ['-18.545425S', ['', ''], -18.545425],
] as const)('a latitude %s with %j', (text, refs, latitude) => {
  expect(read(text, '9,8.2W', refs)).toMatchObject({
    latitude: expect.closeTo(latitude, 8) as number,
    longitude: expect.closeTo(-9.136666667, 8) as number,
  });
});

test.each([
  ['', '9,8.2W'],
  ['91,0N', '9,8.2W'],
  ['18,60N', '9,8.2W'],
  ['18,32,60N', '9,8.2W'],
  ['18,32E', '9,8.2W'],
  ['18/0,0N', '9,8.2W'],
  ['north', '9,8.2W'],
  ['0,0N', '0,0E'],
  ['0.00009', '-0.00009'],
])('no position: %s %s', (latitude, longitude) => {
  expect(read(latitude, longitude)).toEqual({ latitude: null, longitude: null, altitudeMetres: null });
});

test('whatever is written, it is a position on Earth or none', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,/-+NSEW°\'" ')), maxLength: 30 }),
  );
  fc.assert(
    fc.property(text, text, (latitude, longitude) => {
      const found = read(latitude, longitude);
      expect(found.latitude === null).toBe(found.longitude === null);
      expect(Math.abs(found.latitude ?? 0)).toBeLessThanOrEqual(90);
      expect(Math.abs(found.longitude ?? 0)).toBeLessThanOrEqual(180);
    }),
  );
});
