import { describe, expect, test } from 'vitest';
import type { AlbumStore } from '../../../src-main/engine/store/albums.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { stepped } from '../../helpers/schema-fixtures.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

interface Filled extends AsyncDisposable {
  readonly store: Store;
  readonly albums: AlbumStore;
  /** Of a.jpg to e.jpg. */
  readonly ids: readonly [number, number, number, number, number];
}

async function filled(): Promise<Filled> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const { ids } = writeFolder(store, '/photos', { 'a.jpg': {}, 'b.jpg': {}, 'c.jpg': {}, 'd.jpg': {}, 'e.jpg': {} });
  const id = (name: string): number => ids[`${name}.jpg`] ?? 0;
  return {
    ...{ store, albums: store.albums, ids: [id('a'), id('b'), id('c'), id('d'), id('e')] },
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

const plain = { name: 'Trip', kind: 'plain', prompt: null, source: 'selection' } as const;

describe('albums', () => {
  test('come in their order, the newest last, with how many photos they have and the first as cover', async () => {
    await using lib = await filled();
    const { albums } = lib;
    const [a, b, c] = lib.ids;
    const trip = albums.create(plain, 5);
    const boats = albums.create({ ...plain, name: 'Boats', kind: 'smart', prompt: 'a boat' }, 6);
    albums.put(trip, [c, a, b], false, 7);
    expect(albums.list()).toEqual([
      { ...plain, id: trip, strictness: 0.5, photos: 3, coverId: c, rivals: [] },
      {
        ...plain,
        id: boats,
        name: 'Boats',
        kind: 'smart',
        prompt: 'a boat',
        strictness: 0.5,
        photos: 0,
        coverId: null,
        rivals: [],
      },
    ]);
  });

  test('change in what is given and nothing else', async () => {
    await using lib = await filled();
    const { albums } = lib;
    const [a, b] = lib.ids;
    const trip = albums.create(plain, 5);
    albums.put(trip, [a, b], false, 7);
    expect(albums.update(trip, { name: 'Lisbon', coverId: b })).toBe(true);
    expect(albums.byId(trip)).toMatchObject({ name: 'Lisbon', kind: 'plain', coverId: b });
    albums.update(trip, { kind: 'smart', prompt: 'trams', strictness: 0.25, name: undefined });
    expect(albums.byId(trip)).toMatchObject({
      name: 'Lisbon',
      kind: 'smart',
      prompt: 'trams',
      strictness: 0.25,
      coverId: b,
    });
    albums.update(trip, { prompt: null, coverId: null });
    expect(albums.byId(trip)).toMatchObject({ prompt: null, coverId: a });
    expect(albums.update(999, { name: 'x' })).toBe(false);
  });

  test('that were removed come back with everything, where they were', async () => {
    await using lib = await filled();
    const { albums } = lib;
    const [a, b, c] = lib.ids;
    const trip = albums.create(plain, 5);
    albums.create({ ...plain, name: 'Other' }, 5);
    albums.put(trip, [b, a], false, 7);
    albums.put(trip, [c], true, 8);
    albums.update(trip, { coverId: a, strictness: 1 });
    const before = albums.byId(trip);
    const removed = albums.remove(trip);
    expect(albums.byId(trip)).toBeUndefined();
    expect(albums.examples(trip)).toEqual([]);
    if (removed === undefined) throw new Error('Expected a removed album');
    expect(albums.restore(removed)).toBe(trip);
    expect(albums.byId(trip)).toEqual(before);
    expect(albums.list().map(({ name }) => name)).toEqual(['Trip', 'Other']);
    expect([albums.photos(trip), albums.refused(trip)]).toEqual([[b, a], [c]]);
    expect(albums.remove(999)).toBeUndefined();
  });
});

test('an id is never used again, so that one who still has it means no other album', async () => {
  await using lib = await filled();
  const { albums } = lib;
  const first = albums.create(plain, 1);
  const removed = albums.remove(first);
  const second = albums.create({ ...plain, name: 'Another' }, 2);
  expect(second).toBeGreaterThan(first);
  if (removed === undefined) throw new Error('Expected a removed album');
  albums.restore(removed);
  expect(albums.list().map(({ id, name }) => [id, name])).toEqual([
    [first, 'Trip'],
    [second, 'Another'],
  ]);
  albums.remove(second);
  expect(albums.create(plain, 3)).toBeGreaterThan(second);
});

test('albums of a library of before stay as they were, with what belongs to them', async () => {
  await using step = await stepped(21);
  const { database } = step;
  database.run(
    "INSERT INTO albums (name, kind, source, position, created_at_ms) VALUES ('New', 'plain', 'name', 9, 1)",
  );
  expect(database.column('SELECT id FROM albums ORDER BY id')).toEqual([1, 2, 3]);
  database.run('DELETE FROM albums WHERE id = 1');
  expect(database.column('SELECT DISTINCT album FROM album_photos')).toEqual([2]);
  database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
  expect(database.column('SELECT photo_id FROM album_photos ORDER BY photo_id')).toEqual([2, 4]);
});

describe('albums that exclude each other', () => {
  async function shelved() {
    const lib = await filled();
    const ids = ['Minka', 'Felix', 'Tiger', 'Rex', 'Bello'].map((name) =>
      lib.albums.create({ ...plain, name, kind: 'smart' }, 1),
    );
    const [minka = 0, felix = 0, tiger = 0, rex = 0, bello = 0] = ids;
    /** Rivals of each, by name. */
    const rivals = (): Record<string, string[]> => {
      const list = lib.albums.list();
      const name = (id: number): string => list.find((album) => album.id === id)?.name ?? '?';
      return Object.fromEntries(
        list.filter((each) => each.rivals.length > 0).map((each) => [each.name, each.rivals.map(name)]),
      );
    };
    return { ...lib, ...{ minka, felix, tiger, rex, bello, rivals } };
  }

  test('do so all of them, and one that takes others goes on without those that are not named', async () => {
    await using lib = await shelved();
    const { albums, rivals, minka, felix, tiger, rex, bello } = lib;
    expect(rivals()).toEqual({});
    albums.update(minka, { rivals: [felix, tiger] });
    albums.update(rex, { rivals: [bello] });
    const cats = { Minka: ['Felix', 'Tiger'], Felix: ['Minka', 'Tiger'], Tiger: ['Minka', 'Felix'] };
    expect(rivals()).toEqual({ ...cats, Rex: ['Bello'], Bello: ['Rex'] });
    albums.update(minka, { name: 'Minka' });
    expect(rivals()).toMatchObject(cats);
    albums.update(rex, { rivals: [] });
    albums.update(bello, { rivals: [minka] });
    expect(rivals()).toEqual({ Minka: ['Bello'], Felix: ['Tiger'], Tiger: ['Felix'], Bello: ['Minka'] });
  });

  test('are excluded no more when they become plain', async () => {
    await using lib = await shelved();
    const { albums, rivals, minka, felix, tiger } = lib;
    albums.update(minka, { rivals: [felix, tiger] });
    albums.update(felix, { kind: 'plain' });
    expect(rivals()).toEqual({ Minka: ['Tiger'], Tiger: ['Minka'] });
    albums.update(felix, { kind: 'smart' });
    expect(rivals()).toEqual({ Minka: ['Tiger'], Tiger: ['Minka'] });
  });

  test('that were removed come back beside those that they excluded, where these still are', async () => {
    await using lib = await shelved();
    const { albums, rivals, minka, felix, tiger, rex } = lib;
    albums.update(minka, { rivals: [felix] });
    const before = rivals();
    const removed = albums.remove(minka);
    expect(rivals()).toEqual({});
    if (removed === undefined) throw new Error('Expected a removed album');
    albums.restore(removed);
    expect(rivals()).toEqual(before);
    albums.remove(minka);
    albums.update(felix, { rivals: [rex] });
    albums.update(tiger, { rivals: [] });
    albums.restore(removed);
    expect(rivals()).toEqual({ Felix: ['Rex'], Rex: ['Felix'] });
  });

  test('come back to those they excluded, also where all of them were removed, or changed in something else', async () => {
    await using lib = await shelved();
    const { albums, rivals, minka, felix, tiger } = lib;
    albums.update(minka, { rivals: [felix, tiger] });
    const before = rivals();
    const removed = [minka, felix, tiger].flatMap((id) => albums.remove(id) ?? []);
    expect(rivals()).toEqual({});
    for (const each of removed) albums.restore(each);
    expect(rivals()).toEqual(before);
    const [again] = [minka].flatMap((id) => albums.remove(id) ?? []);
    albums.update(felix, { name: 'Felix', rivals: [tiger] });
    if (again !== undefined) albums.restore(again);
    expect(rivals()).toEqual(before);
  });

  test('come back to nobody where those they excluded have found others', async () => {
    await using lib = await shelved();
    const { albums, rivals, minka, felix, rex } = lib;
    albums.update(minka, { rivals: [felix] });
    const removed = albums.remove(minka);
    albums.update(felix, { rivals: [] });
    albums.update(felix, { rivals: [rex] });
    if (removed !== undefined) albums.restore(removed);
    expect(rivals()).toEqual({ Felix: ['Rex'], Rex: ['Felix'] });
  });
});

describe('photos of an album', () => {
  test('are each there once, at the end of it, and unknown ones are left out', async () => {
    await using lib = await filled();
    const { albums } = lib;
    const [a, b, c] = lib.ids;
    const trip = albums.create(plain, 5);
    expect(albums.put(trip, [b, a, b, 999], false, 1)).toEqual({ fresh: [b, a], switched: [] });
    expect(albums.put(trip, [a, c], false, 2)).toEqual({ fresh: [c], switched: [] });
    expect(albums.photos(trip)).toEqual([b, a, c]);
    expect(albums.takeOut(trip, [a, 999])).toBe(1);
    expect(albums.photos(trip)).toEqual([b, c]);
  });

  test('are in it or refused, never both; what is taken out is neither', async () => {
    await using lib = await filled();
    const { albums } = lib;
    const [a, b] = lib.ids;
    const trip = albums.create(plain, 5);
    albums.put(trip, [a, b], false, 1);
    expect(albums.put(trip, [a, a], true, 2)).toEqual({ fresh: [], switched: [a] });
    expect([albums.photos(trip), albums.refused(trip)]).toEqual([[b], [a]]);
    expect(albums.put(trip, [a], false, 3)).toEqual({ fresh: [], switched: [a] });
    expect([albums.photos(trip), albums.refused(trip)]).toEqual([[b, a], []]);
    albums.put(trip, [a], true, 4);
    albums.takeOut(trip, [a]);
    expect([albums.photos(trip), albums.refused(trip)]).toEqual([[b], []]);
  });

  test.each([
    { moved: [3], before: 0, expected: [3, 0, 1, 2, 4] },
    { moved: [0], before: null, expected: [1, 2, 3, 4, 0] },
    { moved: [4, 1], before: 3, expected: [0, 2, 1, 4, 3] },
    { moved: [1, 2], before: 1, expected: [0, 1, 2, 3, 4] },
    { moved: [0, 1], before: 1, expected: [0, 1, 2, 3, 4] },
    { moved: [9], before: 0, expected: [0, 1, 2, 3, 4] },
    { moved: [0], before: 9, expected: [1, 2, 3, 4, 0] },
  ])('$moved move before $before', async ({ moved, before, expected }) => {
    await using lib = await filled();
    const { albums, ids } = lib;
    const trip = albums.create(plain, 5);
    albums.put(trip, ids, false, 1);
    const at = (i: number): number => ids[i] ?? 999;
    albums.move(trip, [{ photoIds: moved.map(at), before: before === null ? null : at(before) }]);
    expect(albums.photos(trip)).toEqual(expected.map(at));
  });

  test('that were taken out come back to where they were, all at once', async () => {
    await using lib = await filled();
    const { albums, ids } = lib;
    const trip = albums.create(plain, 5);
    albums.put(trip, ids, false, 1);
    const [a, b, , d, e] = ids;
    albums.takeOut(trip, [a, b, d, e]);
    albums.put(trip, [e, d, b, a], false, 2);
    albums.move(trip, [
      { photoIds: [a, b], before: ids[2] },
      { photoIds: [d], before: null },
      { photoIds: [e], before: null },
    ]);
    expect(albums.photos(trip)).toEqual([b, a, ids[2], d, e]);
    albums.move(trip, [{ photoIds: [a], before: b }]);
    expect(albums.photos(trip)).toEqual(ids);
  });

  test('stay as long as the photo is known, seen or not, and go with it', async () => {
    await using lib = await filled();
    const { albums, store } = lib;
    const [a, b] = lib.ids;
    const trip = albums.create(plain, 5);
    albums.put(trip, [a, b], false, 1);
    albums.update(trip, { coverId: a });
    store.files.remove([1]);
    store.photos.markUnreferenced(10);
    expect(albums.photos(trip)).toEqual([b]);
    expect(albums.examples(trip)).toEqual([a, b]);
    expect(albums.byId(trip)).toMatchObject({ photos: 1, coverId: b });
    store.photos.purgeUnreferenced(11);
    expect(albums.examples(trip)).toEqual([b]);
  });
});
