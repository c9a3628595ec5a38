import { mkdir, open, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FolderWatcher, StartWatcher } from '../../../../src-main/engine/library/watch/folder-watcher.ts';
import { ThreadWatcher } from '../../../../src-main/engine/library/watch/thread-watcher.ts';
import { MemoryLog } from '../../../helpers/memory-log.ts';
import { finds } from '../../../helpers/finds.ts';
import { photo } from '../../../helpers/photos.ts';
import { type Files, writeFiles } from '../../../helpers/temp-folder.ts';
import { tempLibrary, type TempLibrary } from '../../../helpers/temp-library.ts';
import { until } from '../../../helpers/until.ts';

type Overrides = NonNullable<Parameters<typeof tempLibrary>[1]>;

async function watchedLibrary(files: Files, overrides: Overrides = {}): Promise<TempLibrary> {
  const lib = await tempLibrary(files, { watch: { times: { rootsMs: 200, restartMs: 50 } }, ...overrides });
  await lib.engine.library.keeper.addFolder(lib.photos);
  await until('the folder to be watched', () => isOn(lib));
  await lib.settled();
  return lib;
}

function isOn(lib: TempLibrary): boolean {
  const { watching } = lib.engine.library.status();
  return watching.length > 0 && watching.every(({ state }) => state === 'on');
}

test('a folder whose drive did not answer in time is scanned again while its root is there', async () => {
  const times = { rootsMs: 100, restartMs: 50, offlineMs: 200 };
  await using lib = await watchedLibrary({ 'a.jpg': photo(1) }, { watch: { times } });
  for (let again = 0; again < 2; again++) {
    using beside = lib.raw();
    beside.exec("UPDATE folders SET state = 'offline'");
    expect(lib.folder()?.state).toBe('offline');
    await until('it to be back', () => lib.folder()?.state === 'online');
  }
  expect(await lib.findable()).toEqual(['a.jpg']);
});

describe.concurrent('what happens in a watched folder shows up by itself', () => {
  const happenings: [title: string, act: (lib: TempLibrary) => Promise<unknown>, then: string[]][] = [
    ['a new photo', (lib) => lib.write({ 'new.jpg': photo(9) }), ['a.jpg', 'new.jpg', 'sub/b.jpg', 'sub/deep/c.jpg']],
    ['a photo that is gone', (lib) => lib.remove('sub/b.jpg'), ['a.jpg', 'sub/deep/c.jpg']],
    ['a renamed photo', (lib) => lib.rename('a.jpg', 'sub/z.jpg'), ['sub/b.jpg', 'sub/deep/c.jpg', 'sub/z.jpg']],
    ['another case of a name', (lib) => lib.rename('a.jpg', 'A.JPG'), ['A.JPG', 'sub/b.jpg', 'sub/deep/c.jpg']],
    [
      'a new folder of folders',
      (lib) => lib.write({ 'x/y/z/d.jpg': photo(9) }),
      ['a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg', 'x/y/z/d.jpg'],
    ],
    [
      'a folder that is marked as no media, and is not any more',
      async (lib) => {
        await lib.write({ 'sub/deep/.nomedia': '' });
        await finds(lib, 'a.jpg', 'sub/b.jpg');
        await lib.write({ 'sub/.nomedia': '' });
        await finds(lib, 'a.jpg');
        await lib.remove('sub/deep/.nomedia');
        await lib.remove('sub/.nomedia');
      },
      ['a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg'],
    ],
    [
      'a photo that goes to the cloud, and is deleted there',
      async (lib) => {
        await lib.write({ 'sub/.b.jpg.icloud': 'a property list' });
        await lib.remove('sub/b.jpg');
        await until('it to be away', () => lib.engine.library.status().inCloud === 1);
        await finds(lib, 'a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg');
        await lib.remove('sub/.b.jpg.icloud');
      },
      ['a.jpg', 'sub/deep/c.jpg'],
    ],
    [
      'a new folder of a bin and of previews',
      async (lib) => {
        await lib.write({ '.Trash-1000/files/t.jpg': photo(7), 'L.lrdata/x/p.jpg': photo(8), 'x/new.jpg': photo(9) });
      },
      ['a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg', 'x/new.jpg'],
    ],
    ['a folder that is gone', (lib) => lib.remove('sub'), ['a.jpg']],
    ['a renamed folder', (lib) => lib.rename('sub', 'other'), ['a.jpg', 'other/b.jpg', 'other/deep/c.jpg']],
    [
      'a new photo in a renamed folder',
      async (lib) => {
        await lib.rename('sub', 'other');
        await finds(lib, 'a.jpg', 'other/b.jpg', 'other/deep/c.jpg');
        await lib.write({ 'other/deep/d.jpg': photo(9) });
        await lib.remove('other/b.jpg');
      },
      ['a.jpg', 'other/deep/c.jpg', 'other/deep/d.jpg'],
    ],
    [
      'a folder moved in from elsewhere, and out again',
      async (lib) => {
        await mkdir(join(lib.dataDir, '..', 'elsewhere'));
        await rename(lib.path('sub'), join(lib.dataDir, '..', 'elsewhere', 'sub'));
        await finds(lib, 'a.jpg');
        await rename(join(lib.dataDir, '..', 'elsewhere', 'sub'), lib.path('back'));
      },
      ['a.jpg', 'back/b.jpg', 'back/deep/c.jpg'],
    ],
    [
      'a folder named like a photo',
      (lib) => lib.write({ 'x.jpg/y.jpg': photo(9) }),
      ['a.jpg', 'sub/b.jpg', 'sub/deep/c.jpg', 'x.jpg/y.jpg'],
    ],
  ];

  test.each(happenings)('%s', async (_, act, then) => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2), 'sub/deep/c.jpg': photo(3) });
    await act(lib);
    await finds(lib, ...then);
    expect(lib.engine.library.failures()).toEqual([]);
    expect(lib.engine.library.status()).toMatchObject({ files: then.length, photos: then.length, pending: 0 });
  });

  test('another content of a photo', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1) });
    await lib.write({ 'a.jpg': photo(2) });
    const [expected] = await lib.search({ images: [{ path: lib.path('a.jpg') }] });
    expect(expected).toBeDefined();
    await until('the new content', async () => {
      const [hit] = await lib.search({ images: [{ path: lib.path('a.jpg') }] });
      return (hit?.score ?? 0) > 0.9999;
    });
  });

  test('moves and renames encode nothing', async () => {
    const log = new MemoryLog();
    await using lib = await watchedLibrary({ 'sub/a.jpg': photo(1), 'sub/b.jpg': photo(2) }, { log, watch: {} });
    log.lines.length = 0;
    await lib.rename('sub', 'other');
    await finds(lib, 'other/a.jpg', 'other/b.jpg');
    await lib.rename('other/a.jpg', 'c.jpg');
    await finds(lib, 'c.jpg', 'other/b.jpg');
    const runs = log.lines.map((line) => JSON.parse(line) as { message: string; encoded?: number });
    expect(runs.filter(({ message, encoded = 0 }) => message === 'indexed' && encoded > 0)).toEqual([]);
  });
});

describe('photos that are being written', () => {
  test('wait until nothing more comes', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1) });
    const bytes = await photo(2, { width: 640, height: 480 });
    const file = await open(lib.path('slow.jpg'), 'w');
    for (let part = 0; part < 8; part++) {
      const size = Math.ceil(bytes.length / 8);
      await file.write(bytes.subarray(part * size, (part + 1) * size));
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(lib.engine.library.failures()).toEqual([]);
    }
    await file.close();
    await finds(lib, 'a.jpg', 'slow.jpg');
  });

  test('come in thousands, and cost a few scans', async () => {
    const log = new MemoryLog();
    await using lib = await watchedLibrary({ 'a.jpg': photo(1) }, { log, watch: {} });
    log.lines.length = 0;
    const content = await photo(2);
    for (let start = 0; start < 5000; start += 500) {
      const names = Array.from({ length: 500 }, (_, i) => `trip/${start + i}.jpg`);
      await lib.write(Object.fromEntries(names.map((name) => [name, content])));
    }
    await until(
      'all of them',
      () => lib.engine.library.status().files === 5001 && lib.engine.library.status().pending === 0,
      50_000,
    );
    expect(lib.engine.library.status(), 'one content').toMatchObject({ photos: 2, failed: 0 });
    const scans = log.lines.filter((line) => line.includes('looked at what changed'));
    expect(scans.length, 'a hundredth of the files').toBeLessThan(50);
  });
});

describe('a watcher', () => {
  test('that dies is started again, and what changed meanwhile is found', async () => {
    const started: ThreadWatcher[] = [];
    const start: StartWatcher = (listener): FolderWatcher => {
      const watcher = new ThreadWatcher(listener, '/nowhere');
      started.push(watcher);
      return watcher;
    };
    await using lib = await watchedLibrary(
      { 'a.jpg': photo(1) },
      { watch: { start, times: { rootsMs: 200, restartMs: 300 } } },
    );
    await started.at(-1)?.kill();
    await lib.write({ 'b.jpg': photo(2) });
    await until('another watcher', () => isOn(lib) && started.length === 2);
    await finds(lib, 'a.jpg', 'b.jpg');
    await lib.write({ 'c.jpg': photo(3) });
    await finds(lib, 'a.jpg', 'b.jpg', 'c.jpg');
  });

  test.each([
    ['before it watches', false],
    ['each time just after it began to watch', true],
  ])(
    'that dies again and again %s is said to, once, waited for longer and longer, and replaced by scans',
    async (_, isReady) => {
      const startsMs: number[] = [];
      const start: StartWatcher = (listener): FolderWatcher => {
        startsMs.push(performance.now());
        return {
          watch: (id) => {
            if (isReady) listener.ready(id);
            setTimeout(() => {
              listener.died('a test ended it');
            }, 5);
          },
          unwatch: () => undefined,
          [Symbol.asyncDispose]: () => Promise.resolve(),
        };
      };
      await using lib = await tempLibrary(
        { 'a.jpg': photo(1) },
        { watch: { start, times: { rootsMs: 1000, restartMs: 20, rescanMs: 1500 } } },
      );
      const states: unknown[] = [];
      using _listening = lib.engine.onEvent(() => {
        const [watch] = lib.engine.library.status().watching;
        if (startsMs.length > 3) states.push(`${watch?.state}: ${watch?.reason}`);
      });
      await lib.engine.library.keeper.addFolder(lib.photos);
      await until('several deaths', () => startsMs.length > 6);
      await lib.settled();
      await lib.write({ 'b.jpg': photo(2) });
      await finds(lib, 'a.jpg', 'b.jpg');
      expect([...new Set(states)]).toEqual([expect.stringMatching(/^failed: .*died.*15 minutes/)]);
      const waitsMs = startsMs.slice(1).map((ms, i) => ms - (startsMs[i] ?? 0));
      for (const [i, ms] of waitsMs.slice(0, 6).entries()) expect(ms).toBeGreaterThanOrEqual(20 * 2 ** i - 2);
    },
  );

  test('that died several times is believed again when it has lived for long', async () => {
    let deaths = 0;
    const start: StartWatcher = (listener): FolderWatcher => {
      if (deaths++ === 3) return new ThreadWatcher(listener, '/nowhere');
      return {
        watch: () => {
          setTimeout(() => {
            listener.died('a test ended it');
          }, 1);
        },
        unwatch: () => undefined,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    };
    await using lib = await tempLibrary(
      { 'a.jpg': photo(1) },
      { watch: { start, times: { rootsMs: 1000, restartMs: 10 } } },
    );
    await lib.engine.library.keeper.addFolder(lib.photos);
    await until('a watcher that lives', () => deaths === 4);
    expect(isOn(lib)).toBe(false);
    await until('it to be believed', () => isOn(lib));
    await lib.write({ 'b.jpg': photo(2) });
    await finds(lib, 'a.jpg', 'b.jpg');
  });

  test('lets go of a folder that is paused or forgotten, and takes it again', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1) });
    const id = lib.folder()?.id ?? 0;
    lib.engine.library.keeper.setPaused(id, true);
    await until('nothing to be watched', () => lib.engine.library.status().watching.length === 0);
    await lib.write({ 'b.jpg': photo(2) });
    lib.engine.library.keeper.setPaused(id, false);
    await finds(lib, 'a.jpg', 'b.jpg');
    await until('the folder to be watched', () => isOn(lib));
    await lib.engine.library.keeper.removeFolder(id);
    await until('nothing to be watched', () => lib.engine.library.status().watching.length === 0);
  });

  test('is not there unless a host wants it', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.engine.library.keeper.addFolder(lib.photos);
    await lib.settled();
    expect(lib.engine.library.status().watching).toEqual([]);
  });
});

describe('a root', () => {
  test('that goes is offline and keeps its photos; when it is back, it is watched again', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    const away = join(lib.dataDir, '..', 'away');
    await rename(lib.photos, away);
    await until('the folder to be offline', () => lib.folder()?.state === 'offline');
    expect(lib.engine.library.status().watching).toMatchObject([{ state: 'off' }]);
    expect(await lib.findable()).toEqual(['a.jpg', 'sub/b.jpg']);
    await rm(join(away, 'a.jpg'));
    await rename(away, lib.photos);
    await finds(lib, 'sub/b.jpg');
    expect(lib.folder()?.state).toBe('online');
    await until('the folder to be watched', () => isOn(lib));
    await lib.write({ 'c.jpg': photo(3) });
    await finds(lib, 'c.jpg', 'sub/b.jpg');
  });

  test('that was moved and linked to is watched where it lies now, and nothing of it is lost', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    await rename(lib.photos, `${lib.photos}-moved`);
    await symlink(`${lib.photos}-moved`, lib.photos, 'dir');
    await lib.write({ 'sub/c.jpg': photo(3) });
    await finds(lib, 'a.jpg', 'sub/b.jpg', 'sub/c.jpg');
    await until('the folder to be watched', () => isOn(lib));
    await lib.write({ 'd.jpg': photo(4) });
    await finds(lib, 'a.jpg', 'd.jpg', 'sub/b.jpg', 'sub/c.jpg');
    await lib.write({ 'sub/deep/e.jpg': photo(5) });
    await lib.remove('sub/b.jpg');
    await finds(lib, 'a.jpg', 'd.jpg', 'sub/c.jpg', 'sub/deep/e.jpg');
  });

  test('that lies behind a link is watched behind it', async () => {
    await using lib = await tempLibrary({ 'year/a.jpg': photo(1) }, { watch: { times: { rootsMs: 200 } } });
    await lib.engine.library.keeper.addFolder(lib.path('year'));
    await until('the folder to be watched', () => isOn(lib));
    await rename(lib.photos, `${lib.photos}-moved`);
    await symlink(`${lib.photos}-moved`, lib.photos, 'dir');
    await finds(lib, 'year/a.jpg');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await until('the folder to be watched', () => isOn(lib));
    await lib.write({ 'year/b.jpg': photo(2) });
    await finds(lib, 'year/a.jpg', 'year/b.jpg');
  });

  test('whose link leads elsewhere is taken for the swapped one it is', async () => {
    await using lib = await watchedLibrary({ 'a.jpg': photo(1) });
    const [one, two, none] = [`${lib.photos}-1`, `${lib.photos}-2`, `${lib.photos}-none`];
    await rename(lib.photos, one);
    await mkdir(none);
    await mkdir(two);
    await writeFiles(two, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    const lead = async (to: string): Promise<void> => {
      await symlink(to, `${lib.photos}-link`, 'dir');
      await rename(`${lib.photos}-link`, lib.photos);
    };
    await lead(one);
    await lead(none);
    await until('the folder to be offline', () => lib.folder()?.state === 'offline');
    expect(await lib.findable(), 'an empty one is most likely the mount point of a drive').toEqual(['a.jpg']);
    await lead(two);
    await finds(lib, 'a.jpg', 'b.jpg');
    await until('the folder to be watched', () => isOn(lib));
    await writeFiles(two, { 'c.jpg': photo(3) });
    await finds(lib, 'a.jpg', 'b.jpg', 'c.jpg');
  });
});
