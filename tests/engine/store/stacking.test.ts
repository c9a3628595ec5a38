import { describe, expect, test } from 'vitest';
import { type Filters, noFilters, type StackKind } from '../../../src-contract/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { type PhotoFacts, seen, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const takenAt = '2023-07-01T12:00:00';
const raw: PhotoFacts = { format: 'nef', takenAt };
const jpeg: PhotoFacts = { takenAt };
const never = new AbortController().signal;
const nothing = (): Promise<void> => Promise.resolve();

interface Library extends AsyncDisposable {
  readonly store: Store;
  /** Close the store and open it again. */
  readonly reopen: () => void;
  readonly add: (folder: string, photos: Readonly<Record<string, PhotoFacts>>) => number;
  /** Photos of the timeline by their names, those that stand for a stack with its kind and the number of its parts. */
  readonly shown: (filters?: Partial<Filters>) => Promise<string[]>;
  readonly idOf: (path: string) => number;
}

async function library(photos: Readonly<Record<string, PhotoFacts>>): Promise<Library> {
  const dir = await tempFolder();
  let store = Store.open(dir.path);
  const ids = new Map<string, number>();
  const add = (folder: string, more: Readonly<Record<string, PhotoFacts>>): number => {
    const written = writeFolder(store, folder, more);
    for (const [path, id] of Object.entries(written.ids)) ids.set(path, id);
    return written.folderId;
  };
  add('/photos', photos);
  const nameOf = (id: number): string => [...ids].find(([, each]) => each === id)?.[0] ?? '?';
  return {
    get store() {
      return store;
    },
    reopen: () => {
      store[Symbol.dispose]();
      store = Store.open(dir.path);
    },
    add,
    shown: async (filters) => {
      // What a busy machine leaves to the background is looked at, too.
      while (await store.stacking.writeNext(nothing, never));
      const { ids: photoIds, stacks } = store.catalog.timeline({ ...noFilters, ...filters });
      const badges = new Map(stacks.at.map((at, i) => [at, `${stacks.kinds[i] ?? ''} ${stacks.parts[i] ?? 0}`]));
      return photoIds
        .map((id, at) => [nameOf(id), badges.get(at)].filter((text) => text !== undefined).join(': '))
        .sort();
    },
    idOf: (path) => ids.get(path) ?? 0,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

/** Remove files of the first folder. */
function remove(store: Store, ...paths: string[]): void {
  const known = store.files.known(1, '');
  store.files.remove(paths.map((path) => known.get(path)?.id ?? 0));
  store.photos.markUnreferenced(1);
}

describe('the timeline', () => {
  test('shows of each stack one photo, and all where stacks are taken apart', async () => {
    await using lib = await library({ 'a.NEF': raw, 'a.jpg': jpeg, 'b.jpg': {} });
    expect(await lib.shown()).toEqual(['a.jpg: raw 2', 'b.jpg']);
    expect(lib.store.catalog.timeline(noFilters).months.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    lib.store.settings.set({ stacks: false });
    expect(await lib.shown()).toEqual(['a.NEF', 'a.jpg', 'b.jpg']);
    lib.store.settings.set({ stacks: true });
    expect(await lib.shown()).toEqual(['a.jpg: raw 2', 'b.jpg']);
  });

  test('shows a stack by a part that filters leave, whatever they ask for', async () => {
    await using lib = await library({
      'a.NEF': { ...raw, rating: 5 },
      'sub/a.jpg': jpeg,
      'a.jpg': { ...jpeg, width: 30, height: 10 },
      'a-edited.jpg': { ...jpeg, camera: undefined } as PhotoFacts,
    });
    expect(await lib.shown()).toEqual(['a-edited.jpg: raw 3', 'sub/a.jpg']);
    expect(await lib.shown({ types: ['nef'] })).toEqual(['a.NEF: raw 3']);
    expect(await lib.shown({ minRating: 4 })).toEqual(['a.NEF: raw 3']);
    expect(await lib.shown({ shape: 'panorama' })).toEqual(['a.jpg: raw 3']);
  });

  test('counts what filters can be set to as it is shown', async () => {
    await using lib = await library({
      'sub/a.NEF': { ...raw, cameraModel: 'D750', rating: 4, people: ['Ada', 'Bo'] },
      'sub/a.jpg': { ...jpeg, cameraModel: 'D750', rating: 4, people: ['Ada'] },
      'b.jpg': { cameraModel: 'D750', people: ['Ada'] },
    });
    const { cameras, people, types, ratings } = lib.store.catalog.facets();
    expect(people).toEqual([
      { name: 'Ada', count: 2 },
      { name: 'Bo', count: 1 },
    ]);
    expect(cameras).toEqual([{ name: 'D750', count: 2 }]);
    expect(types).toEqual([
      { name: 'jpeg', count: 2 },
      { name: 'nef', count: 1 },
    ]);
    expect(ratings).toEqual([1, 1, 1, 1, 0]);
    lib.store.settings.set({ stacks: false });
    expect(lib.store.catalog.facets().cameras).toEqual([{ name: 'D750', count: 3 }]);
    expect(lib.store.catalog.facets().people[0]).toEqual({ name: 'Ada', count: 3 });
  });
});

describe('stacks', () => {
  test('are of one folder: the same name in another is another photo', async () => {
    await using lib = await library({ 'a/x.NEF': raw, 'b/x.jpg': jpeg });
    expect(await lib.shown()).toEqual(['a/x.NEF', 'b/x.jpg']);
  });

  test('follow files that come, go and are renamed', async () => {
    await using lib = await library({ 'a.NEF': raw });
    expect(await lib.shown()).toEqual(['a.NEF']);
    lib.add('/photos', { 'a.jpg': jpeg });
    expect(await lib.shown()).toEqual(['a.jpg: raw 2']);
    lib.add('/photos', { 'a-edited.jpg': jpeg });
    expect(await lib.shown()).toEqual(['a-edited.jpg: raw 3']);
    remove(lib.store, 'a-edited.jpg');
    expect(await lib.shown()).toEqual(['a.jpg: raw 2']);
    remove(lib.store, 'a.NEF');
    expect(await lib.shown()).toEqual(['a.jpg']);
  });

  test('that have a photo in common are one, and come apart again with it', async () => {
    await using lib = await library({ 'a.NEF': raw, 'a.jpg': { ...jpeg, of: 'shared' } });
    const folderId = lib.add('/exports', { 'best.jpg': { ...jpeg, of: 'shared' }, 'best-edited.jpg': jpeg });
    expect(await lib.shown()).toEqual(['best-edited.jpg: raw 3']);
    // The shared photo is seen from either folder.
    expect(await lib.shown({ folder: { folderId: 1, below: '' } })).toEqual(['a.jpg: raw 3']);
    lib.store.folders.remove(folderId);
    lib.store.photos.markUnreferenced(1);
    expect(await lib.shown()).toEqual(['a.jpg: raw 2']);
  });

  test('hold a photo that lies twice in a folder once', async () => {
    await using lib = await library({ 'a.NEF': raw, 'a.jpg': { ...jpeg, of: 'x' }, 'copy.jpg': { ...jpeg, of: 'x' } });
    expect(await lib.shown()).toEqual(['a.jpg: raw 2']);
  });

  test('know a picture again by how it looks where no time tells', async () => {
    await using lib = await library({
      'ben.jpg': {},
      'ben.jpeg': {},
      'eva.jpg': {},
      'eva.png': { width: 3, height: 4 },
    });
    // The embeddings of the helper are all the same.
    expect(await lib.shown()).toEqual(['ben.jpeg: version 2', 'eva.jpg', 'eva.png']);
  });

  test('hold the videos beside a photo, once they have been read', async () => {
    await using lib = await library({ 'a.heic': { ...jpeg, format: 'heic', contentId: 'A' } });
    lib.store.videos.update(1, seen('a.mov'), []);
    expect(await lib.shown()).toEqual(['a.heic']);
    const [video] = lib.store.unread.videos(1, 0, 3, 10);
    lib.store.unread.saveVideo(video?.id ?? 0, 1, { contentId: 'A', takenAt: null, takenAtMs: null, seconds: 3 });
    expect(await lib.shown()).toEqual(['a.heic: live 2']);
    expect(lib.store.stackParts.parts(lib.idOf('a.heic')).map(({ relativePath }) => relativePath)).toEqual([
      'a.heic',
      'a.mov',
    ]);
    lib.store.videos.update(
      1,
      [],
      [...lib.store.videos.known(1, '').values()].map(({ id }) => id),
    );
    expect(await lib.shown()).toEqual(['a.heic']);
  });

  test('are there again after a restart', async () => {
    const dir = await tempFolder();
    await using _dir = dir;
    {
      using store = Store.open(dir.path);
      writeFolder(store, '/photos', { 'a.NEF': raw, 'a.jpg': jpeg, 'p.jpg': { hasMotion: true } });
      expect(store.catalog.timeline(noFilters).ids).toHaveLength(2);
    }
    using store = Store.open(dir.path);
    const { stacks } = store.catalog.timeline(noFilters);
    expect(new Set(stacks.kinds)).toEqual(new Set<StackKind>(['raw', 'motion']));
    expect(store.stacking.read().hidden).toBe(1);
  });

  test('come out the same whatever order files arrive in', async () => {
    const photos: Record<string, PhotoFacts> = {
      'a.NEF': raw,
      'a.jpg': jpeg,
      'a-edited.jpg': jpeg,
      'a-2.jpg': jpeg,
      'b.jpg': { ...jpeg, burstId: 'b' },
      'c.jpg': { ...jpeg, burstId: 'b', isBurstPick: true },
    };
    const expected = ['a-edited.jpg: raw 4', 'c.jpg: burst 2'];
    for (const names of [Object.keys(photos), Object.keys(photos).reverse()]) {
      await using lib = await library({});
      for (const name of names) {
        lib.add('/photos', { [name]: photos[name] ?? {} });
        expect(await lib.shown()).not.toEqual([]);
      }
      expect(await lib.shown()).toEqual(expected);
    }
  });
});

describe('a folder of thousands of photos', () => {
  /** Photos of 1,001 shots, two of each. */
  function shots(): Record<string, PhotoFacts> {
    const names = Array.from({ length: 1001 }, (_, i) => [`${i}.jpg`, `${i}.nef`]).flat();
    return Object.fromEntries(names.map((name) => [name, name.endsWith('nef') ? raw : jpeg]));
  }

  test('is looked at in the background alone, in slices', async () => {
    await using lib = await library({ ...shots(), 'sub/a.jpg': jpeg, 'sub/a.nef': raw });
    const { stacking } = lib.store;
    expect(stacking.read().hidden, 'of the small folder in it').toBe(1);
    let breaths = 0;
    const seenBetween = new Set<number>();
    const breathe = (): Promise<void> => {
      breaths++;
      seenBetween.add(stacking.read().hidden);
      return Promise.resolve();
    };
    expect(await stacking.writeNext(breathe, never)).toBe(true);
    expect(breaths).toBeGreaterThan(20);
    expect(seenBetween.size, 'stacks come one after the other').toBeGreaterThan(2);
    expect(stacking.read().hidden).toBe(1002);
    expect(await stacking.writeNext(nothing, never)).toBe(false);
    // And again, when there is less in it.
    remove(lib.store, '7.nef', '8.jpg');
    await stacking.writeNext(nothing, never);
    expect(stacking.read().hidden).toBe(1000);
  });

  test('in which something changes meanwhile is looked at anew', async () => {
    await using lib = await library(shots());
    const { stacking } = lib.store;
    let breaths = 0;
    const breathe = (): Promise<void> => {
      if (++breaths === 15) remove(lib.store, '7.nef');
      return Promise.resolve();
    };
    expect(await stacking.writeNext(breathe, never)).toBe(true);
    expect(stacking.read().hidden).toBeLessThan(1000);
    expect(await stacking.writeNext(breathe, never)).toBe(true);
    expect(stacking.read().hidden).toBe(1000);
    expect(await stacking.writeNext(breathe, never)).toBe(false);
  });

  test('is looked at the next time where that was stopped, or the engine died', async () => {
    await using lib = await library(shots());
    const { stacking } = lib.store;
    const abort = new AbortController();
    const stop = (): Promise<void> => {
      abort.abort();
      return Promise.resolve();
    };
    expect(await stacking.writeNext(stop, abort.signal)).toBe(false);
    expect(stacking.read().hidden).toBe(0);
    // An engine that dies in the middle is one that goes no further.
    void stacking.writeNext(() => new Promise(() => undefined), never);
    expect(await stacking.writeNext(nothing, never)).toBe(false);
    lib.reopen();
    expect(await lib.store.stacking.writeNext(nothing, never)).toBe(true);
    expect(lib.store.stacking.read().hidden).toBe(1001);
  });
});
