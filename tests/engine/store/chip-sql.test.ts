import { describe, expect, test } from 'vitest';
import { type Filters, noFilters, type QueryChip, rawFormats } from '../../../src-contract/index.ts';
import type { PhotoFacts } from '../../helpers/store.ts';
import { namedLibrary, type NamedLibrary, openBeside } from '../../helpers/words.ts';

const at = { start: 0, end: 1, text: 'x' };
const word = (kind: string, value: string): QueryChip => ({ kind, value, ...at }) as QueryChip;
const range = (kind: 'rating' | 'iso', min: number | null, max: number | null): QueryChip => ({
  kind,
  min,
  max,
  ...at,
});
const days = (from: string | null, to: string | null): QueryChip => ({ kind: 'date', from, to, ...at });
const near = (latitude: number, longitude: number, radiusKm: number | null, country = 'PT'): QueryChip => ({
  ...{ kind: 'place', name: 'x', latitude, longitude, radiusKm, country, names: [] },
  ...at,
});
const area = (
  box: readonly [south: number, west: number, north: number, east: number],
  ...corners: number[][]
): QueryChip => {
  const [south, west, north, east] = box;
  const polygon = corners.map(([latitude = 0, longitude = 0]) => ({ latitude, longitude }));
  const drawn = polygon.length === 0 ? null : polygon;
  return { kind: 'area', area: { south, west, north, east, corners: drawn, name: null }, ...at };
};
/** The same, left out. */
const without = (chip: QueryChip): QueryChip => {
  const { start, end, text, ...of } = chip;
  return { kind: 'without', of, start, end, text } as QueryChip;
};
const every = (name: string): QueryChip => ({ kind: 'every', name, ...at });
/** A place in the middle of nowhere. */
const called = (...names: string[]): QueryChip => ({ ...near(0, 0, 5), names }) as QueryChip;
const lisbon = [38.7223, -9.1393] as const;

/** Paths that pass, newest first, after seeing that all ways to ask agree. */
function passing(lib: NamedLibrary, chips: readonly QueryChip[], filters: Partial<Filters> = {}): string[] {
  const all = { ...noFilters, ...filters };
  const ids = lib.store.catalog.matching(all, chips);
  expect(lib.store.catalog.ids(all, chips)).toEqual(new Set(ids));
  expect(lib.store.catalog.timeline(all, chips).ids).toEqual(ids);
  return lib.names(ids);
}

const photos: Record<string, PhotoFacts> = {
  'Trips/Lisboa 2019/a.jpg': {
    ...{ takenAt: '2019-05-02T10:00:00', cameraMake: 'Canon', cameraModel: 'Canon EOS 5D', lens: 'EF 50mm f/1.8' },
    ...{ iso: 100, rating: 5, latitude: 38.7, longitude: -9.14 },
  },
  'Trips/b.jpg': {
    takenAt: '2018-05-02T10:00:00',
    cameraMake: 'Nikon',
    iso: 6400,
    rating: 3,
    latitude: 41.15,
    longitude: -8.61,
  },
  'Séjour/c.heic': {
    takenAt: '2017-05-02T10:00:00',
    format: 'heic',
    cameraMake: 'Apple',
    cameraModel: 'iPhone',
    rating: -1,
  },
  'd.nef': {
    takenAt: '2016-05-02T10:00:00',
    format: 'nef',
    width: 3,
    height: 4,
    lens: 'NIKKOR Z 24-70',
    iso: 400,
    title: 'Old tram',
  },
  'e.jpg': {
    takenAt: '2015-05-02T10:00:00',
    rating: 0,
    width: 4,
    height: 4,
    latitude: -17,
    longitude: 179.9,
    keywords: ['tram', 'old'],
  },
  "f'%_.jpg": { takenAt: '2014-05-02T10:00:00', latitude: 90, longitude: 12 },
};
const [a = '', b = '', c = '', d = '', e = '', f = ''] = Object.keys(photos);
const all = [a, b, c, d, e, f];

describe('chips', () => {
  const cases: [what: string, chips: QueryChip[], found: string[]][] = [
    ['nothing', [], all],
    ['a part of a camera', [word('camera', 'canon')], [a]],
    ['a part of a camera inside', [word('camera', 'EOS')], [a]],
    ['either of two cameras', [word('camera', 'nikon'), word('camera', 'iphone')], [b, c]],
    ['a camera nobody has', [word('camera', 'leica')], []],
    ['a wildcard, which is none', [word('camera', '%')], []],
    ['a part of a lens', [word('lens', '50MM')], [a]],
    ['either of two lenses', [word('lens', '50mm'), word('lens', 'nikkor')], [a, d]],
    ['injection', [word('lens', "' OR 1=1 --"), word('folder', "');DROP TABLE files;")], []],
    ['a type', [word('type', 'HEIC')], [c]],
    ['raw', [word('type', 'raw')], [d]],
    ['either of two types', [word('type', 'raw'), word('type', 'heic')], [c, d]],
    ['a shape', [word('shape', 'square')], [e]],
    ['either of two shapes', [word('shape', 'square'), word('shape', 'portrait')], [d, e]],
    ['favourites, of which there are none', [word('is', 'favourite')], []],
    ['a part of a folder', [word('folder', 'lisb')], [a]],
    ['a folder above', [word('folder', 'trips')], [a, b]],
    ['a folder with accents, without', [word('folder', 'sejour')], [c]],
    ['either of two folders', [word('folder', 'lisboa'), word('folder', 'séjour')], [a, c]],
    ['the registered folder', [word('folder', 'photos')], all],
    ['a folder above that one', [word('folder', 'anna')], []],
    ['folders in each other', [word('folder', 'trips/lis')], [a]],
    ['with the registered one', [word('folder', 'Photos/Trips')], [a, b]],
    ['as Windows writes it', [word('folder', 'trips\\lisboa')], [a]],
    ['what begins a folder', [word('folder', '/lisboa')], [a]],
    ['what ends it', [word('folder', 'boa/')], []],
    ['the name of a file', [word('folder', 'a.jpg')], []],
    ['a phrase', [word('phrase', 'old tram')], [d]],
    ['both of two phrases', [word('phrase', 'old tram'), word('phrase', 'lisboa 2019')], []],
    ['two phrases of which one is in the other', [word('phrase', 'old tram'), word('phrase', 'tram')], [d]],
    ['a phrase without words', [word('phrase', '!?')], []],
    ['a phrase without words, and another', [word('phrase', '!?'), word('phrase', 'tram')], []],
    ['a rating', [range('rating', 3, 3)], [b]],
    ['at least a rating', [range('rating', 3, null)], [a, b]],
    ['at most a rating', [range('rating', null, 0)], [d, e, f]],
    ['any rating', [range('rating', null, null)], [a, b, c, e]],
    ['either of two ratings', [range('rating', 5, 5), range('rating', 0, 0)], [a, d, e, f]],
    ['no sensitivity that there is', [range('iso', 101, 399)], []],
    ['sensitivities', [range('iso', 100, 400)], [a, d]],
    ['either of two sensitivities', [range('iso', null, 100), range('iso', 6400, null)], [a, b]],
    ['days', [days('2018-01-01', '2019-05-02')], [a, b]],
    [
      'days that all hold',
      [days('2016-01-01', null), days(null, '2018-12-31'), days('2017-01-01', '2019-01-01')],
      [b, c],
    ],
    ['days that never are', [days('2019-01-01', null), days(null, '2018-12-31')], []],
    ['what comes every year', [every('may')], all],
    ['what no photo is of', [every('june')], []],
    ['a day of every year', [every('05-02')], all],
    ['days around the turn of the year', [every('12-01..05-01')], []],
    ['days around the turn of the year and more', [every('12-01..05-02')], all],
    // 2 May was a Thursday in 2019, a Monday in 2016.
    ['a day of the week', [every('thursday')], [a]],
    ['either of two days of the week', [every('thursday'), every('monday')], [a, d]],
    ['a day of the week in one of two months', [every('may'), every('june'), every('monday')], [d]],
    ['a holiday that moves', [every('easter')], []],
    ['a distance', [near(...lisbon, 5)], [a]],
    ['a place that words say', [called('Lisboa')], [a]],
    ['a place that words say in one of two languages', [called('Lissabon', 'Lisboa')], [a]],
    ['a place that words say, which are injection', [called('") OR ("tram')], []],
    ['a place without names', [called()], []],
    ['a distance too short', [near(...lisbon, 2)], []],
    ['a longer distance', [near(...lisbon, 300)], [a, b]],
    ['either of two places', [near(...lisbon, 5), near(41, -8.6, 20)], [a, b]],
    ['a place across the antimeridian', [near(-17, -179.9, 50)], [e]],
    ['a place at a pole', [near(89.9, -170, 50)], [f]],
    ['the whole globe', [near(0, 0, 20_100)], [a, b, e, f]],
    ['a part of the map', [area([38, -10, 39, -9])], [a]],
    ['a part of the map without photos', [area([38, -9, 39, -8])], []],
    ['a part of the map across the antimeridian', [area([-20, 170, -10, -170])], [e]],
    ['either of two parts of the map', [area([38, -10, 39, -9]), area([41, -9, 42, -8])], [a, b]],
    ['a part of the map and a place in it', [area([38, -10, 42, -8]), near(...lisbon, 5)], [a]],
    ['a drawn area', [area([38, -10, 42, -8], [38, -10], [42, -10], [38, -8])], [a]],
    ['a drawn area, around the other', [area([38, -10, 42, -8], [42, -10], [42, -8], [38.8, -8])], [b]],
    ['a country nobody looked up', [near(...lisbon, null)], []],
    ['minus and ignore, which narrow nothing', [word('minus', 'tram'), word('ignore', 'old')], all],
    ['different kinds, which all hold', [word('camera', 'canon'), range('iso', 50, 200), near(...lisbon, 5)], [a]],
    ['different kinds, of which one does not', [word('camera', 'canon'), range('iso', 200, null)], []],
    ['two that look things up', [word('phrase', 'trips'), word('folder', 'lisboa')], [a]],
  ];

  test.each(cases)('narrow by %s', async (_, chips, found) => {
    await using lib = await namedLibrary(photos);
    expect(passing(lib, chips)).toEqual(found);
  });

  test('narrow together with filters', async () => {
    await using lib = await namedLibrary(photos);
    expect(passing(lib, [word('folder', 'trips')], { minRating: 4 })).toEqual([a]);
    expect(passing(lib, [days('2016-01-01', null)], { to: '2018-12-31' })).toEqual([b, c, d]);
    expect(passing(lib, [days('2016-01-01', null)], { from: '2018-01-01' })).toEqual([a, b]);
    expect(passing(lib, [word('camera', 'a')], { cameras: ['Nikon', 'Canon EOS 5D'] })).toEqual([a]);
    const below = { folderId: lib.folderId, below: 'Trips' };
    expect(passing(lib, [near(...lisbon, 5)], { folder: below })).toEqual([a]);
    expect(passing(lib, [near(...lisbon, 5)], { types: ['png'] })).toEqual([]);
  });

  test('narrow by country once that is known', async () => {
    await using lib = await namedLibrary(photos);
    lib.store.photoCountries.setCountries(
      new Map([
        [lib.ids[a] ?? 0, 'PT'],
        [lib.ids[b] ?? 0, 'PT'],
        [lib.ids[e] ?? 0, null],
      ]),
    );
    expect(passing(lib, [near(0, 0, null)])).toEqual([a, b]);
    expect(passing(lib, [near(0, 0, null, 'FJ'), near(-17, 179, 200, 'FJ')])).toEqual([e]);
    expect(passing(lib, [near(0, 0, null, 'FJ')])).toEqual([]);
  });

  test('leave out photos without a file, whatever is asked', async () => {
    await using lib = await namedLibrary(photos);
    lib.store.photoCountries.setCountries(new Map([[lib.ids[a] ?? 0, 'PT']]));
    lib.store.files.remove([lib.store.files.known(lib.folderId, '').get(a)?.id ?? 0]);
    lib.store.photos.markUnreferenced(1);
    const each = [word('camera', 'canon'), word('lens', '50mm'), word('folder', 'lisb'), word('phrase', 'lisboa')];
    each.push(range('iso', 100, 100), range('rating', 5, 5), near(...lisbon, 5), near(...lisbon, null));
    for (const chip of each) expect(passing(lib, [chip]), JSON.stringify(chip)).toEqual([]);
  });

  test('find a copy by the folder of each, once', async () => {
    await using lib = await namedLibrary({ 'one/a.jpg': { of: 'x' }, 'two/a.jpg': { of: 'x' } });
    for (const folder of ['one', 'two', 'photos'])
      expect(lib.store.catalog.matching(noFilters, [word('folder', folder)]), folder).toHaveLength(1);
  });

  test.each(rawFormats)('take %s for raw', async (format) => {
    await using lib = await namedLibrary({ 'a.x': { format } });
    expect(passing(lib, [word('type', 'raw')])).toEqual(['a.x']);
  });

  test('go along the timeline where they find more photos than are looked up one by one', async () => {
    await using lib = await namedLibrary({ 'x.jpg': {} });
    using beside = openBeside(lib.dataDir);
    beside.raw.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
      INSERT INTO photos (content_hash, size_bytes, format, width, height, thumb, orientation, added_at_ms, sort_at, iso, rating)
      SELECT randomblob(32), 1, 'jpeg', 4, 3, 'a.webp', 1, 0, '2020', i, i % 2 FROM n`);
    const { catalog } = lib.store;
    const [half, every] = [range('iso', null, 15_000), range('iso', 1, null)];
    for (const [chips, count] of [
      [[half], 15_000],
      [[every], 30_000],
      [[every, range('rating', 1, 1)], 15_000],
    ] as const) {
      const ids = catalog.matching(noFilters, chips);
      expect(ids).toHaveLength(count);
      expect(ids).toEqual([...ids].sort((one, other) => other - one));
      expect(catalog.ids(noFilters, chips)).toEqual(new Set(ids));
      expect(catalog.timeline(noFilters, chips).ids).toEqual(ids);
    }
  });
});

test('what is left out are all photos of which it is true, and no others', async () => {
  await using lib = await namedLibrary(photos);
  const all = passing(lib, []);
  const chips = [
    ...[word('camera', 'canon'), word('lens', '50mm'), word('folder', 'trips'), word('name', 'b.jpg')],
    ...[word('type', 'heic'), word('shape', 'landscape'), range('rating', 4, null), range('iso', 1000, null)],
    ...[near(...lisbon, 25), called('lisboa'), area([38, -10, 39, -9]), every('may'), word('is', 'favourite')],
    ...[word('person', 'anna'), word('tag', 'beach'), word('color', 'red')],
    ...[days(null, '2018-12-31'), days('2019-01-01', null), days('2019-05-01', '2019-05-31')],
  ];
  for (const chip of chips) {
    const holds = new Set(passing(lib, [chip]));
    expect(passing(lib, [without(chip)]), JSON.stringify(chip)).toEqual(all.filter((path) => !holds.has(path)));
  }
  const [canon, heic] = [word('camera', 'canon'), word('type', 'heic')];
  const rest = all.filter((path) => !new Set([...passing(lib, [canon]), ...passing(lib, [heic])]).has(path));
  expect(passing(lib, [without(canon), without(heic)])).toEqual(rest);
  expect(passing(lib, [canon, without(canon)])).toEqual([]);
  // Each by itself, whatever days are asked for beside it.
  const in2019 = days('2019-01-01', '2019-12-31');
  expect(passing(lib, [in2019]).length).toBeGreaterThan(0);
  expect(passing(lib, [in2019, without(in2019)])).toEqual([]);
  expect(passing(lib, [days('2018-01-01', '2019-12-31'), without(in2019)])).toEqual(
    passing(lib, [days('2018-01-01', '2018-12-31')]),
  );
  expect(rest.length).toBeLessThan(all.length);
});
