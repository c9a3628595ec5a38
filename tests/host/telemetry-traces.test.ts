import { spawnSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { removeTelemetryTraces, tracePlaces } from '../../src-main/host/telemetry-traces.ts';
import { MemoryLog } from '../helpers/memory-log.ts';
import { type Files, tempFolder, writeFiles } from '../helpers/temp-folder.ts';

const id = '84966a2a-d47a-4c40-a4ee-117e14ae33bc';
const runtime = '.cache/Microsoft/DeveloperTools/.onnxruntime';
/** Of a process that has ended. */
const endedPid = spawnSync(process.execPath, ['--version']).pid;

/** What onnxruntime 1.30 left when it was traced. */
const left: Files = {
  [`${runtime}/deviceid`]: id,
  [`${runtime}/deviceid.lock`]: '',
  [`${runtime}/deviceid.tmp.${id}`]: '',
  [`${runtime}/onnxruntime.db`]: `SQLite format 3\0${'x'.repeat(4080)}`,
  [`${runtime}/onnxruntime.db-wal`]: 'events',
  [`${runtime}/onnxruntime.db-shm`]: '\0'.repeat(32_768),
  [`temp/mat-debug-${String(endedPid)}.log`]: '',
  'temp/.ses': `1795876168761\n9ad6d3fa-77fc-7e42-02fc-f52e70e09661\n`,
};

let home: string;
let dataDir: string;
let log: MemoryLog;

beforeEach(async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  home = folder.path;
  dataDir = join(home, 'data');
  await mkdir(dataDir);
  await mkdir(join(home, 'temp'));
  log = new MemoryLog();
});

async function clean(): Promise<void> {
  const places = tracePlaces('linux', {}, home);
  await removeTelemetryTraces(dataDir, log, places && { ...places, tempDir: join(home, 'temp') });
}

/** Files and folders of the fake home outside of the data folder. */
async function remaining(): Promise<string[]> {
  const all = await readdir(home, { recursive: true });
  return all.filter((path) => !path.startsWith('data')).sort();
}

const levels = (): unknown[] => log.lines.map((line) => (JSON.parse(line) as { level: string }).level);
const isMarked = async (): Promise<boolean> => (await readdir(dataDir)).includes('telemetry-removed');

describe('what the telemetry left', () => {
  test('goes, with the folders that were made for it', async () => {
    await writeFiles(home, left);
    await clean();
    expect(await remaining()).toEqual(['.cache', 'temp']);
    expect(await readFile(join(dataDir, 'telemetry-removed'), 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT.*Z\n$/);
    expect(levels()).toEqual(['info']);
  });

  test('is looked for once', async () => {
    await clean();
    expect(await isMarked()).toBe(true);
    expect(log.lines).toEqual([]);
    await writeFiles(home, left);
    await clean();
    expect(await remaining()).toEqual(expect.arrayContaining(Object.keys(left)));
  });

  test('is looked for where XDG_CACHE_HOME and macOS have it, too, and nowhere on Windows', async () => {
    const tempDir = tmpdir();
    const cacheDirs = ['/home/me/.cache', '/mnt/cache'];
    expect(tracePlaces('linux', { XDG_CACHE_HOME: '/mnt/cache' }, '/home/me')).toEqual({ cacheDirs, tempDir });
    const inLibrary = ['/Users/me/Library/Application Support'];
    expect(tracePlaces('darwin', {}, '/Users/me')).toEqual({ cacheDirs: inLibrary, tempDir });
    expect(tracePlaces('win32', {}, '/Users/me')).toBeNull();
    await removeTelemetryTraces(dataDir, log, null);
    expect(await isMarked()).toBe(false);
  });
});

describe('what may be something else', () => {
  test.each([
    [
      'other files in the folder, such as those of another library',
      `${runtime}/onnxruntime-genai.db`,
      'SQLite format 3\0',
    ],
    ['an id that is none', `${runtime}/deviceid`, 'my notes'],
    ['a database that is none', `${runtime}/onnxruntime.db`, 'my notes'],
    ['a log with something in it', `temp/mat-debug-${String(endedPid)}.log`, 'DEBUG'],
    ['a log of a process that runs', `temp/mat-debug-${String(process.pid)}.log`, ''],
    ['a log of no process', 'temp/mat-debug-0.log', ''],
    ['a log that is called otherwise', `temp/mat-debug-${String(endedPid)}.log.gz`, ''],
    ['a session file of something else', 'temp/.ses', 'a session'],
  ])('stays: %s', async (_, path, content) => {
    await writeFiles(home, { [path]: content });
    await clean();
    expect(await readFile(join(home, path), 'utf8')).toBe(content);
    expect(await isMarked()).toBe(true);
    expect(log.lines).toEqual([]);
  });

  test('stays beside what goes, and so does its folder', async () => {
    await writeFiles(home, { ...left, [`${runtime}/onnxruntime-genai.db`]: 'SQLite format 3\0' });
    await clean();
    expect(await readdir(join(home, runtime))).toEqual(['onnxruntime-genai.db']);
  });

  test('is not reached through links, neither of files nor of folders', async () => {
    const elsewhere = join(home, 'elsewhere');
    await writeFiles(elsewhere, { deviceid: id, empty: '', 'onnxruntime.db': 'SQLite format 3\0' });
    await mkdir(join(home, runtime), { recursive: true });
    await symlink(join(elsewhere, 'deviceid'), join(home, runtime, 'deviceid'));
    await link(join(elsewhere, 'onnxruntime.db'), join(home, runtime, 'onnxruntime.db'));
    await symlink(join(elsewhere, 'empty'), join(home, `temp/mat-debug-${String(endedPid)}.log`));
    const before = await remaining();
    await clean();
    expect(await remaining()).toEqual(before);

    await rm(join(home, runtime), { recursive: true });
    await rm(join(dataDir, 'telemetry-removed'));
    await symlink(elsewhere, join(home, runtime));
    await clean();
    expect(await readdir(elsewhere)).toEqual(['deviceid', 'empty', 'onnxruntime.db']);
    expect(log.lines).toEqual([]);
  });
});

test('what cannot be removed is said, and tried again at the next start', async () => {
  const temp = join(home, 'temp');
  await writeFiles(home, left);
  await rename(temp, join(home, 'away'));
  await writeFile(temp, 'no folder');
  await clean();
  expect(levels()).toEqual(['info', 'warn']);
  expect(log.text).toContain('"errors":["ENOTDIR"]');
  expect(log.text).not.toContain(home);
  expect(await readdir(join(home, '.cache'))).toEqual([]);
  expect(await isMarked()).toBe(false);

  await rm(temp);
  await rename(join(home, 'away'), temp);
  await clean();
  expect(await remaining()).toEqual(['.cache', 'temp']);
  expect(await isMarked()).toBe(true);
});

test('a data folder in which nothing can be written keeps nobody from starting', async () => {
  await rm(dataDir, { recursive: true });
  await writeFile(dataDir, 'no folder');
  await clean();
  expect(levels()).toEqual(['warn']);
});
