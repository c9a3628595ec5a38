import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Store } from '../../src-main/engine/store/store.ts';
import { buildPage } from '../e2e/lib/page-build.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { until } from './until.ts';
import { killProcess } from '../helpers/kill-process.ts';

const root = join(import.meta.dirname, '..', '..');

/** The program of the `electron` package, which npm does not install: `npx install-electron` downloads it. */
function electronProgram(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const names = join(folder, 'path.txt');
  if (!existsSync(names)) return undefined;
  const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), readFileSync(names, 'utf8'));
  return existsSync(program) ? program : undefined;
}

const program = electronProgram();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const canRun = program !== undefined && hasDisplay;

if (!canRun) {
  const why = program === undefined ? 'no Electron binary. `npx install-electron` downloads it' : 'no display';
  // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
  console.warn(`NOT TESTED in Electron: skipped, ${why}.`);
}

/* The app in Electron itself, from launch to quit, each test going on where the one before ended. */
describe.skipIf(!canRun)('in Electron', () => {
  let folder: TempFolder;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    folder = await tempFolder();
    await writeFiles(join(folder.path, 'photos'), { 'one.jpg': photo(1), 'two.jpg': photo(2) });
    await buildPage();
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--noCheck']);
    // Chromium has no sandbox for root on Linux.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const place = ['--data-dir', join(folder.path, 'data'), '--pack', fixturePack('tiny-clip')];
    app = await _electron.launch({
      ...(program !== undefined && { executablePath: program }),
      args: [...asRoot, join(root, 'dist', 'src-main', 'electron', 'main.js'), ...place],
    });
    page = await app.firstWindow();
  });

  afterAll(async () => {
    await app.close();
    await folder[Symbol.asyncDispose]();
  });

  test('the page shows, and asks for a folder', async () => {
    await page.getByText('Where are your photos?').waitFor();
    expect(page.url()).toBe('eidetic://app/');
  });

  test('the page has the bridge and nothing else of Electron and Node', async () => {
    const found = await page.evaluate<unknown>(
      `[Object.keys(window.eideticDesktop).sort(), typeof require, typeof process, typeof module, location.origin]`,
    );
    expect(found).toEqual([
      ['connect', 'onCommand', 'onEngine'],
      'undefined',
      'undefined',
      'undefined',
      'eidetic://app',
    ]);
  });

  test('the page cannot leave, open windows, or reach a network', async () => {
    const tried = await page.evaluate<unknown>(`(async () => {
      const fetched = await fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused');
      const opened = window.open('https://example.org/') === null;
      location.assign('https://example.org/');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [fetched, opened, location.href];
    })()`);
    expect(tried).toEqual(['refused', true, 'eidetic://app/']);
  });

  test('a folder that is chosen is indexed, shown and searched', async () => {
    await app.evaluate(
      ({ dialog, Menu }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
        const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'File' || label === 'Datei');
        file?.submenu?.items[0]?.click();
      },
      join(folder.path, 'photos'),
    );
    const thumbs = page.locator('img[src^="/thumb/"]');
    await until(async () => (await thumbs.count()) === 2, 60);
    const loaded = 'Array.from(document.images).every((image) => image.complete && image.naturalWidth > 0)';
    await until(() => page.evaluate<boolean>(loaded));
    await page.locator('input').first().fill('a red square');
    await page.getByText('2 photos closest to your description').waitFor({ state: 'attached' });
  });

  test('engine and encoder are processes of their own, and a dead engine is replaced', async () => {
    const pids = (): Promise<(number | undefined)[]> =>
      app.evaluate(({ app: electron }) =>
        ['Eidetic engine', 'Eidetic encoder'].map(
          (wanted) => electron.getAppMetrics().find(({ name }) => name === wanted)?.pid,
        ),
      );
    const [engine, encoder] = await pids();
    expect([engine, encoder]).not.toContain(undefined);
    killProcess(engine);
    await until(async () => {
      const [again] = await pids();
      return again !== undefined && again !== engine;
    });
    await page.locator('input').first().fill('another square');
    await until(async () => (await page.locator('img[src^="/thumb/"]').count()) === 2);
  });

  test('quitting lets go of the library', async () => {
    await app.close();
    using store = Store.open(join(folder.path, 'data'));
    expect(store.folders.list()).toHaveLength(1);
  });
});
