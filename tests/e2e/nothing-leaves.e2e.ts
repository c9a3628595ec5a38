import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../helpers/strace/calls.ts';
import { findLeaks } from '../helpers/strace/leaks.ts';
import { cannotTrace, Traced } from '../helpers/strace/traced.ts';
import { photo } from '../helpers/photos.ts';
import { type TempFolder, tempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { chromiumPath } from './lib/chromium.ts';
import { buildPage } from './lib/page-build.ts';
import { Ui } from './lib/ui.ts';

const root = join(import.meta.dirname, '..', '..');
const bin = join(root, 'src-main', 'headless', 'bin.ts');

/**
 * Node reads these before it listens at any address, `127.0.0.1` as well: it prepares its resolver, and asks it nothing.
 * A name that was looked up would show as a datagram or a connection to a service for names.
 */
const resolverFiles = ['read: /etc/resolv.conf', 'read: /etc/nsswitch.conf'];

/** Those that report home wait for more to report: onnxruntime made its first attempt 9 s after it was loaded. */
const reportsAfterMs = 12_000;

/*
 * What the README promises first, of everything that a user can start without Electron, whatever dependency would break
 * it: each process is traced, in the environment of a user who has just logged in. Libraries that report home keep quiet
 * where `CI` is set, so here it is not. There are no exceptions but the one that is explained below. Each test goes on
 * where the one before ended.
 */
describe.skipIf(cannotTrace !== undefined)('nothing leaves this machine', () => {
  let folder: TempFolder;
  const at = (...names: string[]): string => join(folder.path, ...names);
  const library = (): string[] => ['--data-dir', at('data'), '--pack', fixturePack('tiny-clip')];
  let runs = 0;

  beforeAll(async () => {
    await buildPage();
    folder = await tempFolder();
    for (const name of ['home', 'temp', 'traces']) await mkdir(at(name));
    await writeFiles(at('photos'), { 'one.jpg': photo(1), 'two.png': photo(2, { format: 'png' }) });
  });
  afterAll(async () => {
    if (cannotTrace === undefined) await folder[Symbol.asyncDispose]();
  });

  /** Start Node on a file as a user of a new account does. */
  function start(file: string, ...args: string[]): Traced {
    const home = (name: string): string => at('home', name);
    return new Traced(at('traces', String(++runs)), [process.execPath, file, ...args], {
      PATH: process.env['PATH'] ?? '',
      HOME: at('home'),
      TMPDIR: at('temp'),
      XDG_CACHE_HOME: home('.cache'),
      XDG_CONFIG_HOME: home('.config'),
      XDG_DATA_HOME: home('.local/share'),
      XDG_RUNTIME_DIR: home('run'),
      XDG_STATE_HOME: home('.local/state'),
    });
  }

  async function expectNoLeaks(calls: readonly Call[], explained: readonly string[] = []): Promise<void> {
    // Enough was seen to tell: the program, and the process that reads photos.
    expect(calls.filter(({ name }) => name === 'execve').length).toBeGreaterThanOrEqual(2);
    const bounds = { writable: [at('data'), at('temp')], programs: [process.execPath], folder: root };
    expect(findLeaks(calls, bounds).filter((leak) => !explained.includes(leak))).toEqual([]);
    expect(await readdir(at('home'))).toEqual([]);
    expect(await readdir(at('temp'))).toEqual([]);
  }

  test('when photos are indexed', async () => {
    await using indexing = start(bin, ...library(), 'index', at('photos'));
    await expectNoLeaks(await indexing.calls());
    expect(indexing.output).toContain('2 photos encoded');
  });

  test('when they are searched, by words and an image', async () => {
    await using search = start(bin, ...library(), 'search', '--image', at('photos', 'one.jpg'), 'at night');
    await expectNoLeaks(await search.calls());
    expect(search.output).toContain('one.jpg');
  });

  test('when the installation is checked', async () => {
    await using doctor = start(bin, ...library(), 'doctor');
    await expectNoLeaks(await doctor.calls());
    expect(doctor.output).toContain('Everything works.');
  });

  test('when the app is started for a browser, its page is used, and photos are put into a watched folder', async () => {
    await using app = start(join(root, 'scripts', 'start.ts'), '--browser', ...library());
    const link = await app.line(/http:\S+(?=\n)/u);
    await (chromiumPath === undefined ? addPhoto() : usePage(chromiumPath, link));
    await sleep(reportsAfterMs);
    app.child.kill('SIGTERM');
    await expectNoLeaks(await app.calls(), resolverFiles);
  });

  const addPhoto = (): Promise<void> => writeFiles(at('photos'), { 'three.jpg': photo(3) });

  async function usePage(executablePath: string, link: string): Promise<void> {
    await using stack = new AsyncDisposableStack();
    const browser = await chromium.launch({ executablePath });
    stack.defer(() => browser.close());
    const page = await browser.newPage({ locale: 'en-US' });
    const ui = new Ui(page);
    await page.goto(link);
    await ui.upToDate();
    expect(await ui.total()).toBe(2);
    await addPhoto();
    await expect.poll(() => ui.total(), { timeout: 30_000 }).toBe(3);
    await ui.thumbsLoaded();
    await ui.search('a dog');
    const [first = 0] = await ui.photoIds();
    await ui.openViewer(first);
    await ui.fullPhotoSize();
  }
});
