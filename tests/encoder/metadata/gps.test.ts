import { describe, expect, test } from 'vitest';
import { readGps } from '../../../src-main/encoder/metadata/gps.ts';

const rome = {
  1: 'N',
  2: [41, 53, 24],
  3: 'E',
  4: [12, 29, 32.4],
};

function read(tags: Readonly<Record<number, unknown>>): ReturnType<typeof readGps> {
  return readGps(new Map(Object.entries(tags).map(([tag, value]) => [Number(tag), value])));
}

describe('readGps', () => {
  test('reads degrees, minutes and seconds', () => {
    const { latitude, longitude, altitudeMetres, utcMs } = read(rome);
    expect(latitude).toBeCloseTo(41.89, 9);
    expect(longitude).toBeCloseTo(12.49233333, 8);
    expect([altitudeMetres, utcMs]).toEqual([null, null]);
  });

  test.each([
    ['south and west', { ...rome, 1: 'S', 3: 'W' }, -41.89, -12.492333333],
    ['lower-case and padded hemispheres', { ...rome, 1: 's\0', 3: 'west' }, -41.89, -12.492333333],
    ['decimal degrees', { 1: 'N', 2: 41.89, 3: 'E', 4: [12.5] }, 41.89, 12.5],
    ['decimal minutes', { 1: 'N', 2: [41, 53.4], 3: 'E', 4: [12, 30] }, 41.89, 12.5],
    ['typed arrays', { ...rome, 2: new Uint32Array([41, 30, 0]), 4: new Uint16Array([12, 30, 0]) }, 41.5, 12.5],
    ['the poles and the date line', { 1: 'S', 2: [90], 3: 'E', 4: [180, 0, 0] }, -90, 180],
    ['a point on the equator', { ...rome, 2: [0, 0, 0] }, 0, 12.492333333],
  ])('reads %s', (_case, tags, latitude, longitude) => {
    const position = read(tags);
    expect(position.latitude).toBeCloseTo(latitude, 8);
    expect(position.longitude).toBeCloseTo(longitude, 8);
  });

  test.each([
    ['zero denominators', { ...rome, 2: [NaN, NaN, NaN] }],
    ['a zero denominator in the seconds', { ...rome, 4: [12, 29, Infinity] }],
    ['a latitude above 90', { ...rome, 2: [90, 0, 1] }],
    ['a longitude above 180', { ...rome, 4: [181] }],
    ['negative degrees', { ...rome, 2: [-41, 53, 24] }],
    ['no hemisphere', { ...rome, 1: undefined }],
    ['an empty hemisphere', { ...rome, 3: '' }],
    ['the hemisphere of the other axis', { ...rome, 1: 'E' }],
    ['no values', { ...rome, 2: [] }],
    ['too many values', { ...rome, 2: [1, 2, 3, 4] }],
    ['text for numbers', { ...rome, 2: '41 53 24' }],
    ['one axis alone', { 1: 'N', 2: [41, 53, 24] }],
    ['nothing', {}],
  ])('has no position with %s', (_case, tags) => {
    expect(read(tags)).toMatchObject({ latitude: null, longitude: null });
  });

  const zero = { 1: 'N', 2: [0, 0, 0], 3: 'E', 4: [0, 0, 0] };

  test.each([
    ['alone', zero],
    ['with an altitude', { ...zero, 5: new Uint8Array([0]), 6: 12 }],
    ['with a time', { ...zero, 7: [10, 0, 0], 29: '2023:07:01' }],
    ['rounded on the way', { ...zero, 2: [0, 0, 0.2], 4: [0, 0.005, 0] }],
  ])('treats 0, 0 as absent, %s', (_case, tags) => {
    expect(read(tags)).toMatchObject({ latitude: null, longitude: null, altitudeMetres: null });
  });

  test.each([
    [340, new Uint8Array([0]), 340],
    [2.5, new Uint8Array([1]), -2.5],
    [2.5, 1, -2.5],
    [2.5, undefined, 2.5],
    [-2.5, new Uint8Array([1]), -2.5],
    [0, new Uint8Array([1]), 0],
    [30, new Uint8Array([3]), -30],
    [NaN, undefined, null],
    [Infinity, new Uint8Array([0]), null],
    [4_294_967_295, undefined, null],
    ['340', undefined, null],
  ])('reads altitude %s with ref %s as %s', (altitude, ref, metres) => {
    expect(read({ ...rome, 5: ref, 6: altitude }).altitudeMetres).toBe(metres);
  });

  test.each([
    ['2022:01:10', [21, 15, 33.519], Date.UTC(2022, 0, 10, 21, 15, 33, 519)],
    ['2022-01-10', [0, 0, 0], Date.UTC(2022, 0, 10)],
    ['2022:01:10', [24, 0, 0], null],
    ['2022:01:10', [NaN, 0, 0], null],
    ['2022:01:10', [21, 15], null],
    ['0000:00:00', [21, 15, 33], null],
    ['', [21, 15, 33], null],
    ['2022:01:10', undefined, null],
  ])('reads the time of the fix %s %s', (date, time, utcMs) => {
    expect(read({ ...rome, 7: time, 29: date }).utcMs).toBe(utcMs);
  });
});
