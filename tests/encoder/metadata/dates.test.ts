import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastDay, photoDatePattern } from '../../../src-main/core/dates/photo-date.ts';
import {
  offsetFromUtc,
  parseDateTime,
  parseIptcDateTime,
  parseOffset,
} from '../../../src-main/encoder/metadata/dates.ts';

describe('parseDateTime', () => {
  test.each([
    ['2023:07:01 14:03:22', '2023-07-01T14:03:22', null],
    ['2023-07-01T14:03:22', '2023-07-01T14:03:22', null],
    ['2023/07/01 14:03:22', '2023-07-01T14:03:22', null],
    ['2023-07-01T14:03', '2023-07-01T14:03:00', null],
    ['2023-07-01T14:03+02:00', '2023-07-01T14:03:00', 120],
    ['2023-07-01T14:03:22.125Z', '2023-07-01T14:03:22.125', 0],
    ['2008-05-25T19:31:26.0+1:00', '2008-05-25T19:31:26', 60],
    ['2023:07:01 14:03:22-0730', '2023-07-01T14:03:22', -450],
    ['2023-07-01T14:03:22,5', '2023-07-01T14:03:22.500', null],
    ['2023-07-01T14:03:22.9999', '2023-07-01T14:03:22.999', null],
    ['2023:7:1 4:03:22', '2023-07-01T04:03:22', null],
    ['  2024:02:29 00:00:00 ', '2024-02-29T00:00:00', null],
    ['2023-07-01T14:03:22+15:00', '2023-07-01T14:03:22', null],
    ['20230701T140322', '2023-07-01T14:03:22', null],
    ['2023: 7: 1  4: 3: 2', '2023-07-01T04:03:02', null],
    ['2023:07:01 14:3:2', '2023-07-01T14:03:02', null],
    ['20230701140322', '2023-07-01T14:03:22', null],
    ['2015-08-22 24:08:19', '2015-08-22T00:08:19', null],
    ['2023:07:01 03:00:00 PM', '2023-07-01T15:00:00', null],
    ['2023:07:01 12:30:00 a.m.', '2023-07-01T00:30:00', null],
    ['2023:07:01 12:30 pm', '2023-07-01T12:30:00', null],
    ['2023:07:01 15:00:00 pm', '2023-07-01T15:00:00', null],
    ['2017:08:21 15:08:60', '2017-08-21T15:08:59', null],
    ['2017:08:21 15:08:70', '2017-08-21T15:08:00', null],
    ['2017:08:21 15:08:07 DST and more', '2017-08-21T15:08:07', null],
    [`2017:08:21 15:08:07${'x'.repeat(100)}`, '2017-08-21T15:08:07', null],
  ])('reads %j as %s', (text, local, offsetMinutes) => {
    expect(parseDateTime(text)).toEqual({ local, offsetMinutes });
  });

  test.each([
    ['2003-08-31', '2003-08-31'],
    ['20030831', '2003-08-31'],
    ['2003:08:31   :  :  ', '2003-08-31'],
    ['2023:07:01 25:00:00', '2023-07-01'],
    ['2023:07:01 14:60:22', '2023-07-01'],
    [`2023:07:01${' '.repeat(100)}14:03:22`, '2023-07-01'],
    ['2023:07:00 14:03:22', '2023-07'],
    ['2023:07:   14:03:22', '2023-07'],
    ['20230700', '2023-07'],
    ['2023-07', '2023-07'],
    ['2023:00:01 14:03:22', '2023'],
    ['2023:  :     :  :  ', '2023'],
    ['20230000', '2023'],
    ['2023', '2023'],
  ])('keeps of %j what is sure', (text, local) => {
    expect(parseDateTime(text, '125', '+02:00')).toEqual({ local, offsetMinutes: null });
  });

  test.each([
    [''],
    ['0000:00:00 00:00:00'],
    ['    :  :     :  :  '],
    ['0001-01-01T00:00:00'],
    ['9999-12-31T23:59:59'],
    ['2023:13:01 14:03:22'],
    ['2023:02:29 14:03:22'],
    ['2023:04:31 14:03:22'],
    ['2023-07/01 14:03:22'],
    ['1 July 2023'],
    ['2023-13'],
    ['1688216602'],
    ['1688216602123'],
  ])('skips %j', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });

  test.each([
    ['125', '2023-07-01T14:03:22.125'],
    ['17', '2023-07-01T14:03:22.170'],
    ['5  ', '2023-07-01T14:03:22.500'],
    ['023460', '2023-07-01T14:03:22.023'],
    ['00', '2023-07-01T14:03:22'],
    ['', '2023-07-01T14:03:22'],
    ['  ', '2023-07-01T14:03:22'],
    ['1/2', '2023-07-01T14:03:22'],
    ['-5', '2023-07-01T14:03:22'],
  ])('adds the subseconds %j', (subseconds, local) => {
    expect(parseDateTime('2023:07:01 14:03:22', subseconds)?.local).toBe(local);
  });

  test('prefers the fraction and the offset of the text to those of other tags', () => {
    expect(parseDateTime('2023-07-01T14:03:22.25+02:00', '99', '-05:00')).toMatchObject({
      local: '2023-07-01T14:03:22.250',
      offsetMinutes: 120,
    });
    expect(parseDateTime('2023:07:01 14:03:22', null, '-05:00')?.offsetMinutes).toBe(-300);
  });

  test('never throws, and returns only times that Date can read', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789:-/.TZ+ ,')), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), fc.option(fc.string()), fc.option(fc.string()), (text, sub, zone) => {
        const moment = parseDateTime(text, sub, zone);
        if (moment === null) return;
        expect(moment.local).toMatch(photoDatePattern);
        expect(Date.parse(moment.local.length > 10 ? `${moment.local}Z` : moment.local)).not.toBeNaN();
        expect(lastDay(moment.local) >= moment.local.slice(0, 10)).toBe(true);
        expect(Math.abs(moment.offsetMinutes ?? 0)).toBeLessThanOrEqual(840);
      }),
    );
  });

  const instant = fc.date({
    min: new Date('1800-01-01T00:00:00Z'),
    max: new Date('2199-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });

  test('returns every valid time unchanged, in each spelling', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -840, max: 840 }), (date, minutes) => {
        const iso = date.toISOString().slice(0, 23);
        const local = iso.replace('.000', '');
        const size = Math.abs(minutes);
        const pad = (value: number): string => String(value).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
        const expected = { local, offsetMinutes: minutes };
        expect(parseDateTime(`${iso}${zone}`)).toEqual(expected);
        const exif = iso.slice(0, 19).replaceAll('-', ':').replace('T', ' ');
        expect(parseDateTime(exif, iso.slice(20), zone)).toEqual(expected);
        expect(parseDateTime(local, null, zone)).toEqual(expected);
      }),
    );
  });

  test('accepts a day exactly when the calendar has it', () => {
    const part = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1800, max: 2199 }), part(14), part(33), (year, month, day) => {
        const text = `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30];
        lengths.push(31, 31, 30, 31, 30, 31);
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= (lengths[month - 1] ?? 0);
        const known = month === 0 ? text.slice(0, 4) : day === 0 && month <= 12 ? text.slice(0, 7) : null;
        expect(parseDateTime(text)?.local ?? null).toBe(exists ? text : known);
      }),
    );
  });
});

describe('parseIptcDateTime', () => {
  test.each([
    ['20090829', '131808', '2009-08-29T13:18:08', null],
    ['20220110', '151544-0400', '2022-01-10T15:15:44', -240],
    ['2022-01-10', '15:15:44+00:00', '2022-01-10T15:15:44', 0],
    ['20220110', null, '2022-01-10', null],
    ['20220110', '256161', '2022-01-10', null],
    ['20090000', null, '2009', null],
    ['20090700', '000000', '2009-07', null],
    ['2009', '131808', '2009', null],
  ])('reads %j %j as %s', (date, time, local, offsetMinutes) => {
    expect(parseIptcDateTime(date, time)).toEqual({ local, offsetMinutes });
  });

  test.each([
    [null, '131808'],
    ['00000000', '000000'],
    ['20091301', '131808'],
  ])('skips %j %j', (date, time) => {
    expect(parseIptcDateTime(date, time)).toBeNull();
  });
});

test('whatever IPTC says, a date of it is a real one', () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789:-+ ')), maxLength: 20 });
  const text = fc.option(fc.oneof(fc.string(), digits));
  fc.assert(
    fc.property(text, text, (date, time) => {
      const local = parseIptcDateTime(date, time)?.local;
      if (local !== undefined) expect(Date.parse(local)).not.toBeNaN();
    }),
  );
});

describe('parseOffset', () => {
  test.each([
    ['+02:00', 120],
    ['-07:00', -420],
    ['+0545', 345],
    ['+1:00', 60],
    ['Z', 0],
    ['+00:00', 0],
    ['-00:00', 0],
    ['+14:00', 840],
    ['-14:00', -840],
    ['+14:15', null],
    ['+02:60', null],
    ['   :  ', null],
    ['', null],
    [null, null],
    ['02:00', null],
    ['Europe/Rome', null],
  ])('reads %j as %s', (text, minutes) => {
    expect(parseOffset(text)).toBe(minutes);
  });
});

describe('offsetFromUtc', () => {
  test.each([
    ['2022-01-10T15:15:44.310', '2022-01-10T21:15:33.519Z', -360],
    ['2024-05-07T09:33:04.046', '2024-05-07T01:32:09Z', 480],
    ['2024-05-07T07:03:04', '2024-05-07T01:18:00Z', 345],
    ['2024-01-01T00:00:00', '2024-01-01T00:05:00Z', 0],
    ['2024-01-01T14:07:00', '2024-01-01T00:00:00Z', 840],
    ['2024-01-01T14:08:00', '2024-01-01T00:00:00Z', null],
    ['2008-10-22T16:46:53', '2008-10-23T14:45:20.910Z', null],
  ])('derives the offset of %s at %s', (local, utc, minutes) => {
    expect(offsetFromUtc(local, Date.parse(utc))).toBe(minutes);
  });
});
