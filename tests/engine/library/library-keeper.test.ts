import { copyFile, rename, unlink } from 'node:fs/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { EngineEvent, type IndexingState } from '../../../src-contract/index.ts';
import { photo } from '../../helpers/photos.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

function many(folder: string, count: number, firstSeed = 0): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${folder}/${i}.jpg`, photo(firstSeed + i)]));
}

/** Everything the engine says from now on. */
function recorded(lib: TempLibrary): { events: EngineEvent[]; states: () => IndexingState[] } & Disposable {
  const events: EngineEvent[] = [];
  const listening = lib.engine.onEvent((event) => events.push(event));
  return {
    events,
    states: () => events.flatMap((event) => (event.event === 'library.indexing' ? [event.state] : [])),
    [Symbol.dispose]: () => {
      listening[Symbol.dispose]();
    },
  };
}

/** Wait until the first photo of a run is settled and others are still in the encoder. */
async function encoding(lib: TempLibrary): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  using _listening = lib.engine.library.onProgress((progress) => {
    if (progress.phase === 'encoding' && progress.done > 0) resolve(undefined);
  });
  await promise;
}

describe('a folder that is added', () => {
  test('is indexed in the background, and events tell how it goes', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2), 'bad.jpg': 'text' });
    using said = recorded(lib);
    const folder = await lib.engine.library.keeper.addFolder(lib.photos);
    expect(folder).toMatchObject({ path: lib.photos, photos: 0 });
    expect(lib.engine.library.status().indexing).toMatchObject({ running: true });
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({
      photos: 2,
      failed: 1,
      pending: 0,
      indexing: { running: false, progress: null, error: null },
      provider: { provider: 'cpu' },
    });
    for (const event of said.events) expect(EngineEvent.parse(event)).toEqual(event);
    const states = said.states();
    expect(states[0]).toEqual({ running: true, progress: null, error: null });
    expect(states.map(({ running }) => running)).toEqual([...states.slice(1).map(() => true), false]);
    expect(states.at(-2)?.progress).toMatchObject({ phase: 'encoding', done: 3, total: 3, failed: 1 });
    expect(said.events.filter(({ event }) => event === 'library.changed').length).toBeGreaterThan(0);
  });

  test('makes a run in progress begin again, with it', async () => {
    await using lib = await tempLibrary({ ...many('one', 60), ...many('two', 5, 100) });
    using said = recorded(lib);
    await lib.engine.library.keeper.addFolder(lib.path('one'));
    await encoding(lib);
    await lib.engine.library.keeper.addFolder(lib.path('two'));
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({ photos: 65, pending: 0, failed: 0 });
    const ends = said.states().filter(({ running }) => !running);
    expect(ends, 'to whoever looks on it is one run').toHaveLength(1);
  });

  test('again only makes it be looked at again', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    const first = await lib.engine.library.keeper.addFolder(lib.photos);
    await lib.settled();
    await lib.write({ 'b.jpg': photo(2) });
    expect(await lib.engine.library.keeper.addFolder(lib.photos)).toMatchObject({ id: first.id });
    await lib.settled();
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
  });

  test('can be named from the home folder', async () => {
    await using lib = await tempLibrary({ 'Pictures/a.jpg': photo(1) });
    vi.stubEnv('HOME', lib.photos);
    vi.stubEnv('USERPROFILE', lib.photos);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await lib.engine.library.keeper.addFolder('~/Pictures')).toMatchObject({ path: lib.path('Pictures') });
    await lib.settled();
    expect(await lib.findable()).toEqual(['Pictures/a.jpg']);
  });

  test.each(['missing', '', '.', 'tests', '~other/photos', '/no/such/folder'])(
    'is refused as "%s", and begins nothing',
    async (path) => {
      await using lib = await tempLibrary({});
      await expect(lib.engine.library.keeper.addFolder(path)).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
      expect(lib.engine.library.keeper.state.running).toBe(false);
      expect(lib.engine.library.listFolders()).toEqual([]);
    },
  );
});

describe('requests', () => {
  test('that come together make one run', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.engine.library.addFolder(lib.photos);
    using said = recorded(lib);
    for (let i = 0; i < 5; i++) lib.engine.library.keeper.index();
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({ photos: 1 });
    expect(said.states().filter(({ running }) => !running)).toHaveLength(1);
    const scans = said.states().filter(({ progress }) => progress?.phase === 'scanning');
    expect(scans.length).toBeLessThanOrEqual(2);
  });

  test('to try failed photos again are not forgotten when another follows', async () => {
    await using lib = await tempLibrary({ 'bad.jpg': 'text' });
    await lib.index();
    lib.engine.library.keeper.index({ retryFailed: true });
    lib.engine.library.keeper.index();
    using said = recorded(lib);
    await lib.settled();
    expect(said.states().some(({ progress }) => progress?.phase === 'encoding' && progress.failed === 1)).toBe(true);
  });

  test('wait for a run that somebody else waits for, and that one is left alone', async () => {
    await using lib = await tempLibrary(many('a', 30));
    const whole = lib.index();
    await encoding(lib);
    lib.engine.library.keeper.index();
    expect(await whole).toMatchObject({ encoded: 30, cancelled: false });
    await lib.settled();
  });

  test('after the engine was closed do nothing', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    const { keeper } = lib.engine.library;
    await lib.engine.library.addFolder(lib.photos);
    await lib.engine[Symbol.asyncDispose]();
    keeper.index();
    expect(keeper.state).toEqual({ running: false, progress: null, error: null });
    await lib.reopen();
    expect(lib.engine.library.status()).toMatchObject({ files: 0 });
  });
});

describe('a paused folder', () => {
  test('is neither scanned nor encoded, stays findable, and catches up when it is resumed', async () => {
    await using lib = await tempLibrary({ 'one/a.jpg': photo(1), 'two/b.jpg': photo(2) });
    const one = await lib.engine.library.addFolder(lib.path('one'));
    await lib.engine.library.addFolder(lib.path('two'));
    await lib.engine.library.index({ folderIds: null, retryFailed: false });
    await lib.write({ 'one/a.jpg': photo(3, { width: 80 }), 'one/new.jpg': photo(4), 'two/new.jpg': photo(5) });
    expect(lib.engine.library.keeper.setPaused(one.id, true)).toMatchObject({ id: one.id, paused: true });
    expect(lib.engine.library.keeper.state.running, 'pausing alone starts nothing').toBe(false);
    lib.engine.library.keeper.index();
    await lib.settled();
    expect(await lib.findable()).toEqual(['one/a.jpg', 'two/b.jpg', 'two/new.jpg']);
    expect(lib.engine.library.status()).toMatchObject({ pending: 0, folders: [{ paused: true }, { paused: false }] });
    await lib.reopen();
    expect(lib.engine.library.keeper.setPaused(one.id, false)).toMatchObject({ paused: false });
    await lib.settled();
    expect(await lib.findable()).toEqual(['one/a.jpg', 'one/new.jpg', 'two/b.jpg', 'two/new.jpg']);
  });

  test('is left by a run in progress, which goes on with the others', async () => {
    await using lib = await tempLibrary({ ...many('one', 120), ...many('two', 8, 500) });
    const one = await lib.engine.library.keeper.addFolder(lib.path('one'));
    await lib.engine.library.keeper.addFolder(lib.path('two'));
    await encoding(lib);
    lib.engine.library.keeper.setPaused(one.id, true);
    await lib.settled();
    const [first, second] = lib.engine.library.listFolders();
    expect(first?.pending).toBeGreaterThan(0);
    expect(second).toMatchObject({ photos: 8, pending: 0 });
    expect(lib.engine.library.status().indexing).toMatchObject({ running: false, error: null });
  });

  test('is indexed when it is named', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    const { id } = await lib.engine.library.addFolder(lib.photos);
    lib.engine.library.keeper.setPaused(id, true);
    expect(await lib.engine.library.index({ folderIds: null, retryFailed: false })).toMatchObject({ found: 0 });
    expect(await lib.engine.library.index({ folderIds: [id], retryFailed: false })).toMatchObject({ encoded: 1 });
  });

  test('has to be one of the library', async () => {
    await using lib = await tempLibrary({});
    expect(() => lib.engine.library.keeper.setPaused(9, true)).toThrow(
      expect.objectContaining({ code: 'FOLDER_NOT_REGISTERED' }) as Error,
    );
  });
});

describe('a folder that is removed', () => {
  test('is left by a run in progress, which goes on with the others', async () => {
    await using lib = await tempLibrary({ ...many('one', 120), ...many('two', 8, 500) });
    const one = await lib.engine.library.keeper.addFolder(lib.path('one'));
    await lib.engine.library.keeper.addFolder(lib.path('two'));
    await encoding(lib);
    await lib.engine.library.keeper.removeFolder(one.id);
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({ files: 8, photos: 8, folders: [{ path: lib.path('two') }] });
    expect(lib.engine.library.status().indexing.error).toBeNull();
    expect(await lib.findable()).toHaveLength(8);
  });

  test('starts nothing when nothing was running', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    await lib.engine.library.keeper.removeFolder(lib.folder()?.id ?? 0);
    expect(lib.engine.library.keeper.state.running).toBe(false);
    await expect(lib.engine.library.keeper.removeFolder(1)).rejects.toMatchObject({ code: 'FOLDER_NOT_REGISTERED' });
  });
});

describe('stopping', () => {
  test('ends the run, keeps what is done, and the next request goes on', async () => {
    await using lib = await tempLibrary(many('a', 120));
    await lib.engine.library.keeper.addFolder(lib.photos);
    await encoding(lib);
    await lib.engine.library.keeper.stop();
    await lib.settled();
    const { photos, pending, indexing } = lib.engine.library.status();
    expect(indexing).toEqual({ running: false, progress: null, error: null });
    expect(photos).toBeGreaterThan(0);
    expect(pending).toBeGreaterThan(0);
    lib.engine.library.keeper.index();
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({ photos: 120, pending: 0 });
  });

  test('does not stop what is asked for right after it', async () => {
    await using lib = await tempLibrary(many('a', 60));
    await lib.engine.library.keeper.addFolder(lib.photos);
    await encoding(lib);
    const stopped = lib.engine.library.keeper.stop();
    lib.engine.library.keeper.index();
    await stopped;
    await lib.settled();
    expect(lib.engine.library.status()).toMatchObject({ photos: 60, pending: 0 });
  });

  test('is no error, nor is closing', async () => {
    await using lib = await tempLibrary(many('a', 120));
    await lib.engine.library.keeper.addFolder(lib.photos);
    await encoding(lib);
    using said = recorded(lib);
    const { keeper } = lib.engine.library;
    await lib.engine[Symbol.asyncDispose]();
    expect(keeper.state).toEqual({ running: false, progress: null, error: null });
    expect(said.states().every(({ error }) => error === null)).toBe(true);
    await lib.reopen();
  });
});

describe('a run that goes wrong', () => {
  test('leaves its error to be seen, until one goes well', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await copyFile(lib.path('a.jpg'), `${lib.dataDir}/thumbnails`);
    await lib.engine.library.keeper.addFolder(lib.photos);
    await lib.settled();
    expect(lib.engine.library.keeper.state).toMatchObject({
      running: false,
      error: { code: 'THUMBNAIL_WRITE_FAILED' },
    });
    await unlink(`${lib.dataDir}/thumbnails`);
    using said = recorded(lib);
    lib.engine.library.keeper.index();
    expect(said.states()[0], 'no error of yesterday while it runs').toMatchObject({ running: true, error: null });
    await lib.settled();
    expect(lib.engine.library.keeper.state).toEqual({ running: false, progress: null, error: null });
    expect(lib.engine.library.status()).toMatchObject({ photos: 1 });
  });

  test('because the encoder does not start ends all the same', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) }, { launchEncoder: launchOddEncoder('--dies-at-start') });
    await lib.engine.library.keeper.addFolder(lib.photos);
    await lib.settled();
    expect(lib.engine.library.keeper.state.error).toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
  });
});

describe('photos that may succeed later', () => {
  test('are tried again by themselves when they are due, unless indexing was stopped', async () => {
    const launchEncoder = launchOddEncoder('--nonsense-on', 'odd');
    await using lib = await tempLibrary({ 'odd.jpg': photo(1), 'good.jpg': photo(2) }, { launchEncoder });
    const attempts = (): number | undefined => lib.failures()['odd.jpg']?.attempts;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      await lib.engine.library.keeper.addFolder(lib.photos);
      await lib.settled();
      expect(attempts()).toBe(1);
      vi.advanceTimersByTime(59_000);
      expect(lib.engine.library.keeper.state.running).toBe(false);
      vi.advanceTimersByTime(2000);
      expect(lib.engine.library.keeper.state.running).toBe(true);
      await lib.settled();
      expect(attempts()).toBe(2);
      await lib.engine.library.keeper.stop();
      vi.advanceTimersByTime(24 * 3_600_000);
      expect(lib.engine.library.keeper.state.running).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  test('of a folder that is gone are not waited for', async () => {
    const launchEncoder = launchOddEncoder('--nonsense-on', 'odd');
    await using lib = await tempLibrary({ 'odd.jpg': photo(1) }, { launchEncoder });
    await lib.index();
    await rename(lib.photos, `${lib.photos}-ejected`);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      lib.engine.library.keeper.index();
      await lib.settled();
      vi.advanceTimersByTime(24 * 3_600_000);
      expect(lib.engine.library.keeper.state.running).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });
});
