import { expect, test } from 'vitest';
import { noFilters, type Filters } from '../../../src-contract/index.ts';
import { filtersAsText, formatQuery } from '../../../src-main/core/query/format-query.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';

const context = { today: '2024-05-15', places: new Gazetteer() };

test.each<readonly [typed: string, written: string]>([
  ['', ''],
  ['a dog', 'a dog'],
  ['two dogs last summer in Lisbon', 'on:2023-06-01..2023-08-31 near:"Lisbon, Portugal" two dogs'],
  ['in "x" May', '"x" \\in \\May'],
  ['\\in May 2021', 'on:2021-05 in'],
  ['\\camera:canon', '\\camera:canon'],
  ['\\-people', '\\-people'],
  ['and then -x', '-x \\and \\then'],
])('%j is written as %j', (typed, written) => {
  expect(formatQuery(parseQuery(typed, context), context)).toBe(written);
});

const rome = { folderId: 1, below: 'trips/Rome/' };

test.each<readonly [what: string, filters: Partial<Filters>, folderName: string | null, text: string]>([
  ['nothing', {}, null, ''],
  ['a folder', { folder: { folderId: 1, below: '' } }, 'My Pictures', 'folder:"My Pictures"'],
  ['a folder without a name', { folder: { folderId: 1, below: '' } }, null, ''],
  ['a folder below', { folder: rome }, 'My Pictures', 'folder:trips/Rome'],
  ['cameras', { cameras: ['NIKON D90', 'Fuji'] }, null, 'camera:"NIKON D90" camera:Fuji'],
  ['a camera with a quote', { cameras: ['The "best" camera there is'] }, null, 'camera:"camera there is"'],
  ['people', { people: ['Anna Berg', 'Bo'] }, null, 'person:"Anna Berg" person:Bo'],
  ['types', { types: ['jpeg', 'heic'] }, null, 'type:jpeg type:heic'],
  ['stars', { minRating: 4 }, null, 'rating:>=4'],
  ['five stars', { minRating: 5 }, null, 'rating:>=5'],
  ['days', { from: '2023-06-01', to: '2023-08-31' }, null, 'on:2023-06-01..2023-08-31'],
  ['a month', { from: '2024-02-01', to: '2024-02-29' }, null, 'on:2024-02'],
  ['a first day', { from: '2023-06-01' }, null, 'since:2023-06-01'],
  ['a last day', { to: '2023-06-01' }, null, 'until:2023-06-01'],
  ['favourites', { favourite: true }, null, 'is:favourite'],
  ['rejected ones', { rejected: true }, null, 'rating:-1'],
  ['a shape', { shape: 'panorama' }, null, 'shape:panorama'],
  [
    'a part of the map',
    { area: { south: -18.1, north: 16, west: 177, east: -178.5, corners: null, name: 'Suva' } },
    null,
    'area:-18.1,177,16,-178.5',
  ],
  [
    'a part of the map that is a point',
    {
      area: { ...{ south: 38.71234567, north: 38.71234567, west: -9.1393, east: -9.1393 }, corners: null, name: null },
    },
    null,
    'area:38.712345,-9.1393,38.712346,-9.1393',
  ],
  [
    'a part of the map that was drawn',
    {
      area: {
        ...{ south: -18, north: -16, west: 177, east: -178, name: null },
        corners: [
          { latitude: -18, longitude: 177 },
          { latitude: -16, longitude: -178 },
          { latitude: -17, longitude: 179.12345678 },
        ],
      },
    },
    null,
    'area:-18,177;-16,182;-17,179.123457',
  ],
  ['colours', { colours: ['teal', 'red'] }, null, 'color:teal color:red'],
  [
    'everything',
    {
      folder: rome,
      from: '2020-01-01',
      to: '2020-12-31',
      cameras: ['X'],
      types: ['png'],
      minRating: 3,
      favourite: true,
      shape: 'square',
    },
    'Pictures',
    'folder:trips/Rome camera:X type:png rating:>=3 is:favourite on:2020 shape:square',
  ],
])('filters of %s are text that is understood as chips alone', (_, filters, folderName, text) => {
  expect(filtersAsText({ ...noFilters, ...filters }, folderName)).toBe(text);
  const { description, chips } = parseQuery(text, context);
  expect(description).toBe('');
  expect(chips.map((chip) => chip.text).join(' ')).toBe(text);
});

test('a drawn area is the same one when its text is read, the antimeridian inside', () => {
  const corners = [
    { latitude: -18.25, longitude: 177.5 },
    { latitude: -16, longitude: -178.125 },
    { latitude: -17.5, longitude: -180 },
  ];
  const area = { south: -18.25, north: -16, west: 177.5, east: -178.125, corners, name: null };
  const [chip] = parseQuery(filtersAsText({ ...noFilters, area }, null), context).chips;
  expect(chip).toMatchObject({
    kind: 'area',
    area: { ...area, corners: [corners[0], corners[1], { latitude: -17.5, longitude: 180 }] },
  });
});

test('an area of the most corners is text that is understood, of more it is not', () => {
  const circle = (count: number) =>
    Array.from({ length: count }, (_, i) => `${Math.sin(i)},${10 + Math.cos(i)}`).join(';');
  expect(parseQuery(`area:${circle(64)}`, context)).toMatchObject({ description: '', chips: [{ kind: 'area' }] });
  expect(parseQuery(`area:${circle(65)}`, context).chips.filter(({ kind }) => kind === 'area')).toEqual([]);
});
