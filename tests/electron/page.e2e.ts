import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src-contract/index.ts';
import { Desktop } from '../../src-main/electron/desktop.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { builtPageDir } from '../../src-main/headless/paths.ts';
import { chromiumPath } from '../e2e/lib/chromium.ts';
import { buildPage } from '../e2e/lib/page-build.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { keepingLog } from './keeping-log.ts';
import { PageInBrowser } from './page-in-browser.ts';
import { app, BrowserWindow, called, dialog, type Image, Menu, type MenuItem } from './stand-in/electron.ts';
import { running } from './stand-in/processes.ts';
import { entries } from './temp-engine.ts';
import { until } from './until.ts';
import { killProcess } from '../helpers/kill-process.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

/*
 * The desktop app with its built page in a real browser, from launch to quit, each test going on where the one before
 * ended. What stands in for Electron is its window and dialogs; page, preload script, processes and library are real.
 */
let folder: TempFolder;
let window: BrowserWindow;
let browser: PageInBrowser;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  await buildPage();
  folder = await tempFolder();
  await mkdir(join(folder.path, 'photos'));
  const photos = Array.from({ length: 12 }, (_, i) => [`photo-${i}.jpg`, photo(i, { width: 96, height: 64 })]);
  await writeFiles(join(folder.path, 'photos'), Object.fromEntries(photos) as Record<string, Promise<Buffer>>);
  Desktop.launch({
    library: {
      dataDir: join(folder.path, 'data'),
      packDir: fixturePack('tiny-clip'),
      provider: 'auto',
      adoptPack: true,
    },
    entries,
    pageDir: builtPageDir(),
    iconPath: '',
    log: keepingLog(),
  });
  app.becomeReady();
  await until(() => BrowserWindow.all.length === 1);
  [window] = BrowserWindow.all as [BrowserWindow];
  browser = await PageInBrowser.open(window.webContents);
});

afterAll(async () => {
  if (chromiumPath === undefined) return;
  await browser[Symbol.asyncDispose]();
  for (const child of running) child.kill();
  await folder[Symbol.asyncDispose]();
});

function choose(label: string): void {
  const flat = (items: readonly MenuItem[]): MenuItem[] => items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
  flat(Menu.application?.template ?? [])
    .find((item) => item.label === label)
    ?.click?.();
}

const thumb = 'img[src^="/thumb/"]';
const shown = (): Promise<number> => browser.page.locator(thumb).count();

describe.skipIf(chromiumPath === undefined)('the page in the desktop app', () => {
  test('asks for a folder while the library is empty', async () => {
    await browser.page.getByText('Where are your photos?').waitFor();
  });

  test('adds one by the menu and the dialog of the system, and its photos appear', async () => {
    dialog.answer = { canceled: false, filePaths: [join(folder.path, 'photos')] };
    choose('Add Folder…');
    await until(async () => (await shown()) === 12, 60);
    expect(called('showOpenDialog')).toHaveLength(1);
    const loaded = 'Array.from(document.images).every((image) => image.complete && image.naturalWidth > 0)';
    await until(() => browser.page.evaluate<boolean>(loaded));
  });

  test('hands a photo that is dragged to the system, with its picture', async () => {
    const { webContents } = window;
    webContents.runScript = (code) => browser.page.evaluate(code);
    await browser.page.locator(thumb).first().hover();
    await browser.page.mouse.down();
    await browser.page.mouse.move(400, 400, { steps: 5 });
    await until(() => webContents.drags.length > 0);
    await browser.page.mouse.up();
    const [{ file, files, icon } = {}] = webContents.drags as { file?: string; files?: string[]; icon?: Image }[];
    expect([file]).toEqual(files);
    expect(file).toContain(join(folder.path, 'photos', 'photo-'));
    const png = Buffer.from(icon?.source.split(',')[1] ?? '', 'base64');
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 96, height: 64 });
  });

  test('goes to the search field by the menu, and a search answers', async () => {
    choose('Find');
    await until(() => browser.page.evaluate<boolean>("document.activeElement?.tagName === 'INPUT'"));
    await browser.page.keyboard.type('squares in the snow');
    await browser.page.getByText('12 photos, closest first').waitFor({ state: 'attached' });
  });

  test('goes on by itself after the engine died', async () => {
    await crash();
    await browser.page.getByRole('searchbox').or(browser.page.locator('input')).first().fill('a red square');
    await until(async () => (await shown()) === 12);
    await browser.page.getByText('Eidetic is not answering').waitFor({ state: 'detached' });
  });

  test('has given the browser nothing to complain about so far', () => {
    expect(browser.complaints).toEqual([]);
  });

  test('says why the library cannot be opened, and opens it when it is asked again', async () => {
    const release = await takeLibrary();
    await browser.page.getByText('Eidetic cannot open your library').waitFor();
    release();
    await browser.reload();
    await until(async () => (await shown()) === 12);
  });

  test('ends with the app, as the library and every process do', async () => {
    app.quit();
    await until(() => called('exit').length > 0);
    expect(running.size).toBe(0);
  });
});

async function crash(): Promise<void> {
  const [engine] = running;
  killProcess(engine?.pid);
  await until(() => engine === undefined || !running.has(engine));
}

/** Kill the engine and hold the library before its next start can. Returns what lets go of it. */
async function takeLibrary(): Promise<() => void> {
  void crash();
  for (;;) {
    try {
      const store = Store.open(join(folder.path, 'data'));
      return () => {
        store[Symbol.dispose]();
      };
    } catch (error) {
      if (AppError.from(error).code !== 'DATA_DIR_LOCKED') throw error;
      await new Promise(setImmediate);
    }
  }
}
