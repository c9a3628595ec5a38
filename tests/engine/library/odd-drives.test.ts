import type * as FilePromises from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoAnswer } from '../../../src-main/engine/answered.ts';
import { scan } from '../../../src-main/engine/library/scanner.ts';
import { sidecarsBeside } from '../../../src-main/engine/library/sidecars-beside.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

const drive = vi.hoisted(() => ({
  /** A folder in which a file goes while it is being listed, on a drive that does not list what entries are. */
  going: undefined as string | undefined,
  /** Whether a call is never answered, by its name and path. */
  hangs: (_call: string, _path: string): boolean => false,
  hanging: 0,
  /** Calls that were held back answer now. */
  answer: [] as (() => void)[],
}));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FilePromises>();
  const unlessHanging = (name: 'realpath' | 'lstat' | 'readdir') =>
    async function call(path: string, ...rest: unknown[]): Promise<unknown> {
      if (drive.hangs(name, path)) {
        drive.hanging++;
        await new Promise<void>((resolve) => drive.answer.push(resolve));
      }
      return (real[name] as (...all: unknown[]) => Promise<unknown>)(path, ...rest);
    };
  return {
    ...real,
    realpath: unlessHanging('realpath'),
    lstat: unlessHanging('lstat'),
    // At once, which no file system does: tests count on it.
    statfs: (path: string) =>
      drive.hangs('statfs', path) ? new Promise(() => undefined) : Promise.resolve({ type: 0 }),
    readdir: (path: string, options: unknown) =>
      path === drive.going
        ? Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }))
        : unlessHanging('readdir')(path, options),
  };
});

beforeEach(() => {
  drive.hanging = 0;
  drive.answer = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  drive.hangs = () => false;
  drive.going = undefined;
  vi.useRealTimers();
});

async function hung(): Promise<void> {
  for (let turn = 0; drive.hanging === 0 && turn < 10_000; turn++) await nextTurn();
  expect(drive.hanging).toBeGreaterThan(0);
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}

test.each([
  ['where a part really lies', 'realpath', 'sub'],
  ['what a part is', 'lstat', 'sub'],
  ['what leaves a folder out', 'lstat', '.nomedia'],
  ['what lies in a folder', 'readdir', 'sub'],
  ['how large a photo is', 'lstat', 'a.jpg'],
  ['how large a sidecar is', 'lstat', 'a.jpg.xmp'],
])('a scan does not wait for a drive that does not say %s', async (_, call, name) => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'sub/a.jpg': 'a', 'sub/a.jpg.xmp': 'x' });
  drive.hangs = (called, path) => (called === call && path.endsWith(`/${name}`)) || called === 'statfs';
  const scanned = expect(Array.fromAsync(scan(folder.path, { parts: [{ path: 'sub', deep: true }] }))).rejects.toThrow(
    NoAnswer,
  );
  await hung();
  await vi.advanceTimersByTimeAsync(30_000);
  await scanned;
});

test('a scan waits for a folder that takes minutes to be listed, as long as its drive gives signs of life', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'large/a.jpg': 'a' });
  let asked = 0;
  drive.hangs = (called, path) => {
    if (called === 'statfs') asked++;
    return called === 'readdir' && path.endsWith('/large');
  };
  const scanned = Array.fromAsync(scan(folder.path));
  await hung();
  await vi.advanceTimersByTimeAsync(300_000);
  for (const answer of drive.answer) answer();
  expect(await scanned).toMatchObject([{ kind: 'photo', relativePath: 'large/a.jpg' }]);
  expect(asked).toBe(20);
});

test('a scan that waits for a folder to be listed can be ended', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'large/a.jpg': 'a' });
  drive.hangs = (called, path) => called === 'readdir' && path.endsWith('/large');
  const abort = new AbortController();
  const scanned = Array.fromAsync(scan(folder.path, { signal: abort.signal }));
  const ended = expect(scanned).rejects.toThrow('enough');
  await hung();
  abort.abort(new Error('enough'));
  await ended;
});

test('a drive that gives signs of life but never a list is not waited for for ever', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'large/a.jpg': 'a' });
  drive.hangs = (called, path) => called === 'readdir' && path.endsWith('/large');
  const scanned = expect(Array.fromAsync(scan(folder.path))).rejects.toThrow(/600 s/);
  await hung();
  await vi.advanceTimersByTimeAsync(600_000);
  await scanned;
});

test('sidecars take no more threads than there are photos asked for at once', async () => {
  await using folder = await tempFolder();
  const photos = Array.from({ length: 40 }, (_, i) => `${i}.jpg`);
  const sidecars = photos.map((name) => `${name}.xmp`);
  await writeFiles(folder.path, Object.fromEntries(sidecars.map((name) => [name, 'x'])));
  drive.hangs = (called) => called === 'lstat';
  const beside = sidecarsBeside(folder.path, photos, sidecars, { photosAtOnce: 4 });
  const scanned = expect(Array.fromAsync(beside)).rejects.toThrow(NoAnswer);
  await hung();
  expect(drive.hanging).toBe(4);
  await vi.advanceTimersByTimeAsync(30_000);
  await scanned;
});

test('a folder in which a file goes while it is being listed is not taken for gone', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'sub/a.jpg': 'a' });
  drive.going = join(folder.path, 'sub');
  const parts = [{ path: 'sub', deep: true }];
  expect(await Array.fromAsync(scan(folder.path, { parts }))).toMatchObject([
    { kind: 'problem', path: 'sub', code: 'ENTRY_UNREADABLE' },
  ]);
  await rm(join(folder.path, 'sub'), { recursive: true });
  expect(await Array.fromAsync(scan(folder.path, { parts }))).toEqual([]);
});
