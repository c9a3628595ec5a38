import { expect, test } from 'vitest';
import { encoded, pack } from '../../helpers/store.ts';
import { namedLibrary, openBeside } from '../../helpers/words.ts';

test('photos with a place and no country are told until it is noted, also where there is none', async () => {
  await using lib = await namedLibrary({
    'sea.jpg': { latitude: 0, longitude: -30 },
    'land.jpg': { latitude: 48.1, longitude: 11.6 },
    'nowhere.jpg': {},
    'half.jpg': { latitude: 1 },
  });
  const { photoCountries: places } = lib.store;
  const id = (name: string): number => lib.ids[name] ?? 0;
  expect(new Set(places.withoutCountry(10))).toEqual(
    new Set([
      { id: id('sea.jpg'), latitude: 0, longitude: -30 },
      { id: id('land.jpg'), latitude: 48.1, longitude: 11.6 },
    ]),
  );
  expect(places.withoutCountry(1)).toHaveLength(1);
  places.setCountries(new Map([[id('sea.jpg'), null]]));
  expect(places.withoutCountry(10)).toMatchObject([{ id: id('land.jpg') }]);
  places.setCountries(new Map([[id('land.jpg'), 'DE']]));
  expect(places.withoutCountry(10)).toEqual([]);
});

test.each([
  ['not looked up', undefined, null],
  ['none', null, ''],
  ['one', 'IS', 'IS'],
])('a photo is saved with its country: %s', async (_, country, stored) => {
  await using lib = await namedLibrary({ 'a.jpg': {} });
  const photo = encoded('b', { metadata: { ...encoded('b').metadata, latitude: 64, longitude: -19 } });
  const id = lib.store.photos.saveEncoded(1, lib.store.packs.register(pack), photo, 0, { country });
  using beside = openBeside(lib.dataDir);
  expect(beside.raw.prepare('SELECT country FROM photos WHERE id = ?').pluck().get(id)).toBe(stored);
});
