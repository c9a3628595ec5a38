import { describe, expect, test } from 'vitest';
import { Facets, type Filters, noFilters, Timeline } from '../../../src-contract/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { type PhotoFacts, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { namedLibrary } from '../../helpers/words.ts';

interface Library extends AsyncDisposable {
  readonly store: Store;
  readonly folderId: number;
  /** Paths of the photos that pass, newest first. */
  readonly passing: (filters: Partial<Filters>) => string[];
}

async function library(photos: Readonly<Record<string, PhotoFacts>>): Promise<Library> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const { folderId, ids } = writeFolder(store, '/photos', photos);
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return {
    store,
    folderId,
    passing: (filters) => {
      const all = { ...noFilters, ...filters };
      const timeline = store.catalog.timeline(all).ids;
      expect(store.catalog.ids(all), 'the same as a set').toEqual(new Set(timeline));
      return timeline.map((id) => names.get(id) ?? '?');
    },
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

/** Milliseconds of a local time. */
function at(local: string): number {
  return new Date(local).getTime();
}

describe('the timeline', () => {
  test('goes from new to old by the time taken, else by that of the file, and counts months', async () => {
    await using lib = await library({
      'b.jpg': { takenAt: '2023-07-01T14:03:22' },
      'a.jpg': { takenAt: '2023-07-01T14:03:22.125' },
      'old.jpg': { takenAt: '1899-12-31T23:59:59', mtimeMs: at('2024-01-01T00:00:00') },
      'undated.jpg': { mtimeMs: at('2023-08-31T23:59:59') },
      'june.jpg': { takenAt: '2023-06-30T23:59:59' },
    });
    expect(lib.passing({})).toEqual(['undated.jpg', 'a.jpg', 'b.jpg', 'june.jpg', 'old.jpg']);
    expect(lib.store.catalog.timeline(noFilters).months).toEqual([
      { month: '2023-08', count: 1 },
      { month: '2023-07', count: 2 },
      { month: '2023-06', count: 1 },
      { month: '1899-12', count: 1 },
    ]);
  });

  test('shows of the same second what was added last first', async () => {
    const takenAt = '2023-07-01T14:03:22';
    await using lib = await library({ 'a.jpg': { takenAt }, 'b.jpg': { takenAt }, 'c.jpg': { takenAt } });
    expect(lib.passing({})).toEqual(['c.jpg', 'b.jpg', 'a.jpg']);
  });

  test('is what the contract says, for the thinnest photo too', async () => {
    await using lib = await library({
      'a.jpg': { width: 4000, height: 3000, takenAt: '2023-01-03T00:00:00' },
      'b.jpg': { width: 1, height: 100_000, takenAt: '2023-01-02T00:00:00' },
      'c.jpg': { width: 100_000, height: 3, takenAt: '2023-01-01T00:00:00' },
    });
    const timeline = lib.store.catalog.timeline(noFilters);
    expect(Timeline.parse(timeline)).toEqual(timeline);
    expect(timeline.aspects).toEqual([1.333, 0.001, 33_333.333]);
  });

  test('gives copies of a photo one place, by the oldest of them', async () => {
    await using lib = await library({
      'new.jpg': { of: 'x', mtimeMs: at('2024-05-05T10:00:00') },
      'old.jpg': { of: 'x', mtimeMs: at('2020-02-02T10:00:00') },
      'other.jpg': { mtimeMs: at('2021-01-01T10:00:00') },
    });
    expect(lib.store.catalog.timeline(noFilters).months).toEqual([
      { month: '2021-01', count: 1 },
      { month: '2020-02', count: 1 },
    ]);
  });

  test('leaves out photos without a file, and shows them again when one comes back', async () => {
    await using lib = await library({ 'a.jpg': { of: 'x' }, 'b.jpg': {} });
    const a = Math.min(...lib.store.catalog.ids(noFilters));
    lib.store.files.remove([lib.store.files.known(lib.folderId, '').get('a.jpg')?.id ?? 0]);
    expect(lib.store.photos.markUnreferenced(1)).toEqual([a]);
    expect(lib.passing({})).toEqual(['b.jpg']);
    expect(lib.store.catalog.facets().types).toEqual([{ name: 'jpeg', count: 1 }]);
    writeFolder(lib.store, '/elsewhere', { 'back.jpg': { of: 'x' } });
    expect(lib.passing({})).toEqual(['b.jpg', 'a.jpg']);
  });

  test('are of all people that are asked for, and of nobody without a file', async () => {
    await using lib = await library({
      'a.jpg': { people: ['Ada', 'Bo'] },
      'b.jpg': { people: ['Ada'] },
      'c.jpg': { people: ['ada'] },
    });
    expect(lib.passing({ people: ['Ada'] }).sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(lib.passing({ people: ['Ada', 'Bo'] })).toEqual(['a.jpg']);
    expect(lib.passing({ people: ["' OR 1=1 --"] })).toEqual([]);
    const chip = { kind: 'person', value: 'ADA', start: 0, end: 1, text: '' } as const;
    expect(lib.store.catalog.ids(noFilters, [chip]).size).toBe(3);
    lib.store.files.remove([lib.store.files.known(lib.folderId, '').get('a.jpg')?.id ?? 0]);
    lib.store.photos.markUnreferenced(1);
    expect(lib.store.catalog.ids(noFilters, [chip]).size).toBe(2);
    expect(lib.store.catalog.facets().people).toEqual([{ name: 'Ada', count: 2 }]);
  });

  test('are of one person in whatever case the name is written, which is one to choose, called as most photos do', async () => {
    await using lib = await library({
      'a.jpg': { people: ['ÉMILE Roux', 'Émile Roux', 'Bo'] },
      'b.jpg': { people: ['Émile Roux'] },
      'c.jpg': { people: ['émile roux'] },
      'd.jpg': { people: ['Emile Roux', 'Bo'] },
    });
    expect(lib.store.catalog.facets().people).toEqual([
      { name: 'Émile Roux', count: 3 },
      { name: 'Bo', count: 2 },
      { name: 'Emile Roux', count: 1 },
    ]);
    for (const name of ['ÉMILE Roux', 'émile roux', 'e\u0301mile ROUX'])
      expect(lib.passing({ people: [name] }).sort(), name).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(lib.passing({ people: ['émile ROUX', 'BO'] })).toEqual(['a.jpg']);
  });

  test('moves a photo without a date when a file of it gets another', async () => {
    await using lib = await library({ 'a.jpg': { of: 'x', mtimeMs: at('2024-05-05T10:00:00') } });
    const [file] = lib.store.files.claimAfter(0, [lib.folderId], 1, new Set());
    expect(file, 'nothing waits').toBeUndefined();
    const hash = Buffer.from('x').toString('hex').repeat(64).slice(0, 64);
    lib.store.photos.linkKnown(1, hash, 10, at('2019-03-03T10:00:00'));
    expect(lib.store.catalog.timeline(noFilters).months).toEqual([{ month: '2019-03', count: 1 }]);
  });

  test.each([
    ['before the year 1', -1e15],
    ['after the year 9999', 1e18],
  ])('takes a file time %s', async (_, mtimeMs) => {
    await using lib = await library({ 'a.jpg': { mtimeMs } });
    const timeline = lib.store.catalog.timeline(noFilters);
    expect(Timeline.parse(timeline)).toEqual(timeline);
    expect(Facets.parse(lib.store.catalog.facets()).days).not.toBeNull();
  });
});

describe('filters', () => {
  const photos: Record<string, PhotoFacts> = {
    'a.jpg': { takenAt: '2023-01-01T00:00:00', cameraMake: 'Canon', cameraModel: 'Canon EOS 5D', rating: 5 },
    'sub/b.png': { takenAt: '2022-12-31T23:59:59.999', format: 'png', width: 3, height: 4, rating: 3 },
    'sub/deep/c.jpg': { takenAt: '2022-06-01T12:00:00', cameraMake: 'Apple', cameraModel: 'iPhone', rating: -1 },
    'subtle/d.jpg': { takenAt: '2021-06-01T12:00:00', width: 100, height: 105, cameraMake: 'Apple' },
    "o'dd %_/e.jpg": { takenAt: '2020-06-01T12:00:00', width: 100, height: 106, rating: 0 },
    'f.jpg': { takenAt: '2019-06-01T12:00:00', width: 200, height: 100, rating: 1 },
    'g.jpg': { takenAt: '2018-06-01T12:00:00', width: 100, height: 200 },
    'h.jpg': { takenAt: '2017-06-01T12:00:00', width: 199, height: 100 },
  };
  const cases: [title: string, filters: Partial<Filters>, passing: string[]][] = [
    ['from a day on', { from: '2023-01-01' }, ['a.jpg']],
    ['up to the end of a day', { to: '2022-12-31', from: '2022-12-31' }, ['sub/b.png']],
    ['between days', { from: '2022-01-01', to: '2022-06-01' }, ['sub/deep/c.jpg']],
    ['a day without photos', { from: '2022-06-02', to: '2022-12-30' }, []],
    ['a camera', { cameras: ['Canon EOS 5D'] }, ['a.jpg']],
    ['either of two cameras', { cameras: ['Apple iPhone', 'Apple'] }, ['sub/deep/c.jpg', 'subtle/d.jpg']],
    ['a camera that only begins like one', { cameras: ['Canon'] }, []],
    ['a type', { types: ['png'] }, ['sub/b.png']],
    ['either of two types', { types: ['png', 'tiff'] }, ['sub/b.png']],
    ['three stars', { minRating: 3 }, ['a.jpg', 'sub/b.png']],
    ['one star', { minRating: 1 }, ['a.jpg', 'sub/b.png', 'f.jpg']],
    ['landscape', { shape: 'landscape' }, ['a.jpg', 'sub/deep/c.jpg', 'h.jpg']],
    ['portrait', { shape: 'portrait' }, ['sub/b.png', "o'dd %_/e.jpg"]],
    ['square, within 5 %', { shape: 'square' }, ['subtle/d.jpg']],
    ['panorama, from twice', { shape: 'panorama' }, ['f.jpg', 'g.jpg']],
    ['several at once', { types: ['jpeg'], minRating: 1, shape: 'panorama', from: '2019-06-01' }, ['f.jpg']],
    ['injection', { cameras: ["' OR 1=1 --"], types: ["');DROP TABLE photos;"] }, []],
  ];

  test.each(cases)('let pass by %s what fits, and nothing else', async (_, filters, passing) => {
    await using lib = await library(photos);
    expect(lib.passing(filters)).toEqual(passing);
  });

  test.each([
    ['', Object.keys(photos)],
    ['sub', ['sub/b.png', 'sub/deep/c.jpg']],
    ['sub/', ['sub/b.png', 'sub/deep/c.jpg']],
    ['/sub/deep/', ['sub/deep/c.jpg']],
    ["o'dd %_", ["o'dd %_/e.jpg"]],
    ['su', []],
    ['..', []],
    ['a.jpg', []],
  ])('let pass in "%s" what lies below it', async (below, passing) => {
    await using lib = await library(photos);
    expect(lib.passing({ folder: { folderId: lib.folderId, below } })).toEqual(passing);
    expect(lib.passing({ folder: { folderId: lib.folderId + 1, below } })).toEqual([]);
  });

  test.each([
    ['', ['a.jpg', 'f.jpg', 'g.jpg', 'h.jpg']],
    ['sub', ['sub/b.png']],
    ['/sub/deep/', ['sub/deep/c.jpg']],
    ['su', []],
  ])('let pass in "%s" alone what lies in no folder below it', async (below, passing) => {
    await using lib = await library(photos);
    expect(lib.passing({ folder: { folderId: lib.folderId, below, flat: true } })).toEqual(passing);
  });

  test('let a copy pass by any of its places', async () => {
    await using lib = await library({ 'one/a.jpg': { of: 'x' }, 'two/a.jpg': { of: 'x' } });
    for (const below of ['one', 'two']) {
      expect(lib.passing({ folder: { folderId: lib.folderId, below } })).toHaveLength(1);
    }
  });
});

describe('an order', () => {
  const photos: Record<string, PhotoFacts> = {
    'z/IMG_9.jpg': { takenAt: '2020-01-01T00:00:00', sizeBytes: 300 },
    'a/img_10.JPG': { takenAt: '2022-01-01T00:00:00', sizeBytes: 100 },
    'b/IMG_9.jpg': { takenAt: '2020-01-01T00:00:00', sizeBytes: 200 },
    'Äpfel.jpg': { takenAt: '2021-01-01T00:00:00', sizeBytes: 300 },
    'b.jpg': { takenAt: '2019-01-01T00:00:00', sizeBytes: 1 },
  };

  test.each([
    ['newest', ['a/img_10.JPG', 'Äpfel.jpg', 'b/IMG_9.jpg', 'z/IMG_9.jpg', 'b.jpg']],
    ['oldest', ['b.jpg', 'z/IMG_9.jpg', 'b/IMG_9.jpg', 'Äpfel.jpg', 'a/img_10.JPG']],
    ['name', ['Äpfel.jpg', 'b.jpg', 'z/IMG_9.jpg', 'b/IMG_9.jpg', 'a/img_10.JPG']],
    ['largest', ['z/IMG_9.jpg', 'Äpfel.jpg', 'b/IMG_9.jpg', 'a/img_10.JPG', 'b.jpg']],
  ] as const)('%s is by that, then by when photos were added', async (sort, paths) => {
    await using lib = await namedLibrary(photos);
    const ids = Object.values(lib.ids);
    for (const some of [ids, ids.toReversed()]) expect(lib.names(lib.store.catalog.ordered(some, sort))).toEqual(paths);
    expect(lib.store.catalog.ordered([], sort)).toEqual([]);
  });

  test.each(['newest', 'oldest', 'name', 'largest'] as const)('%s leaves out what is not there', async (sort) => {
    await using lib = await namedLibrary({ 'a.jpg': {}, 'b.jpg': {} });
    lib.store.files.remove([lib.store.files.known(lib.folderId, '').get('a.jpg')?.id ?? 0]);
    lib.store.photos.markUnreferenced(1);
    expect(lib.names(lib.store.catalog.ordered([...Object.values(lib.ids), 99], sort))).toEqual(['b.jpg']);
  });
});

describe('facets', () => {
  test('count distinct photos by what filters can ask for', async () => {
    await using lib = await library({
      'a.jpg': { takenAt: '2023-01-01T10:00:00', cameraMake: 'Canon', cameraModel: 'Canon EOS 5D', rating: 5 },
      'sub/b.jpg': { takenAt: '2021-02-03T10:00:00', cameraMake: 'Canon', cameraModel: 'Canon EOS 5D', rating: 3 },
      'sub/deep/b2.jpg': { of: 'b', takenAt: '2020-01-01T10:00:00', cameraModel: 'Scanner', rating: -1 },
      'sub/copy.jpg': { of: 'b' },
      'z/c.png': { takenAt: '2022-01-01T10:00:00', format: 'png', width: 10, height: 10 },
    });
    writeFolder(lib.store, '/another', { 'copy.jpg': { of: 'b' } });
    const facets = lib.store.catalog.facets();
    expect(Facets.parse(facets)).toEqual(facets);
    expect(facets).toEqual({
      colours: [],
      cameras: [
        { name: 'Canon EOS 5D', count: 2 },
        { name: 'Scanner', count: 1 },
      ],
      people: [],
      types: [
        { name: 'jpeg', count: 3 },
        { name: 'png', count: 1 },
      ],
      shapes: [
        { name: 'landscape', count: 3 },
        { name: 'square', count: 1 },
      ],
      ratings: [2, 2, 2, 1, 1],
      favourites: 0,
      days: { from: '2020-01-01', to: '2023-01-01' },
    });
    for (const { name, count } of facets.cameras) expect(lib.passing({ cameras: [name] })).toHaveLength(count);
  });

  test('of nothing are empty', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    store.folders.add('/', 0);
    expect(store.catalog.facets()).toEqual({
      cameras: [],
      colours: [],
      people: [],
      types: [],
      shapes: [],
      ratings: [0, 0, 0, 0, 0],
      favourites: 0,
      days: null,
    });
    expect(store.catalog.timeline(noFilters)).toEqual({
      ids: [],
      aspects: [],
      months: [],
      stacks: { at: [], kinds: [], parts: [] },
      files: { at: [], ids: [] },
    });
  });
});
