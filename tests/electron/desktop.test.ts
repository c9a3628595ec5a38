import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noFilters } from '../../src-contract/index.ts';
import { Desktop } from '../../src-main/electron/desktop.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { keepingLog } from './keeping-log.ts';
import { PageClient } from './page-client.ts';
import {
  app,
  BrowserWindow,
  called,
  Menu,
  type MenuItem,
  nativeTheme,
  powerMonitor,
  session,
} from './stand-in/electron.ts';
import { running } from './stand-in/processes.ts';
import { entries } from './temp-engine.ts';
import { until } from './until.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

/*
 * The whole app from launch to quit, once, each test going on where the one before ended: real processes, a real library,
 * a page that does what the preload script and the built page do.
 */
let folder: TempFolder;
let window: BrowserWindow;
let engine: PageClient;
let host: PageClient;
const log = keepingLog();

beforeAll(async () => {
  folder = await tempFolder();
  await writeFiles(folder.path, {
    'page/index.html': '<!doctype html><title>Eidetic</title>',
    'page/assets/main-1a2b.js': 'export {};',
    'photos/one.jpg': photo(1),
    'photos/two.jpg': photo(2),
  });
  Desktop.launch({
    library: {
      dataDir: join(folder.path, 'data'),
      packDir: fixturePack('tiny-clip'),
      provider: 'auto',
      adoptPack: true,
    },
    entries,
    pageDir: join(folder.path, 'page'),
    iconPath: '/app/icon.png',
    log,
  });
});

afterAll(async () => {
  for (const child of running) child.kill();
  await folder[Symbol.asyncDispose]();
});

function menuItem(label: string): MenuItem {
  const flat = (items: readonly MenuItem[]): MenuItem[] => items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
  const item = flat(Menu.application?.template ?? []).find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`Expected a menu item "${label}"`);
  return item;
}

test('before Electron is ready, what must be settled is, and no process and no window is there', () => {
  expect(called('enableSandbox')).toHaveLength(1);
  expect(called('registerSchemesAsPrivileged')).toMatchObject([[[{ scheme: 'eidetic' }]]]);
  app.emit('second-instance');
  expect([running.size, BrowserWindow.all.length]).toEqual([0, 0]);
});

test('when it is ready, a window opens and the library does, each without waiting for the other', async () => {
  app.becomeReady();
  await until(() => BrowserWindow.all.length === 1);
  [window] = BrowserWindow.all as [BrowserWindow];
  expect(window.url).toBe('eidetic://app/');
  expect(running.size).toBe(1);
  expect(session.defaultSession.beforeRequest).toBeDefined();
  expect(called('configureHostResolver')).toMatchObject([[{ secureDnsMode: 'off' }]]);
});

test('the page is there, under its policy', async () => {
  const index = await session.defaultSession.fetch('eidetic://app/');
  expect([index.status, await index.text()]).toEqual([200, '<!doctype html><title>Eidetic</title>']);
  expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
  const script = await session.defaultSession.fetch('eidetic://app/assets/main-1a2b.js');
  expect(script.headers.get('content-type')).toContain('javascript');
  expect(await script.text()).toBe('export {};');
  for (const path of ['/../photos/one.jpg', '/%2e%2e/photos/one.jpg', '/nothing', '/thumb/x']) {
    expect((await session.defaultSession.fetch(`eidetic://app${path}`)).ok).toBe(false);
  }
});

test('the page gets its ports, and is answered by engine and host', async () => {
  window.webContents.say('eidetic:connect');
  await until(() => window.webContents.mainFrame.ports !== undefined);
  const [toEngine, toHost] = window.webContents.mainFrame.ports ?? [];
  if (toEngine === undefined || toHost === undefined) throw new Error('Expected two ports');
  [engine, host] = [new PageClient(toEngine), new PageClient(toHost)];
  expect(await host.host('host.info', {})).toMatchObject({ kind: 'desktop' });
  await expect(host.call('settings.get', {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await expect(engine.host('host.info', {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});

test('photos can be added, seen, and searched by an image from outside', async () => {
  await engine.call('library.addFolder', { path: join(folder.path, 'photos') });
  await until(async () => (await engine.call('library.status', {})).embeddings === 2);
  const { ids } = await engine.call('library.timeline', { filters: noFilters });
  const [first = 0] = ids;
  const thumb = await session.defaultSession.fetch(`eidetic://app/thumb/${first}`);
  expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect((await thumb.bytes()).subarray(8, 12)).toEqual(new TextEncoder().encode('WEBP'));
  const original = await session.defaultSession.fetch(`eidetic://app/original/${first}`);
  expect(original.headers.get('content-disposition')).toContain('attachment');
  const whole = Buffer.from(await original.arrayBuffer());
  const part = await session.defaultSession.fetch(`eidetic://app/photo/${first}`, { headers: { Range: 'bytes=2-5' } });
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, whole.subarray(2, 6)]);
  const { upload } = await engine.call('search.upload', { image: new Blob([whole]) });
  const { hits } = await engine.call('search.query', {
    text: null,
    images: [{ upload }],
    top: 1,
    filters: noFilters,
    sort: 'relevance',
  });
  expect(hits).toMatchObject([{ photoId: first }]);
  expect(hits[0]?.score).toBeGreaterThan(0.999);
});

describe('menu and settings', () => {
  test('commands reach the page', () => {
    for (const label of ['Find', 'Settings…']) menuItem(label).click?.();
    expect(window.webContents.mainFrame.values('eidetic:command')).toEqual(['find', 'settings']);
    menuItem('Show Library Data').click?.();
    expect(called('openPath')).toEqual([[join(folder.path, 'data')]]);
  });

  test('an appearance that is chosen in the menu is a setting of the library, and the window has it', async () => {
    menuItem('Dark').click?.();
    await until(() => nativeTheme.themeSource === 'dark');
    expect(await engine.call('settings.get', {})).toMatchObject({ theme: 'dark' });
    expect(menuItem('Dark').checked).toBe(true);
    await host.host('host.setTheme', { theme: 'light' });
    expect(nativeTheme.themeSource).toBe('light');
  });

  test('the menu speaks the language that is set', async () => {
    await engine.call('settings.set', { language: 'de' });
    await until(() => Menu.application?.template[0]?.label === 'Datei');
  });
});

test('another start brings this window to the front', () => {
  Object.assign(window, { minimised: true });
  window.did.length = 0;
  app.emit('second-instance');
  expect(window.did).toEqual(['restore', 'show', 'focus']);
  expect(BrowserWindow.all).toHaveLength(1);
});

test('waking up, it looks for what has changed', async () => {
  await writeFiles(folder.path, { 'photos/three.jpg': photo(3) });
  powerMonitor.emit('resume');
  await until(async () => (await engine.call('library.status', {})).embeddings === 3);
});

test('a window that was closed is opened again', () => {
  window.emit('closed');
  app.emit('activate');
  expect(BrowserWindow.all).toHaveLength(2);
});

test('asked to shut down, it closes the library, every process, and then itself', async () => {
  let isAsked = false;
  powerMonitor.emit('shutdown', { preventDefault: () => (isAsked = true) });
  expect(isAsked).toBe(true);
  expect(called('exit')).toEqual([]);
  await until(() => called('exit').length > 0);
  expect(called('exit')).toEqual([[0]]);
  expect(running.size).toBe(0);
  expect(BrowserWindow.all.at(-1)?.did).toContain('hide');
  const shown = log.lines.map(({ message }) => message);
  expect(shown).toEqual([]);
});
