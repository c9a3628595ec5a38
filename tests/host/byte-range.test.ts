import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRange } from '../../src-main/host/byte-range.ts';

describe('a range', () => {
  test.each([
    ['from the beginning', 'bytes=0-99', { start: 0, end: 100 }],
    ['one byte', 'bytes=7-7', { start: 7, end: 8 }],
    ['to the end', 'bytes=900-', { start: 900, end: 1000 }],
    ['past the end', 'bytes=900-5000', { start: 900, end: 1000 }],
    ['the last bytes', 'bytes=-10', { start: 990, end: 1000 }],
    ['more last bytes than there are', 'bytes=-5000', { start: 0, end: 1000 }],
    ['in capitals and with space around', ' Bytes=0-0 ', { start: 0, end: 1 }],
  ])('%s is that part of the file', (_, header, part) => {
    expect(parseRange(header, 1000)).toEqual(part);
  });

  test.each([
    ['behind the end', 'bytes=1000-'],
    ['far behind the end', 'bytes=999999999999999-'],
    ['of no bytes', 'bytes=-0'],
  ])('%s cannot be satisfied', (_, header) => {
    expect(parseRange(header, 1000)).toBe('unsatisfiable');
  });

  test('of an empty file cannot be satisfied', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
  });

  test.each([
    ['no header', null],
    ['several parts', 'bytes=0-1,5-6'],
    ['another unit', 'lines=0-1'],
    ['no numbers', 'bytes=-'],
    ['words', 'bytes=a-b'],
    ['backwards', 'bytes=9-3'],
    ['signs', 'bytes=--5'],
    ['fractions', 'bytes=0.5-2'],
    ['numbers that no file has', 'bytes=0-99999999999999999999'],
    ['digits of another script', 'bytes=٠-٩'],
  ])('%s means the whole file', (_, header) => {
    expect(parseRange(header, 1000)).toBeNull();
  });

  test('lies within the file, whatever is asked', () => {
    const number = fc.option(fc.nat({ max: 3000 }), { nil: '' });
    fc.assert(
      fc.property(number, number, fc.nat({ max: 2000 }), (first, last, size) => {
        const range = parseRange(`bytes=${first}-${last}`, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThan(range.start);
        expect(range.end).toBeLessThanOrEqual(size);
      }),
    );
  });
});
