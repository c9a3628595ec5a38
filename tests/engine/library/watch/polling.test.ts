import { open, rename, rm, symlink, utimes } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { HelperProcess } from '../../../../src-main/engine/helper-process.ts';
import type { Touched } from '../../../../src-main/engine/library/touched.ts';
import type { WatchFailure } from '../../../../src-main/engine/library/watch/folder-watcher.ts';
import { PollingWatcher } from '../../../../src-main/engine/library/watch/poll/polling-watcher.ts';
import { forkModule, forkPoller } from '../../../../src-main/headless/fork-encoder.ts';
import { finds } from '../../../helpers/finds.ts';
import { photo } from '../../../helpers/photos.ts';
import type { Files } from '../../../helpers/temp-folder.ts';
import { tempFolder, writeFiles } from '../../../helpers/temp-folder.ts';
import { tempLibrary, type TempLibrary } from '../../../helpers/temp-library.ts';
import { until } from '../../../helpers/until.ts';

const hanging = 'hangs';
const odd = fileURLToPath(new URL('../../../helpers/odd-poller.ts', import.meta.url));

/** Processes that looked at drives, the last one last. */
type Launched = HelperProcess[];

interface Drive extends AsyncDisposable {
  readonly lib: TempLibrary;
  readonly launched: Launched;
}

/** A library whose folder is taken for one on a network drive. */
async function onDrive(files: Files): Promise<Drive> {
  const launched: Launched = [];
  const launchPoller = (): HelperProcess => {
    const child = forkModule(odd, [hanging]);
    launched.push(child);
    return child;
  };
  const isOnNetwork = (path: string): Promise<boolean> => Promise.resolve(/photos(?:-moved)?$/u.test(path));
  const watch = { launchPoller, isOnNetwork, times: { rootsMs: 200, restartMs: 50 } };
  const lib = await tempLibrary(files, { watch });
  await lib.engine.library.keeper.addFolder(lib.photos);
  await until('the folder to be looked at', () => stateOf(lib) === 'on');
  await lib.settled();
  return { lib, launched, [Symbol.asyncDispose]: () => lib[Symbol.asyncDispose]() };
}

function watchOf(lib: TempLibrary) {
  const id = lib.folder()?.id;
  return lib.engine.library.status().watching.find(({ folderId }) => folderId === id);
}

function stateOf(lib: TempLibrary): string | undefined {
  return watchOf(lib)?.state;
}

describe('what happens on a network drive shows up by itself', () => {
  const happenings: [title: string, act: (lib: TempLibrary) => Promise<unknown>, then: string[]][] = [
    ['a new photo', (lib) => lib.write({ 'sub/new.jpg': photo(9) }), ['a.jpg', 'sub/b.jpg', 'sub/new.jpg']],
    ['a photo that is gone', (lib) => lib.remove('sub/b.jpg'), ['a.jpg']],
    ['a renamed photo', (lib) => lib.rename('a.jpg', 'sub/z.jpg'), ['sub/b.jpg', 'sub/z.jpg']],
    ['new folders', (lib) => lib.write({ 'x/y/d.jpg': photo(9) }), ['a.jpg', 'sub/b.jpg', 'x/y/d.jpg']],
    ['a renamed folder', (lib) => lib.rename('sub', 'other'), ['a.jpg', 'other/b.jpg']],
    ['a folder that is gone', (lib) => lib.remove('sub'), ['a.jpg']],
    ['a folder that is marked as no media', (lib) => lib.write({ 'sub/.nomedia': '' }), ['a.jpg']],
    [
      'a folder that is not marked any more',
      async (lib) => {
        await lib.write({ 'sub/.nomedia': '' });
        await finds(lib, 'a.jpg');
        await lib.remove('sub/.nomedia');
      },
      ['a.jpg', 'sub/b.jpg'],
    ],
  ];

  test.each(happenings)('%s', async (_, act, then) => {
    await using drive = await onDrive({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    await act(drive.lib);
    await finds(drive.lib, ...then);
    expect(drive.lib.engine.library.failures()).toEqual([]);
    expect(drive.launched, 'one process for all of it').toHaveLength(1);
  });

  test('what is in a folder that was moved and linked to, of which nothing is lost', async () => {
    await using drive = await onDrive({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    const { lib } = drive;
    await rename(lib.photos, `${lib.photos}-moved`);
    await symlink(`${lib.photos}-moved`, lib.photos, 'dir');
    await lib.write({ 'sub/c.jpg': photo(3) });
    await finds(lib, 'a.jpg', 'sub/b.jpg', 'sub/c.jpg');
    await lib.write({ 'd.jpg': photo(4) });
    await finds(lib, 'a.jpg', 'd.jpg', 'sub/b.jpg', 'sub/c.jpg');
  });

  test('a photo that takes its time to be copied', async () => {
    await using drive = await onDrive({ 'a.jpg': photo(1) });
    const bytes = await photo(2, { width: 640, height: 480 });
    const file = await open(drive.lib.path('slow.jpg'), 'w');
    await file.write(bytes.subarray(0, bytes.length / 2));
    // Of a clock that is behind: nothing says that it is still being written.
    const past = new Date(Date.now() - 60_000);
    await utimes(drive.lib.path('slow.jpg'), past, past);
    await until('half of it to be seen', () => drive.lib.engine.library.status().files === 2);
    await drive.lib.settled();
    await file.write(bytes.subarray(bytes.length / 2));
    await file.close();
    await finds(drive.lib, 'a.jpg', 'slow.jpg');
    await until('no failure', () => drive.lib.engine.library.failures().length === 0);
  });
});

describe('the process that looks at network drives', () => {
  test('is started again when it dies, and what changed meanwhile is found', async () => {
    await using drive = await onDrive({ 'a.jpg': photo(1) });
    drive.launched[0]?.kill();
    await drive.lib.write({ 'b.jpg': photo(2) });
    await until('another one', () => drive.launched.length === 2 && stateOf(drive.lib) === 'on');
    await finds(drive.lib, 'a.jpg', 'b.jpg');
    await drive.lib.write({ 'c.jpg': photo(3) });
    await finds(drive.lib, 'a.jpg', 'b.jpg', 'c.jpg');
  });

  test('is killed when it stands still', async () => {
    const { promise: died, resolve } = Promise.withResolvers<string>();
    const ignored = (): void => undefined;
    await using watcher = new PollingWatcher(
      { ready: ignored, touched: ignored, failed: ignored, died: resolve },
      { launch: () => forkModule(odd, [hanging]), except: '/nowhere', lifelessMs: 2000 },
    );
    process.kill(watcher.pid ?? 0, 'SIGSTOP');
    expect(await died).toBe('signal SIGKILL');
  });

  test('is what the command line starts, with all it needs', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': 'a' });
    const { promise: ready, resolve, reject } = Promise.withResolvers<number>();
    await using watcher = new PollingWatcher(
      {
        ready: resolve,
        touched: () => undefined,
        failed: (_, { message }) => {
          reject(new Error(message));
        },
        died: reject,
      },
      { launch: forkPoller, except: '/nowhere' },
    );
    watcher.watch(7, folder.path);
    expect(await ready).toBe(7);
  });
});

describe('a drive that does not answer', () => {
  test('is said not to; search and other folders go on, and when it is back, it is looked at again', async () => {
    await using drive = await onDrive({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    const { lib } = drive;
    await using other = await tempFolder();
    await lib.engine.library.keeper.addFolder(other.path);
    await lib.write({ [`sub/${hanging}`]: '' });
    await until('that to be noticed', () => stateOf(lib) === 'failed');
    expect(watchOf(lib)?.reason).toMatch(/does not answer/);
    expect(await lib.findable(lib.photos)).toEqual(['a.jpg', 'sub/b.jpg']);
    await writeFiles(other.path, { 'c.jpg': photo(3) });
    await until('a photo of another folder', () => lib.engine.library.status().photos === 3);
    await lib.write({ 'sub/d.jpg': photo(4) });
    await rm(lib.path('sub', hanging));
    await until('it to be looked at', () => stateOf(lib) === 'on');
    await until('what came meanwhile', async () => (await lib.findable(lib.photos)).includes('sub/d.jpg'));
    expect(drive.launched, 'the process was left alone').toHaveLength(1);
  });

  test('holds up no other drive that is polled', async () => {
    await using hung = await tempFolder();
    await using well = await tempFolder();
    await writeFiles(hung.path, { [hanging]: '' });
    const failed: [number, WatchFailure][] = [];
    const ready: number[] = [];
    const touched: (readonly Touched[])[] = [];
    await using watcher = new PollingWatcher(
      {
        ready: (id) => ready.push(id),
        touched: (id, parts) => {
          if (id === 5) touched.push(parts);
        },
        failed: (...how) => failed.push(how),
        died: () => undefined,
      },
      { launch: () => forkModule(odd, [hanging]), except: '/nowhere' },
    );
    for (const id of [1, 2, 3, 4]) watcher.watch(id, hung.path);
    watcher.watch(5, well.path);
    await until('the others to be said to hang', () => failed.length === 4 && ready.includes(5));
    expect(failed.map(([id, { cause }]) => [id, cause]).sort()).toEqual([1, 2, 3, 4].map((id) => [id, 'silent']));
    await writeFiles(well.path, { 'new.jpg': 'x' });
    await until('the change', () => touched.length > 0);
    expect(touched[0]).toEqual([{ path: '', deep: false }]);
  });

  test('is told from one that takes long to list a large folder', async () => {
    await using slow = await tempFolder();
    await writeFiles(slow.path, { 'large/a.jpg': 'a' });
    const told: string[] = [];
    await using watcher = new PollingWatcher(
      {
        ready: () => told.push('ready'),
        touched: (_, parts) => told.push(...parts.map(({ path }) => path)),
        failed: (_, { message }) => told.push(message),
        died: (how) => told.push(how),
      },
      { launch: () => forkModule(odd, [hanging]), except: '/nowhere' },
    );
    watcher.watch(1, slow.path);
    await until('it to be looked at', () => told.length > 0);
    await writeFiles(slow.path, { 'large/b.jpg': 'b' });
    await until('the change', () => told.length > 1);
    expect(told.slice(0, 2)).toEqual(['ready', 'large']);
  });
});
