import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateFromFolders } from '../../../src-main/core/dates/folder-date.ts';

const now = Date.UTC(2026, 5, 1, 12);

describe('the names of folders say', () => {
  const folders: [path: string, date: string][] = [
    ['2019', '2019'],
    ['2019 Italy', '2019'],
    ['Summer 2019', '2019'],
    ['Photos_2019', '2019'],
    ['Photos from 2019', '2019'],
    ['Fotos von 2019', '2019'],
    ['2019-07', '2019-07'],
    ['2019_07', '2019-07'],
    ['2019.07', '2019-07'],
    ['2019 07', '2019-07'],
    ['201907', '2019-07'],
    ['2019-07 Italy', '2019-07'],
    ['2019-07-14 Wedding', '2019-07'],
    ['20190714', '2019-07'],
    ['07-2019', '2019-07'],
    ['14.07.2019', '2019-07'],
    ['July 2019', '2019-07'],
    ['Juli 2019', '2019-07'],
    ['2019 März', '2019-03'],
    ['2019 Ma\u0308rz', '2019-03'],
    ['Août 2019', '2019-08'],
    ['2019/07', '2019-07'],
    ['2019/07 Italy', '2019-07'],
    ['2019/July', '2019-07'],
    ['2019/07/14', '2019-07'],
    ['2019/07/05', '2019-07'],
    ['2019-07/05', '2019-07'],
    ['2019/Italy/best', '2019'],
    ['2018/2019-07', '2019-07'],
    // What is no month is passed over.
    ['2019-13', '2019'],
    ['2019/13', '2019'],
  ];
  test.each(folders)('%s', (path, date) => {
    expect(dateFromFolders(['photos', ...path.split('/')], now)).toBe(date);
  });
});

describe('the names of folders say nothing', () => {
  const folders = [
    'Italy',
    '07',
    'July',
    '2018-2019',
    'Backup 2019',
    'takeout-20190312T101010Z-001',
    '20191',
    '1920x1080',
    '1989',
    '2027',
    '2026-08',
    '2019a',
    '',
  ];
  test.each(folders)('%s', (path) => {
    expect(dateFromFolders(['photos', ...path.split('/')], now)).toBeNull();
  });
});

test('whatever the folders, they are read without an error, and what is found is a month or a year in range', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[-_. 0-9]{1,12}$/u),
    fc.constantFrom('2019', '07', 'Juli', '2019-07', 'mai', '1999'),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), (folders) => {
      const date = dateFromFolders(folders, now);
      if (date === null) return;
      expect(date).toMatch(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/u);
      expect(date >= '1990' && date <= '2026-06').toBe(true);
    }),
    { numRuns: 2000 },
  );
});
