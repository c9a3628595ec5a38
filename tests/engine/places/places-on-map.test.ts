import { describe, expect, test, vi } from 'vitest';
import { type Area, noFilters, PlacesAnswer, Town } from '../../../src-contract/index.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';
import { PlacesOnMap } from '../../../src-main/engine/places/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { pack as somePack, type PhotoFacts, writeFolder } from '../../helpers/store.ts';
import { openBeside } from '../../helpers/words.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const world = { south: -90, north: 90, west: -180, east: 180 };
const portugal = { south: 36.9, north: 42.2, west: -9.6, east: -6.1 };
const gazetteer = new Gazetteer();

function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function library(photos: Readonly<Record<string, PhotoFacts>>) {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const { ids } = writeFolder(store, '/photos', photos);
  const events = new EngineEvents(new MemoryLog());
  const places = new PlacesOnMap({ store, gazetteer, events, log: new MemoryLog() });
  const countries = store.photoCountries
    .withoutCountry(1000)
    .map(({ id, latitude, longitude }) => [id, gazetteer.countryOf(latitude, longitude)] as const);
  store.photoCountries.setCountries(new Map(countries));
  return {
    dataDir: dir.path,
    store,
    events,
    places,
    /** Settles when there are newer answers than those that were given. */
    newer: (): Promise<void> =>
      new Promise((resolve) => {
        const listening = events.on(({ event }) => {
          if (event !== 'places.changed') return;
          listening[Symbol.dispose]();
          resolve();
        });
      }),
    id: (name: string): number => ids[name] ?? 0,
    async [Symbol.asyncDispose]() {
      await places[Symbol.asyncDispose]();
      events[Symbol.dispose]();
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

const photos: Readonly<Record<string, PhotoFacts>> = {
  'alfama.jpg': { latitude: 38.712, longitude: -9.13, takenAt: '2019-07-01T10:00:00' },
  'belem.jpg': { latitude: 38.697, longitude: -9.206, takenAt: '2021-07-01T10:00:00' },
  'porto.jpg': { latitude: 41.15, longitude: -8.61, takenAt: '2020-07-01T10:00:00' },
  'paris.jpg': { latitude: 48.857, longitude: 2.352, takenAt: '2018-07-01T10:00:00' },
  'sea.jpg': { latitude: 30, longitude: -40, takenAt: '2017-07-01T10:00:00' },
  'nowhere.jpg': { takenAt: '2017-07-01T10:00:00' },
  'half.jpg': { latitude: 5, takenAt: '2017-07-01T10:00:00' },
};

describe('the map', () => {
  test('has clusters with a name, a cover and how many they are, and says what is on none', async () => {
    await using lib = await library(photos);
    const answer = await lib.places.map({ box: world, level: 6, filters: noFilters });
    expect(PlacesAnswer.parse(answer)).toEqual(answer);
    expect(answer.clusters.map(({ town, country, count, coverId }) => [town, country, count, coverId])).toEqual([
      ['Lisbon', 'PT', 2, lib.id('belem.jpg')],
      ['Porto', 'PT', 1, lib.id('porto.jpg')],
      ['Paris', 'FR', 1, lib.id('paris.jpg')],
      [null, null, 1, lib.id('sea.jpg')],
    ]);
    expect(answer).toMatchObject({ located: 5, unlocated: 2 });
    expect(answer.bounds).toEqual({ south: 30, north: 48.857, west: -40, east: 2.352 });
  });

  test('names what is wider than a town by its countries, that of most photos first', async () => {
    await using lib = await library(photos);
    const { clusters } = await lib.places.map({ box: world, level: 2, filters: noFilters });
    expect(clusters[0]).toMatchObject({ count: 4, town: null, country: 'PT', countries: 2 });
  });

  test('has what is in a box alone, and a cell around it', async () => {
    await using lib = await library(photos);
    const { clusters, located } = await lib.places.map({ box: portugal, level: 6, filters: noFilters });
    expect(clusters.map(({ town }) => town)).toEqual(['Lisbon', 'Porto']);
    expect(located).toBe(5);
  });

  test('has the photos that pass filters, and another library when that has changed', async () => {
    await using lib = await library(photos);
    const late = { ...noFilters, from: '2020-01-01' };
    expect(await lib.places.map({ box: world, level: 6, filters: late })).toMatchObject({ located: 2, unlocated: 0 });
    expect(await lib.places.map({ box: world, level: 6, filters: noFilters })).toMatchObject({
      located: 5,
      unlocated: 2,
    });
    writeFolder(lib.store, '/more', { 'rome.jpg': { latitude: 41.9, longitude: 12.49 } });
    lib.events.changed();
    // The answer of before, until the new one is there.
    const whole = lib.newer();
    expect(await lib.places.map({ box: world, level: 6, filters: noFilters })).toMatchObject({
      located: 5,
      unlocated: 2,
    });
    await whole;
    expect(await lib.places.map({ box: world, level: 6, filters: noFilters })).toMatchObject({
      located: 6,
      unlocated: 2,
    });
  });

  test('has the photos that have a tag, and without the one that it was taken from', async () => {
    await using lib = await library(photos);
    const tag = lib.store.tags.add('a tower');
    const pack = lib.store.packs.register(somePack);
    const pass = lib.store.tagPasses.begin(pack, 'a test', new Map());
    const belem = { photoId: lib.id('belem.jpg'), tags: new Map([[tag, 1]]) };
    const paris = { photoId: lib.id('paris.jpg'), tags: new Map([[tag, 1]]) };
    lib.store.tagPasses.save(pass, [belem, paris]);
    lib.store.tagPasses.show(pass);
    const located = async (): Promise<number> =>
      (await lib.places.map({ box: world, level: 6, filters: { ...noFilters, tags: [tag] } })).located;
    expect(await located()).toBe(2);
    lib.store.tags.setRefused(tag, [belem.photoId], true);
    lib.events.publish({ event: 'tags.changed' });
    const whole = lib.newer();
    expect(await located()).toBe(2);
    await whole;
    expect(await located()).toBe(1);
  });

  test('of a library without photos has nothing', async () => {
    await using lib = await library({});
    expect(await lib.places.map({ box: world, level: 0, filters: noFilters })).toEqual({
      clusters: [],
      located: 0,
      unlocated: 0,
      bounds: null,
    });
  });
});

describe('an area', () => {
  const box: Area = { ...portugal, corners: null, name: null };
  const triangle: Area = {
    ...portugal,
    corners: [
      { latitude: 36.9, longitude: -9.6 },
      { latitude: 40, longitude: -9.6 },
      { latitude: 36.9, longitude: -6.1 },
    ],
    name: null,
  };
  const fiji: Area = { south: -20, north: -15, west: 176, east: -178, corners: null, name: 'Fiji' };

  test.each([
    ['a box', box, ['belem.jpg', 'porto.jpg', 'alfama.jpg'], null],
    ['a polygon', triangle, ['belem.jpg', 'alfama.jpg'], 'Lisbon'],
    ['a box across the antimeridian', fiji, ['east.jpg', 'west.jpg'], null],
  ])('that is %s is counted as the timeline shows it', async (_, area, expected, name) => {
    await using lib = await library({
      ...photos,
      'east.jpg': { latitude: -17, longitude: 179.5, takenAt: '2016-07-02T10:00:00' },
      'west.jpg': { latitude: -17, longitude: -179.5, takenAt: '2016-07-01T10:00:00' },
    });
    const { ids } = lib.store.catalog.timeline({ ...noFilters, area });
    expect(ids).toEqual(expected.map(lib.id));
    expect(await lib.places.count(area, noFilters)).toEqual({ count: expected.length, name });
    const early = { ...noFilters, to: '2019-12-31' };
    expect((await lib.places.count(area, early)).count).toBe(lib.store.catalog.timeline({ ...early, area }).ids.length);
  });

  test('of no photo has no name', async () => {
    await using lib = await library(photos);
    const rome: Area = { south: 41, north: 42, west: 12, east: 13, corners: null, name: null };
    expect(await lib.places.count(rome, noFilters)).toEqual({ count: 0, name: null });
  });
});

test('towns of a box are told by their size, at most so many', async () => {
  await using lib = await library({});
  const towns = lib.places.towns(portugal, 3);
  for (const town of towns) expect(Town.parse(town)).toEqual(town);
  expect(towns[0]?.name).toBe('Lisbon');
  expect(towns.map(({ population }) => population)).toEqual(
    towns.map(({ population }) => population).toSorted((a, b) => b - a),
  );
  const pacific = lib.places.towns({ south: -22, north: -10, west: 177, east: -170 }, 300);
  expect(pacific.map(({ name }) => name)).toEqual(expect.arrayContaining(['Suva', 'Apia']));
});

describe('a large library', () => {
  const count = 12_000;

  async function large() {
    const lib = await library({});
    using beside = openBeside(lib.dataDir);
    beside.raw.exec(`
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
      INSERT INTO photos (content_hash, size_bytes, format, width, height, thumb, orientation, added_at_ms, sort_at,
        latitude, longitude, country)
      SELECT randomblob(32), 1, 'jpeg', 4, 3, 'a.webp', 1, 0, '2020', i / 5000, i % 7, CASE WHEN i % 3 = 0 THEN '' WHEN i % 2 = 0 THEN 'PT' ELSE 'FR' END
      FROM n`);
    return lib;
  }

  test('is read in parts that have every photo once, also where many are of one point', async () => {
    await using lib = await large();
    for (const limit of [1000, 1999]) {
      const positions: number[] = [];
      for (let last = lib.store.places.positionsAfter(null, limit); last.length > 0;) {
        positions.push(...last.map(([id]) => id));
        last = lib.store.places.positionsAfter(last.at(-1) ?? null, limit);
      }
      expect(positions).toHaveLength(count);
      expect(new Set(positions).size).toBe(count);
      const countries: number[] = [];
      for (let last = lib.store.places.countriesAfter(null, limit); last.length > 0;) {
        countries.push(...last.map(([id]) => id));
        last = lib.store.places.countriesAfter(last.at(-1) ?? null, limit);
      }
      expect(countries).toHaveLength((count / 3) * 2);
      expect(new Set(countries).size).toBe((count / 3) * 2);
    }
  });

  test('keeps nobody waiting who needs what is read in the background, whatever else goes on', async () => {
    await using lib = await large();
    const asked = { box: world, level: 3, filters: noFilters };
    await lib.places.map(asked);
    const { places } = lib.store;
    const read = places.positionsAfter.bind(places);
    const begun = new Promise<void>((resolve) => {
      vi.spyOn(places, 'positionsAfter').mockImplementation((after, limit) => {
        resolve();
        busyFor(6);
        return read(after, limit);
      });
    });
    let [turns, isRead] = [0, false];
    const turn = (): void => {
      turns++;
      busyFor(2);
      if (!isRead) setImmediate(turn);
    };
    lib.events.changed();
    await lib.places.map(asked);
    await begun;
    setImmediate(turn);
    expect((await lib.places.map({ ...asked, filters: { ...noFilters, types: ['jpeg'] } })).located).toBe(count);
    isRead = true;
    // One for each part, where others had fifty.
    expect(turns).toBeLessThan(120);
  });

  test('lets others have their turn while it is read, and what is asked meanwhile waits for the same', async () => {
    await using lib = await large();
    let [turns, isRead] = [0, false];
    const turn = (): void => {
      turns++;
      if (!isRead) setImmediate(turn);
    };
    setImmediate(turn);
    const asked = { box: world, level: 3, filters: noFilters };
    const box: Area = { ...world, corners: null, name: null };
    const [answer, again, counted] = await Promise.all([
      lib.places.map(asked),
      lib.places.map(asked),
      lib.places.count(box, noFilters),
    ]);
    isRead = true;
    expect(turns).toBeGreaterThan(1);
    expect(answer).toMatchObject({ located: count, unlocated: 0 });
    expect(again).toEqual(answer);
    expect(counted.count).toBe(count);
  });

  test('ends reading when it is closed', async () => {
    await using lib = await large();
    const asked = lib.places.map({ box: world, level: 3, filters: noFilters });
    const outcome = expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    await lib.places[Symbol.asyncDispose]();
    await outcome;
  });
});
