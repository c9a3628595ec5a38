import { describe, expect, test } from 'vitest';
import { type Filters, noFilters, type PhotoDetails, type QueryChip } from '../../../src-contract/index.ts';
import { noFacts, type SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { seen, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const sidecar = { name: 'a.xmp', sizeBytes: 1, mtimeMs: 1, ctimeMs: 1 };
const isFavourite: QueryChip = { kind: 'is', value: 'favourite', start: 0, end: 1, text: 'x' };

/** Write what a sidecar of `a.jpg` says, as a scan and the reading of it do. */
function say(store: Store, folderId: number, facts: Partial<SidecarFacts>): void {
  store.sidecars.setSeen(folderId, [{ relativePath: 'a.jpg', sidecars: [{ ...sidecar, mtimeMs: performance.now() }] }]);
  store.sidecars.save(store.sidecars.unreadAfter(undefined, 9).map((unread) => [unread, { ...noFacts, ...facts }]));
}

function details(store: Store, id: number): Pick<PhotoDetails, 'favourite' | 'rating' | 'given'> {
  const found = store.details.details(id);
  if (found === undefined) throw new Error('Expected a photo');
  const { favourite, rating, given } = found;
  return { favourite, rating, given };
}

async function library(): Promise<
  { store: Store; folderId: number; ids: [a: number, b: number, c: number] } & AsyncDisposable
> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const { folderId, ids } = writeFolder(store, '/photos', {
    'a.jpg': { takenAt: '2023-01-01T10:00:00', rating: 2 },
    'b.jpg': { takenAt: '2022-01-01T10:00:00' },
    'c.jpg': { takenAt: '2021-01-01T10:00:00', rating: 5 },
  });
  return {
    store,
    folderId,
    ids: [ids['a.jpg'] ?? 0, ids['b.jpg'] ?? 0, ids['c.jpg'] ?? 0],
    [Symbol.asyncDispose]: async () => {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

function passing(store: Store, filters: Partial<Filters>): number[] {
  return store.catalog.timeline({ ...noFilters, ...filters }).ids;
}

describe('what is given', () => {
  test('goes before what the photo and its sidecar say, and comes off again', async () => {
    await using lib = await library();
    const { store, folderId, ids } = lib;
    const [a] = ids;
    const nothing = { favourite: null, rating: null };
    expect(details(store, a)).toEqual({ favourite: false, rating: 2, given: nothing });
    expect(store.favourites.give([a], { rating: 4 })).toEqual([{ photoId: a, ...nothing }]);
    expect(details(store, a)).toEqual({ favourite: false, rating: 4, given: { favourite: null, rating: 4 } });
    expect(store.favourites.give([a], { favourite: true })).toEqual([{ photoId: a, favourite: null, rating: 4 }]);
    say(store, folderId, { rating: 1, title: 'tram' });
    expect(details(store, a)).toEqual({ favourite: true, rating: 4, given: { favourite: true, rating: 4 } });
    expect(store.details.details(a)?.title).toBe('tram');
    store.favourites.give([a], { rating: null });
    expect(details(store, a)).toEqual({ favourite: true, rating: 1, given: { favourite: true, rating: null } });
    store.sidecars.remove(folderId, ['a.jpg']);
    store.photoMetadata.writeNoted(9);
    expect(details(store, a).rating, 'what the photo says itself was kept').toBe(2);
    store.favourites.give([a], { favourite: null });
    expect(details(store, a)).toEqual({ favourite: false, rating: 2, given: nothing });
    store.quickCheck();
  });

  test('can be no stars, rejected, and no favourite where an export says it is one', async () => {
    await using lib = await library();
    const { store, folderId, ids } = lib;
    const [a, , c] = ids;
    say(store, folderId, { favourite: true });
    expect(store.favourites.list()).toEqual([a]);
    store.favourites.give([a], { favourite: false });
    expect(store.favourites.list()).toEqual([]);
    store.favourites.give([c], { rating: 0 });
    expect(details(store, c).rating).toBe(0);
    store.favourites.give([c], { rating: -1 });
    expect(details(store, c).rating).toBe(-1);
    expect(passing(store, { minRating: 1 })).toEqual([a]);
    expect(passing(store, { rejected: true })).toEqual([c]);
    expect(passing(store, { rejected: true, favourite: true })).toEqual([]);
    expect(store.favourites.rejected()).toBe(1);
    store.favourites.give([c], { rating: null });
    expect(store.favourites.rejected()).toBe(0);
  });

  test('is what filters, chips and facets go by', async () => {
    await using lib = await library();
    const { store, ids } = lib;
    const [a, b, c] = ids;
    store.favourites.give([b, c], { favourite: true });
    store.favourites.give([b], { rating: 5 });
    store.favourites.give([c], { rating: 1 });
    expect(passing(store, { favourite: true })).toEqual([b, c]);
    expect(passing(store, { favourite: true, minRating: 4 })).toEqual([b]);
    expect(store.catalog.matching(noFilters, [isFavourite])).toEqual([b, c]);
    expect(store.catalog.ids({ ...noFilters, favourite: true })).toEqual(new Set([b, c]));
    expect(store.catalog.facets()).toMatchObject({ favourites: 2, ratings: [3, 2, 1, 1, 1] });
    expect(passing(store, {})).toEqual([a, b, c]);
  });

  test('is put back as it was, for many at once', async () => {
    await using lib = await library();
    const { store, ids } = lib;
    const [a, b, c] = ids;
    store.favourites.give([a], { rating: 3 });
    const before = store.favourites.give([c, a, b, a], { rating: 0, favourite: true });
    expect(before).toEqual([
      { photoId: c, favourite: null, rating: null },
      { photoId: a, favourite: null, rating: 3 },
      { photoId: b, favourite: null, rating: null },
    ]);
    store.favourites.putBack(before);
    expect(store.favourites.list()).toEqual([]);
    expect([a, b, c].map((id) => details(store, id).rating)).toEqual([3, null, 5]);
  });

  test('of photos that are not there is passed over', async () => {
    await using lib = await library();
    const { store, ids } = lib;
    expect(store.favourites.give([999], { favourite: true })).toEqual([]);
    store.favourites.putBack([{ photoId: 999, favourite: true, rating: null }]);
    store.files.remove([store.files.known(lib.folderId, '').get('b.jpg')?.id ?? 0]);
    store.photos.purgeUnreferenced(0);
    expect(store.favourites.give([ids[0], 999], { favourite: true })).toHaveLength(1);
    expect(store.favourites.list()).toEqual([ids[0]]);
  });

  test('stays with the content: another name, no file for a while, a copy elsewhere', async () => {
    await using lib = await library();
    const { store, folderId, ids } = lib;
    const [a] = ids;
    store.favourites.give([a], { favourite: true, rating: 4 });
    const hash = Buffer.from('/photos/a.jpg').toString('hex').repeat(64).slice(0, 64);
    store.files.remove([store.files.known(folderId, '').get('a.jpg')?.id ?? 0]);
    store.photos.markUnreferenced(1);
    expect(store.favourites.list(), 'it is not in the library').toEqual([]);
    expect(store.favourites.give([a], { rating: 1 })).toEqual([]);
    store.files.upsertSeen(folderId, store.folders.beginScan(folderId, '1:2'), seen('b.jpg', 'c.jpg', 'moved/x.jpg'));
    const file = store.files
      .claimAfter(0, [folderId], 9, new Set())
      .find(({ relativePath }) => relativePath === 'moved/x.jpg');
    store.photos.linkKnown(file?.id ?? 0, hash, 10, 1);
    expect(details(store, a)).toEqual({ favourite: true, rating: 4, given: { favourite: true, rating: 4 } });
    expect(store.favourites.list()).toEqual([a]);
  });
});
