import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Album, type EngineEvent, noFilters, type SearchRequest } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import type { Albums } from '../../../src-main/engine/albums/index.ts';
import { photo } from '../../helpers/photos.ts';
import { drawn, each, kinds, sortedLibrary } from '../../helpers/drawn-library.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

async function idsOf({ engine }: TempLibrary): Promise<number[]> {
  return (await dispatch(engine, 'library.timeline', { filters: noFilters })).ids;
}

let lib: TempLibrary;
let byKind: number[][];
beforeAll(async () => {
  lib = await sortedLibrary();
  byKind = drawn(lib);
  await lib.reopen();
});
afterAll(() => lib[Symbol.asyncDispose]());

const albums = (): Albums => lib.engine.albums;
const smart = { name: 'Boats', kind: 'smart', prompt: null, source: 'selection' } as const;

function learning(photoIds: readonly number[]): Album {
  return albums().create(smart, photoIds);
}

const kindOf = (id: number): number => byKind.findIndex((ids) => ids.includes(id));

describe('a smart album', () => {
  test('suggests what is like its examples, and neither those nor what was refused', async () => {
    const examples = byKind[1]?.slice(0, 6) ?? [];
    const { id } = learning(examples);
    const { photos, evidence, searched, unread } = await albums().suggest(id, { top: 100 });
    expect({ evidence, searched, unread }).toEqual({ evidence: 'examples', searched: kinds * each, unread: 0 });
    expect(photos.ids.length).toBeGreaterThan(4);
    expect(photos.ids.map(kindOf).every((kind) => kind === 1)).toBe(true);
    expect(photos.ids.some((photoId) => examples.includes(photoId))).toBe(false);
    const [first = 0] = photos.ids;
    expect(albums().put(id, [first], true)).toEqual({ fresh: [first], switched: [] });
    const after = await albums().suggest(id, { top: 100, strictness: 0 });
    expect(after.photos.ids).not.toContain(first);
    expect(albums().photos(id).refused).toBe(1);
  });

  test('accepted suggestions become examples, and those that are taken out again leave no trace', async () => {
    const { id } = learning(byKind[2]?.slice(0, 3) ?? []);
    const before = await albums().suggest(id, { top: 100 });
    const [first = 0, second = 0] = before.photos.ids;
    albums().put(id, [first], false);
    albums().put(id, [second], true);
    expect(albums().photos(id).photos.ids).toContain(first);
    expect(await albums().suggest(id, { top: 100 })).not.toEqual(before);
    albums().takeOut(id, [first, second]);
    expect(await albums().suggest(id, { top: 100 })).toEqual(before);
  });

  test('lets fewer through the stricter it is, by its own strictness or by the one that is tried', async () => {
    const { id } = learning(byKind[0]?.slice(0, 5) ?? []);
    const counts: number[] = [];
    for (const strictness of [0, 0.5, 1]) {
      counts.push((await albums().suggest(id, { top: 100, strictness })).photos.ids.length);
    }
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(counts[2] ?? 0);
    albums().update(id, { strictness: 1 });
    expect((await albums().suggest(id, { top: 100 })).photos.ids).toHaveLength(counts[2] ?? -1);
  });

  test('suggests the nearest photos at the laxest, however few examples there are and whatever they have in common', async () => {
    const [a = [], b = [], c = [], d = []] = byKind;
    const mixed = [[...a.slice(0, 2)], [a[0] ?? 0, b[0] ?? 0], [...b.slice(3, 7), ...a.slice(4, 7)]];
    for (const examples of [...mixed, [c[0] ?? 0, d[0] ?? 0, a[0] ?? 0, b[0] ?? 0]]) {
      const { id } = learning(examples);
      const lax = (await albums().suggest(id, { top: 100, strictness: 0 })).photos.ids;
      expect(lax.length).toBeGreaterThanOrEqual(3);
      expect(lax.filter((each) => examples.includes(each))).toEqual([]);
      // The nearest, in the same order as with any other strictness.
      const strict = (await albums().suggest(id, { top: 100, strictness: 0.5 })).photos.ids;
      expect(strict).toEqual(lax.slice(0, strict.length));
      expect((await albums().suggest(id, { top: 2, strictness: 0 })).photos.ids).toEqual(lax.slice(0, 2));
    }
    const all = learning(byKind.flat().slice(0, -2));
    expect((await albums().suggest(all.id, { top: 100, strictness: 0 })).photos.ids.toSorted((x, y) => x - y)).toEqual(
      byKind.flat().slice(-2),
    );
  });

  test('says so where there is more than was asked for', async () => {
    const { id } = learning(byKind[3]?.slice(0, 4) ?? []);
    const all = await albums().suggest(id, { top: 100, strictness: 0.2 });
    const few = await albums().suggest(id, { top: 2, strictness: 0.2 });
    expect(few.photos.ids).toEqual(all.photos.ids.slice(0, 2));
    expect([all.mayBeMore, few.mayBeMore]).toEqual([false, true]);
  });

  test('goes by one example, by a description, by both, or by nothing', async () => {
    const [example = 0] = byKind[1] ?? [];
    const one = await albums().suggest(learning([example]).id, { top: 5, strictness: 0 });
    expect(one.evidence).toBe('example');
    expect(one.photos.ids.map(kindOf)).toContain(1);
    const named = albums().create({ ...smart, name: 'Dogs', prompt: 'a dog', source: 'name' }, []);
    expect((await albums().suggest(named.id, { top: 5, strictness: 0 })).evidence).toBe('description');
    albums().put(named.id, [example], false);
    expect((await albums().suggest(named.id, { top: 5 })).evidence).toBe('example');
    const nothing = await albums().suggest(learning([]).id, { top: 5 });
    expect(nothing).toMatchObject({ evidence: null, photos: { ids: [] } });
  });

  test('counts examples that the model has not looked at, and goes by the others', async () => {
    await using other = await sortedLibrary();
    const ids = drawn(other);
    const examples = ids[1]?.slice(0, 5) ?? [];
    {
      using beside = openBeside(other.dataDir);
      beside.raw.prepare('DELETE FROM embeddings WHERE photo_id = ?').run(examples[0]);
    }
    const { id } = other.engine.albums.create(smart, examples);
    expect(await other.engine.albums.suggest(id, { top: 5 })).toMatchObject({ unread: 1, evidence: 'examples' });
    const whole = other.engine.albums.create(smart, examples.slice(1));
    expect(await other.engine.albums.suggest(whole.id, { top: 5 })).toMatchObject({ unread: 0 });
    {
      using beside = openBeside(other.dataDir);
      beside.raw.prepare('DELETE FROM embeddings WHERE photo_id = ?').run(examples[1]);
    }
    // Nobody has changed the album, and the one example less is noticed.
    expect(await other.engine.albums.suggest(whole.id, { top: 5 })).toMatchObject({ unread: 1, evidence: 'examples' });
    expect(await other.engine.albums.suggest(id, { top: 5 })).toMatchObject({ unread: 2, evidence: 'examples' });
  });
});

describe('albums that exclude each other', () => {
  const ids = async (album: Album, strictness = 0): Promise<number[]> =>
    (await albums().suggest(album.id, { top: 100, strictness })).photos.ids;

  test('suggest a photo only to the one that it fits best, and none that another one has', async () => {
    // Of one kind: apart, both are suggested much of the same.
    const [a = []] = byKind;
    const [one, other] = [learning(a.slice(0, 5)), learning(a.slice(5, 10))];
    const both = ([first = [], second = []]: readonly number[][]) => first.filter((id) => second.includes(id));
    const apart = [await ids(one), await ids(other)];
    expect(both(apart).filter((id) => kindOf(id) === 0).length).toBeGreaterThan(3);
    expect(albums().update(one.id, { rivals: [other.id] }).rivals).toEqual([other.id]);
    const together = [await ids(one), await ids(other)];
    expect(both(together)).toEqual([]);
    expect(together.every(({ length }) => length > 0)).toBe(true);
    // Photos of the kind that neither has, each once.
    expect(together.flat().filter((id) => kindOf(id) === 0).length).toBeGreaterThan(3);
    expect(together.flat().filter((id) => a.slice(0, 10).includes(id))).toEqual([]);
    albums().update(one.id, { rivals: [] });
    expect([await ids(one), await ids(other)]).toEqual(apart);
  });

  test('learn from what another one of them is given, at once', async () => {
    const [a = [], b = []] = byKind;
    const [one, other] = [learning([...a.slice(0, 4), ...b.slice(0, 4)]), learning([])];
    albums().update(one.id, { rivals: [other.id] });
    expect((await ids(one)).some((id) => kindOf(id) === 1)).toBe(true);
    albums().put(other.id, b.slice(4, 10), false);
    const after = await ids(one);
    expect(after.some((id) => kindOf(id) === 0)).toBe(true);
    expect(after.filter((id) => b.slice(4, 10).includes(id))).toEqual([]);
    albums().remove(other.id);
    expect((await ids(one)).some((id) => kindOf(id) === 1)).toBe(true);
    albums().restore(other.id);
    expect(await ids(one)).toEqual(after);
  });

  test('are smart, other than the one that excludes them, and there', () => {
    const [one, other] = [learning([]), learning([])];
    const wrong = (rivals: readonly number[], kind?: 'plain') => () =>
      albums().update(one.id, { rivals: [...rivals], ...(kind && { kind }) });
    const invalid = expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error;
    expect(wrong([one.id])).toThrow(invalid);
    expect(wrong([other.id], 'plain')).toThrow(invalid);
    const plain = albums().create({ ...smart, kind: 'plain' }, []);
    expect(wrong([other.id, plain.id])).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error);
    expect(wrong([999])).toThrow(expect.objectContaining({ code: 'ALBUM_NOT_FOUND' }) as Error);
    expect(albums().photos(one.id).album).toMatchObject({ rivals: [], kind: 'smart' });
  });
});

describe('another pack', () => {
  test('learns the same examples anew, and the album stays', async () => {
    await using changing = await sortedLibrary();
    const examples = (await idsOf(changing)).slice(0, 5);
    const album = changing.engine.albums.create(smart, examples);
    await changing.reopen({ packDir: fixturePack('tiny-f16'), adoptPack: true });
    await changing.index();
    expect(changing.engine.albums.list()).toEqual([album]);
    expect(await changing.engine.albums.suggest(album.id, { top: 100, strictness: 0 })).toMatchObject({
      ...{ evidence: 'examples', unread: 0, searched: kinds * each },
    });
  });
});

describe('new photos', () => {
  test('are suggested as soon as they are indexed', async () => {
    await using growing = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'c.jpg': photo(40) });
    await growing.index();
    const [first = 0] = await idsOf(growing);
    const { id } = growing.engine.albums.create(smart, [first]);
    const before = await growing.engine.albums.suggest(id, { top: 100, strictness: 0 });
    await growing.write({ 'd.jpg': photo(41), 'e.jpg': photo(3) });
    await growing.index();
    const after = await growing.engine.albums.suggest(id, { top: 100, strictness: 0 });
    expect(after.searched).toBe(before.searched + 2);
  });
});

describe('albums', () => {
  test('tell whoever listens when they are others than before, and only then', () => {
    const said: EngineEvent['event'][] = [];
    using _listening = lib.engine.onEvent(({ event }) => said.push(event));
    const [a = 0, b = 0] = byKind[0] ?? [];
    const { id } = learning([a]);
    albums().put(id, [a], false);
    albums().put(id, [b], false);
    albums().move(id, [{ photoIds: [b], before: a }]);
    albums().takeOut(id, [a]);
    albums().takeOut(id, [a]);
    albums().update(id, { name: ' Trams ' });
    albums().list();
    albums().photos(id);
    albums().remove(id);
    expect(said).toEqual(Array.from({ length: 6 }, () => 'albums.changed'));
    expect(albums().restore(id).name).toBe('Trams');
  });

  test('tell which photos were new to them and which had been refused, so that both can be taken back', async () => {
    const [a = 0, b = 0, c = 0, d = 0] = byKind[0] ?? [];
    const { id } = learning([a]);
    albums().put(id, [b, c], true);
    const held = async () => {
      const { photos, refused } = albums().photos(id);
      return [photos.ids, refused, await albums().suggest(id, { top: 100, strictness: 0 })];
    };
    const before = await held();
    const done = await dispatch(lib.engine, 'albums.add', { id, photoIds: [d, a, b, d] });
    expect(done).toEqual({ added: [d], refusedBefore: [b] });
    expect(albums().photos(id)).toMatchObject({ photos: { ids: [a, d, b] }, refused: 1 });
    expect(await dispatch(lib.engine, 'albums.add', { id, photoIds: [a, b] })).toEqual({
      added: [],
      refusedBefore: [],
    });
    await dispatch(lib.engine, 'albums.takeOut', { id, photoIds: done.added });
    expect(await dispatch(lib.engine, 'albums.refuse', { id, photoIds: done.refusedBefore })).toEqual({ changed: 1 });
    expect(await held()).toEqual(before);
  });

  test('that are not there are named', async () => {
    const notFound = { code: 'ALBUM_NOT_FOUND', message: expect.stringContaining('999') as string };
    for (const ask of [
      () => albums().photos(999),
      () => albums().put(999, [1], false),
      () => albums().takeOut(999, [1]),
      () => {
        albums().move(999, [{ photoIds: [1], before: null }]);
      },
      () => {
        albums().remove(999);
      },
      () => albums().restore(999),
      () => albums().update(999, { name: 'x' }),
    ]) {
      expect(ask).toThrow(expect.objectContaining(notFound) as Error);
    }
    await expect(albums().suggest(999, { top: 1 })).rejects.toMatchObject(notFound);
    const { id } = learning([]);
    expect(() => albums().update(id, { coverId: 999 })).toThrow(
      expect.objectContaining({ code: 'PHOTO_NOT_FOUND' }) as Error,
    );
  });

  test('leave searches as they were, to the last bit, while they are there and when they are gone', async () => {
    const search = async (): Promise<string> => {
      const text = 'a dog on a beach';
      const request: SearchRequest = { text, images: [], top: 100, filters: noFilters, sort: 'relevance', all: true };
      const { timings: _, ...answer } = await lib.engine.search.query(request);
      return JSON.stringify(answer);
    };
    for (const { id } of albums().list()) albums().remove(id);
    const before = await search();
    const made = byKind.map((ids) => albums().create({ ...smart, prompt: 'a dog' }, ids.slice(0, 8)));
    for (const { id } of made) {
      const { photos } = await albums().suggest(id, { top: 10, strictness: 0 });
      albums().put(id, photos.ids.slice(0, 2), true);
      await albums().suggest(id, { top: 10 });
    }
    expect(await search()).toBe(before);
    for (const { id } of made) albums().remove(id);
    expect(albums().list()).toEqual([]);
    expect(await search()).toBe(before);
  });
});
