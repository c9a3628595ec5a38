import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noFilters, type PhotoDetails } from '../../../src-contract/index.ts';
import { noFacts, type SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { placeFixture, RawDatabase } from '../../helpers/schema-fixtures.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { wordsIndexed } from '../../helpers/words.ts';

const sidecar = { name: 'a.xmp', sizeBytes: 1, mtimeMs: 1, ctimeMs: 1 };

/** Write what a sidecar of a file says, as a scan and the reading of it do. */
function say(store: Store, folderId: number, relativePath: string, facts: Partial<SidecarFacts>): void {
  store.sidecars.setSeen(folderId, [{ relativePath, sidecars: [{ ...sidecar, mtimeMs: performance.now() }] }]);
  store.sidecars.save(store.sidecars.unreadAfter(undefined, 9).map((unread) => [unread, { ...noFacts, ...facts }]));
}

function details(store: Store, id: number | undefined): Omit<PhotoDetails, 'files'> {
  const found = store.details.details(id ?? 0);
  if (found === undefined) throw new Error('Expected a photo');
  return found;
}

describe('what a photo says', () => {
  test('is joined with what its sidecar says, and is as before without it', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const own = {
      ...{ takenAt: '2020-01-01T10:00:00', takenAtOffsetMinutes: 60, latitude: 1, longitude: 2, altitudeMetres: 3 },
      ...{ rating: 2, title: 'own', description: 'own', keywords: ['sea'], warnings: ['odd'] },
    };
    const { folderId, ids } = writeFolder(store, '/photos', { '2019-01-01/a.jpg': own });
    const id = ids['2019-01-01/a.jpg'];
    store.photoCountries.setCountries(new Map([[id ?? 0, 'PT']]));
    const before = details(store, id);
    expect(before).toMatchObject({ ...own, dateSource: 'embedded', datedAt: own.takenAt });
    say(store, folderId, '2019-01-01/a.jpg', {
      ...{ takenAt: '2018-05', latitude: 5, longitude: 6, rating: 5, title: 'put right', keywords: ['sun'] },
      ...{ people: ['Ada'], label: 'red', favourite: true, warnings: ['a.xmp: odd'] },
    });
    expect(details(store, id)).toMatchObject({
      ...{ takenAt: '2018-05', takenAtOffsetMinutes: null, dateSource: 'sidecar', datedAt: '2018-05' },
      ...{ latitude: 5, longitude: 6, altitudeMetres: null, rating: 5, title: 'put right', description: 'own' },
      ...{
        keywords: ['sun', 'sea'],
        people: [{ name: 'Ada', box: null }],
        label: 'red',
        favourite: true,
        warnings: ['odd', 'a.xmp: odd'],
      },
    });
    expect(store.photoCountries.withoutCountry(9), 'another place is in another country').toMatchObject([
      { id, latitude: 5 },
    ]);
    for (const word of ['sun', 'sea', 'Ada', '"put right"', 'own'])
      expect([...store.words.phrase(word)], word).toEqual([id]);
    say(store, folderId, '2019-01-01/a.jpg', { title: 'put right again' });
    expect(details(store, id)).toMatchObject({ ...own, title: 'put right again' });
    store.sidecars.remove(folderId, ['2019-01-01/a.jpg', 'of no photo.jpg']);
    expect(store.photoMetadata.writeNoted(9)).toBe(1);
    expect(details(store, id)).toEqual(before);
    expect([...store.words.phrase('Ada')]).toEqual([]);
    store.quickCheck();
  });

  test('is joined of all its files, and of one that goes no more', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folderId, ids } = writeFolder(store, '/photos/2017', {
      'a.jpg': { of: 'a' },
      'IMG_20190312_101010.jpg': { of: 'a' },
    });
    expect(details(store, ids['a.jpg'])).toMatchObject({ takenAt: '2019-03-12T10:10:10', dateSource: 'name' });
    say(store, folderId, 'a.jpg', { takenAt: '2018' });
    expect(details(store, ids['a.jpg'])).toMatchObject({ takenAt: '2018', dateSource: 'sidecar' });
    const known = store.files.known(folderId, '');
    store.files.remove([known.get('a.jpg')?.id ?? 0]);
    expect(store.photoMetadata.writeNoted(9)).toBe(1);
    expect(details(store, ids['a.jpg'])).toMatchObject({ takenAt: '2019-03-12T10:10:10', dateSource: 'name' });
    expect(store.photoMetadata.writeNoted(9)).toBe(0);
  });

  test('keeps what a sidecar said while it is read anew, and one that changed meanwhile is read again', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folderId, ids } = writeFolder(store, '/photos', { 'a.jpg': {} });
    say(store, folderId, 'a.jpg', { rating: 4 });
    const seen = (mtimeMs: number) => [{ relativePath: 'a.jpg', sidecars: [{ ...sidecar, mtimeMs }] }];
    store.sidecars.setSeen(folderId, seen(5));
    const unread = store.sidecars.unreadAfter(undefined, 9);
    expect(unread).toMatchObject([{ name: 'a.xmp', folderPath: '/photos', relativePath: 'a.jpg', mtimeMs: 5 }]);
    expect(details(store, ids['a.jpg']).rating).toBe(4);
    store.sidecars.setSeen(folderId, seen(6));
    store.sidecars.save(unread.map((each) => [each, { ...noFacts, rating: 3 }]));
    expect(details(store, ids['a.jpg']).rating).toBe(4);
    expect(store.sidecars.unreadAfter(undefined, 9)).toMatchObject([{ mtimeMs: 6 }]);
    expect(store.sidecars.unreadAfter(unread[0], 9), 'behind it').toEqual([]);
    store.folders.setOffline(folderId);
    expect(store.sidecars.unreadAfter(undefined, 9), 'not while its drive is away').toEqual([]);
  });
});

describe('dates of months and years', () => {
  test('stand behind the days of it, and count where all of it does', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { ids } = writeFolder(store, '/photos', {
      '2019/a.jpg': {},
      '2019-07/a.jpg': {},
      '2019-07-04.jpg': {},
      'b.jpg': { takenAt: '2019-07-01T00:00:00' },
      'c.jpg': { takenAt: '2019-01-01T00:00:00' },
      'd.jpg': { takenAt: '2018-12-31T00:00:00' },
    });
    const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
    const found = (from: string | null, to: string | null): (string | undefined)[] =>
      store.catalog.matching({ ...noFilters, from, to }, []).map((id) => names.get(id));
    const july = ['2019-07-04.jpg', 'b.jpg', '2019-07/a.jpg'];
    expect(found(null, null)).toEqual([...july, 'c.jpg', '2019/a.jpg', 'd.jpg']);
    expect(found('2019-07-01', '2019-07-31')).toEqual(july);
    expect(found('2019-06-01', '2019-08-31')).toEqual(july);
    expect(found('2019-07-02', '2019-07-31')).toEqual(['2019-07-04.jpg']);
    expect(found('2019-07-01', '2019-07-30')).toEqual(['2019-07-04.jpg', 'b.jpg']);
    expect(found('2019-07-01', '2019-07-01')).toEqual(['b.jpg']);
    expect(found('2019-07-04', '2019-07-04')).toEqual(['2019-07-04.jpg']);
    expect(found('2019-01-01', '2019-12-31')).toEqual([...july, 'c.jpg', '2019/a.jpg']);
    expect(found('2019-01-01', '2019-01-31')).toEqual(['c.jpg']);
    expect(found('2019-01-01', '2019-12-30')).toEqual([...july, 'c.jpg']);
    expect(found('2019-01-02', null)).toEqual(july);
    expect(found(null, '2019-01-31')).toEqual(['c.jpg', 'd.jpg']);
    expect(store.catalog.timeline(noFilters).months).toEqual([
      { month: '2019-07', count: 3 },
      { month: '2019-01', count: 1 },
      { month: '2019', count: 1 },
      { month: '2018-12', count: 1 },
    ]);
    expect(store.catalog.facets().days).toEqual({ from: '2018-12-31', to: '2019-07-04' });
  });

  test('are days where days are asked for', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    writeFolder(store, '/photos', { '2016/a.jpg': {}, '2016-02/a.jpg': { of: 'b' } });
    expect(store.catalog.facets().days).toEqual({ from: '2016-01-01', to: '2016-02-29' });
  });
});

describe('a library of the version before', () => {
  test('is joined from where it was left, in the end all of it, and nothing is encoded', async () => {
    await using dir = await tempFolder();
    placeFixture(9, dir.path);
    const joined: number[] = [];
    // Each time as after a kill: what was not joined is still noted.
    for (;;) {
      using store = Store.open(dir.path);
      const count = store.photoMetadata.writeNoted(1);
      if (count === 0) break;
      joined.push(count);
    }
    expect(joined).toHaveLength(4);
    using database = new RawDatabase(join(dir.path, databaseFileName));
    expect(database.all('SELECT id, taken_at, date_source, sort_at FROM photos WHERE id IN (1, 3, 5)')).toEqual([
      { id: 1, taken_at: '2023-07-01T14:03:22', date_source: null, sort_at: '2023-07-01T14:03:22' },
      expect.objectContaining({ id: 3, taken_at: null, date_source: null }),
      { id: 5, taken_at: '2023-05-20T06:30:00', date_source: null, sort_at: '2023-05-20T06:30:00' },
    ]);
    expect(database.rows().get('own_metadata')).toEqual([]);
    const { stored, fresh } = wordsIndexed(dir.path);
    expect(stored).toEqual(fresh);
  });
});
