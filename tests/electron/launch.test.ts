import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { tempFolder } from '../helpers/temp-folder.ts';
import type * as StandIn from './stand-in/electron.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

let dataDir: string;
let written: string[];
let electron: typeof StandIn;

beforeEach(async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  dataDir = join(folder.path, 'data');
  written = [];
  // Every test has an entry that has not run yet; the stand-in stays the same.
  vi.resetModules();
  electron = (await import('electron')) as unknown as typeof StandIn;
  electron.calls.length = 0;
  electron.app.removeAllListeners();
  electron.app.paths.clear();
  electron.app.switches.clear();
  Object.assign(electron.app, { isPackaged: false, hasLock: true });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});

/** Run the entry of the main process with arguments. */
async function start(...args: string[]): Promise<void> {
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['electron', 'main.js', ...args]);
  await import('../../src-main/electron/main.ts');
}

test('Chromium keeps its files with the library, before anything can be written elsewhere', async () => {
  await start('--data-dir', dataDir);
  expect([...electron.app.paths]).toEqual([
    ['userData', join(dataDir, 'desktop')],
    ['sessionData', join(dataDir, 'desktop')],
  ]);
});

test('options that make no sense end it with words', async () => {
  await start('--data-dir', dataDir, '--provider', 'abacus');
  expect(electron.called('exit')).toEqual([[2]]);
  expect(written.join('')).toMatch(/^INVALID_ARGUMENT: Expected --provider/);
});

test('a released app does not run with a debugging port', async () => {
  electron.app.isPackaged = true;
  electron.app.switches.add('remote-debugging-port');
  await start('--data-dir', dataDir);
  expect(electron.called('exit')).toEqual([[2]]);
  expect(electron.app.paths.size).toBe(0);
});

test('a released app, which may have no terminal, logs to a file with the library', async () => {
  electron.app.isPackaged = true;
  await start('--data-dir', dataDir);
  expect(await readdir(join(dataDir, 'desktop'))).toEqual(['eidetic.log']);
});

test('a second start with the same library ends at once', async () => {
  electron.app.hasLock = false;
  await start('--data-dir', dataDir);
  expect(electron.called('quit')).toHaveLength(1);
  expect(electron.app.listenerCount('second-instance')).toBe(0);
});
