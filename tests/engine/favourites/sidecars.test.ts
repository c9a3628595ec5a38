import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sidecarOf } from '../../../src-main/engine/favourites/xmp/rating.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { Favourites } from '../../../src-main/engine/favourites/index.ts';
import { rootIdentity } from '../../../src-main/engine/folder-paths.ts';
import { UserSettings } from '../../../src-main/engine/settings/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { encoded, pack } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const lightroom = (rating: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\r\n` +
  ` <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${rating}" xmlns:crs="urn:crs" crs:Exposure="+1.00"/>\r\n` +
  `</rdf:RDF></x:xmpmeta>`;

/** Photos in a folder, which are in a library. Names that are alike up to `=` have the same content. */
async function library(...names: string[]) {
  const dir = await tempFolder();
  const photos = join(dir.path, 'photos');
  mkdirSync(join(photos, 'sub'), { recursive: true });
  const store = Store.open(join(dir.path, 'data'));
  const events = new EngineEvents(new MemoryLog());
  const settings = new UserSettings(store.settings, events);
  const open = (): Favourites => new Favourites({ store, settings, events, log: new MemoryLog() });
  const folderId = store.folders.add(photos, 0).id;
  const packRow = store.packs.register(pack);
  const identity = (await rootIdentity(photos)) ?? '';
  for (const name of names) writeFileSync(join(photos, name), `the photo ${basename(name)}`);
  const ids: Record<string, number> = {};
  /** As indexing does with files that are new. */
  const index = (...found: string[]): void => {
    store.files.upsertSeen(
      folderId,
      store.folders.beginScan(folderId, identity),
      found.map((relativePath) => {
        const { size, mtimeMs, ctimeMs } = statSync(join(photos, relativePath));
        return { relativePath, sizeBytes: size, mtimeMs, ctimeMs };
      }),
    );
    for (const file of store.files.claimAfter(0, [folderId], 100, new Set())) {
      const { size: sizeBytes, mtimeMs } = statSync(join(photos, file.relativePath));
      const hash = Buffer.from(file.relativePath.replace(/^sub\/|=.*$/gu, '')).toString('hex');
      const photo = encoded(hash, { sizeBytes, mtimeMs });
      ids[file.relativePath] = store.photos.saveEncoded(file.id, packRow, photo, 0);
    }
  };
  index(...names);
  const state = { favourites: open() };
  return {
    photos,
    store,
    settings,
    events,
    index,
    /** As a scan does that does not find a photo. */
    remove(name: string): void {
      const known = store.files.known(folderId, '').get(name);
      store.files.remove(known === undefined ? [] : [known.id]);
    },
    get favourites() {
      return state.favourites;
    },
    id: (name: string): number => ids[name] ?? 0,
    at: (name: string): string => join(photos, name),
    read: (name: string): string => readFileSync(join(photos, name), 'utf8'),
    /** Until what is queued has been gone through. */
    async written(): Promise<void> {
      await expect
        .poll(() => state.favourites.sidecars.status(), { timeout: 10_000, interval: 50 })
        .toMatchObject({ waiting: 0 });
      await state.favourites.sidecars.settled();
    },
    /** Until something was left alone. */
    async leftAlone(): Promise<{ path: string; reason: string }[]> {
      await expect
        .poll(() => state.favourites.sidecars.status().leftAloneFiles, { timeout: 10_000, interval: 50 })
        .toBeGreaterThan(0);
      await state.favourites.sidecars.settled();
      return state.favourites.sidecars.status().leftAlone;
    },
    /** As after a new start. */
    async restart(): Promise<void> {
      await state.favourites[Symbol.asyncDispose]();
      state.favourites = open();
      state.favourites.start();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await state.favourites[Symbol.asyncDispose]();
      events[Symbol.dispose]();
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('a rating', () => {
  test('is written nowhere while nobody has turned it on', async () => {
    await using at = await library('a.jpg');
    at.favourites.give([at.id('a.jpg')], { rating: 4 });
    expect(at.favourites.sidecars.status()).toMatchObject({ given: 1, givenFiles: 1, waiting: 0 });
    expect(() => at.favourites.sidecars.writeAll()).toThrow('it is off');
    expect(readdirSync(at.photos)).toEqual(['a.jpg', 'sub']);
  });

  test('goes to every file of the photo: into the sidecar that counts, else into a new one', async () => {
    await using at = await library('a=1.jpg', 'a=2.jpg', 'sub/a=3.jpg');
    at.settings.set({ writeSidecars: true });
    writeFileSync(at.at('a=1.xmp'), lightroom('1'));
    writeFileSync(at.at('a=2.xmp'), lightroom('1'));
    writeFileSync(at.at('a=2.JPG.XMP'), lightroom('2'));
    chmodSync(at.at('a=1.xmp'), 0o640);
    const [id] = [at.id('a=1.jpg')];
    at.favourites.give([id], { rating: 4 });
    await at.written();
    expect(at.read('a=1.xmp')).toBe(lightroom('4'));
    expect(statSync(at.at('a=1.xmp')).mode & 0o777).toBe(0o640);
    expect(at.read('a=2.JPG.XMP')).toBe(lightroom('4'));
    expect(at.read('a=2.xmp')).toBe(lightroom('1'));
    expect(at.read('sub/a=3.jpg.xmp')).toBe(sidecarOf('4').toString());
    expect(readdirSync(at.photos)).toEqual(['a=1.jpg', 'a=1.xmp', 'a=2.JPG.XMP', 'a=2.jpg', 'a=2.xmp', 'sub']);
    expect(at.read('a=1.jpg')).toBe('the photo a=1.jpg');
  });

  test('that is taken back gives the files what they said before', async () => {
    await using at = await library('a.jpg', 'b.jpg');
    at.settings.set({ writeSidecars: true });
    writeFileSync(at.at('a.xmp'), lightroom('3.5'));
    const ids = [at.id('a.jpg'), at.id('b.jpg')];
    const before = at.favourites.give(ids, { rating: 2 });
    await at.written();
    at.favourites.give(ids, { rating: -1 });
    await at.written();
    expect(at.read('a.xmp')).toBe(lightroom('-1'));
    at.favourites.putBack(before);
    await at.written();
    expect(at.read('a.xmp')).toBe(lightroom('3.5'));
    expect(existsSync(at.at('b.jpg.xmp'))).toBe(false);
  });

  test('that another program has changed is theirs when it is taken back', async () => {
    await using at = await library('a.jpg');
    at.settings.set({ writeSidecars: true });
    at.favourites.give([at.id('a.jpg')], { rating: 2 });
    await at.written();
    writeFileSync(at.at('a.jpg.xmp'), lightroom('5'));
    at.favourites.give([at.id('a.jpg')], { rating: null });
    await at.written();
    expect(at.read('a.jpg.xmp')).toBe(lightroom('5'));
  });

  test('that is there already is not written again, nor is one for a heart', async () => {
    await using at = await library('a.jpg', 'b.jpg');
    at.settings.set({ writeSidecars: true });
    writeFileSync(at.at('a.xmp'), lightroom('4.0'));
    const { ino } = statSync(at.at('a.xmp'));
    at.favourites.give([at.id('a.jpg')], { rating: 4, favourite: true });
    at.favourites.give([at.id('b.jpg')], { favourite: true });
    expect(at.favourites.sidecars.status()).toMatchObject({ waiting: 1 });
    await at.written();
    expect(at.read('a.xmp')).toBe(lightroom('4.0'));
    expect(statSync(at.at('a.xmp')).ino).toBe(ino);
    expect(existsSync(at.at('b.jpg.xmp'))).toBe(false);
  });

  test('that was given before is written when that is asked for', async () => {
    await using at = await library('a.jpg', 'b.jpg', 'c.jpg');
    at.favourites.give([at.id('a.jpg'), at.id('b.jpg')], { rating: 3 });
    at.settings.set({ writeSidecars: true });
    expect(at.favourites.sidecars.status()).toMatchObject({ given: 2, givenFiles: 2, waiting: 0 });
    expect(at.favourites.sidecars.writeAll()).toBe(2);
    await at.written();
    expect(readdirSync(at.photos)).toEqual(['a.jpg', 'a.jpg.xmp', 'b.jpg', 'b.jpg.xmp', 'c.jpg', 'sub']);
  });

  test('waits while the photo has no file, and is written when it has one again', async () => {
    await using at = await library('a.jpg', 'b.jpg');
    at.settings.set({ writeSidecars: true });
    const id = at.id('a.jpg');
    at.favourites.give([id, at.id('b.jpg')], { rating: 3 });
    at.remove('a.jpg');
    await at.written();
    expect(readdirSync(at.photos)).toEqual(['a.jpg', 'b.jpg', 'b.jpg.xmp', 'sub']);
    renameSync(at.at('a.jpg'), at.at('sub/a.jpg'));
    at.index('sub/a.jpg');
    expect(at.id('sub/a.jpg')).toBe(id);
    expect(at.favourites.sidecars.status()).toMatchObject({ waiting: 1 });
    at.events.changed();
    await at.written();
    expect(at.read('sub/a.jpg.xmp')).toBe(sidecarOf('3').toString());
  });

  test('goes where the photos lie whose folder has become a link', async () => {
    await using at = await library('a.jpg', 'sub/b.jpg');
    at.settings.set({ writeSidecars: true });
    renameSync(at.photos, `${at.photos}-moved`);
    symlinkSync(`${at.photos}-moved`, at.photos);
    at.favourites.give([at.id('sub/b.jpg')], { rating: 3 });
    await at.written();
    expect(readFileSync(join(`${at.photos}-moved`, 'sub/b.jpg.xmp'), 'utf8')).toBe(sidecarOf('3').toString());
  });

  test('waits no more when it is turned off', async () => {
    await using at = await library('a.jpg');
    at.settings.set({ writeSidecars: true });
    at.favourites.give([at.id('a.jpg')], { rating: 3 });
    at.settings.set({ writeSidecars: false });
    expect(at.favourites.sidecars.status()).toMatchObject({ waiting: 0 });
    await at.restart();
    await at.favourites.sidecars.settled();
    expect(readdirSync(at.photos)).toEqual(['a.jpg', 'sub']);
  });
});

describe('left alone, told with a reason and tried again is', () => {
  const isRoot = process.getuid?.() === 0;
  const cases: readonly (readonly [string, (path: (name: string) => string) => void, string])[] = [
    [
      'a damaged sidecar',
      (path) => {
        writeFileSync(path('a.xmp'), lightroom('1').slice(0, -9));
      },
      'a.xmp: it is not well-formed',
    ],
    [
      'a link',
      (path) => {
        writeFileSync(path('sub/x'), lightroom('1'));
        symlinkSync(path('sub/x'), path('a.xmp'));
      },
      'a.xmp is a symbolic link',
    ],
    [
      'a file with several names',
      (path) => {
        writeFileSync(path('a.xmp'), lightroom('1'));
        linkSync(path('a.xmp'), path('sub/x'));
      },
      'several names',
    ],
    [
      'a folder',
      (path) => {
        mkdirSync(path('a.xmp'));
      },
      'a.xmp is not a file',
    ],
    [
      'a photo that is another by now',
      (path) => {
        writeFileSync(path('a.jpg'), 'other');
      },
      'has been changed',
    ],
    [
      'a photo that is gone',
      (path) => {
        renameSync(path('a.jpg'), path('sub/b.jpg'));
      },
      'cannot be reached',
    ],
  ];
  test.each(cases)('%s', async (_, make, reason) => {
    await using at = await library('a.jpg');
    make(at.at);
    const before = readdirSync(at.photos);
    at.settings.set({ writeSidecars: true });
    at.favourites.give([at.id('a.jpg')], { rating: 3 });
    expect(await at.leftAlone()).toEqual([{ path: at.at('a.jpg'), reason: expect.stringContaining(reason) as string }]);
    expect(readdirSync(at.photos)).toEqual(before);
    expect(at.favourites.sidecars.status()).toMatchObject({ waiting: 1 });
  });

  test.skipIf(isRoot)('what is protected', async () => {
    await using at = await library('a.jpg', 'sub/b.jpg');
    at.settings.set({ writeSidecars: true });
    writeFileSync(at.at('a.xmp'), lightroom('1'), { mode: 0o444 });
    chmodSync(at.at('sub'), 0o555);
    at.favourites.give([at.id('a.jpg'), at.id('sub/b.jpg')], { rating: 3 });
    const left = await at.leftAlone();
    chmodSync(at.at('sub'), 0o755);
    expect(left.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('a.xmp cannot be changed'),
      expect.stringContaining('b.jpg.xmp cannot be written'),
    ]);
    expect(at.read('a.xmp')).toBe(lightroom('1'));
  });

  test('a folder that is away, until it is there again', async () => {
    await using at = await library('a.jpg');
    at.settings.set({ writeSidecars: true });
    renameSync(at.photos, `${at.photos}-away`);
    mkdirSync(at.photos);
    at.favourites.give([at.id('a.jpg')], { rating: 3 });
    expect(await at.leftAlone()).toMatchObject([{ reason: 'The folder cannot be reached' }]);
    expect(readdirSync(at.photos)).toEqual([]);
    renameSync(at.photos, `${at.photos}-empty`);
    renameSync(`${at.photos}-away`, at.photos);
    await at.restart();
    await at.written();
    expect(at.read('a.jpg.xmp')).toBe(sidecarOf('3').toString());
    expect(at.favourites.sidecars.status()).toMatchObject({ leftAloneFiles: 0 });
  });
});

test('what a process that was killed had not written is written by the next', async () => {
  await using at = await library('a.jpg', 'b.jpg');
  at.settings.set({ writeSidecars: true });
  const script = new URL('../../helpers/write-sidecar-and-die.ts', import.meta.url).pathname;
  writeFileSync(at.at('a.xmp'), lightroom('1'));
  // It dies between the file beside and its taking the place.
  const child = spawn(process.execPath, [script, at.at('a.xmp'), lightroom('4')]);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  expect(readdirSync(at.photos).filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
  expect(at.read('a.xmp')).toBe(lightroom('1'));
  at.favourites.give([at.id('a.jpg'), at.id('b.jpg')], { rating: 4 });
  await at.restart();
  await at.written();
  expect(at.read('a.xmp')).toBe(lightroom('4'));
  expect(readdirSync(at.photos)).toEqual(['a.jpg', 'a.xmp', 'b.jpg', 'b.jpg.xmp', 'sub']);
});
