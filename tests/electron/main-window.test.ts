import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openWindow, sendCommand } from '../../src-main/electron/main-window.ts';
import { menuLabels } from '../../src-main/electron/menu-labels.ts';
import { ShellState } from '../../src-main/electron/shell-state.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import { keepingLog, type KeepingLog } from './keeping-log.ts';
import { BrowserWindow, called, calls, nativeTheme, screen } from './stand-in/electron.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

let path: string;
let log: KeepingLog;

beforeEach(async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  path = join(folder.path, 'window.json');
  log = keepingLog();
  calls.length = 0;
  BrowserWindow.loadError = undefined;
  nativeTheme.removeAllListeners();
  nativeTheme.systemIsDark = false;
  screen.displays = [
    { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
    { id: 2, workArea: { x: 1920, y: 0, width: 1280, height: 1024 } },
  ];
});

function open(state = ShellState.read(path, log), devTools = false): BrowserWindow {
  openWindow({
    preload: '/app/preload.cjs',
    iconPath: '/app/icon.png',
    state,
    devTools,
    labels: () => menuLabels('en', 'en'),
    log,
  });
  const window = BrowserWindow.all.at(-1);
  if (window === undefined) throw new Error('Expected a window');
  return window;
}

describe('the page in the window', () => {
  test('has the sandbox, a world apart from the preload script, and nothing that is not needed', () => {
    expect(open().options['webPreferences']).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
    expect(open(undefined, true).options['webPreferences']).toMatchObject({ devTools: true });
  });

  test('is of our own address', () => {
    expect(open().url).toBe('eidetic://app/');
  });

  test('whose process died is loaded again, three times a minute', () => {
    const window = open();
    for (let deaths = 0; deaths < 5; deaths++)
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.did.filter((what) => what === 'load')).toHaveLength(1 + 3);
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(log.lines).toHaveLength(6);
  });

  test('gets commands of the menu', () => {
    const window = open();
    sendCommand(window as never, 'find');
    expect(window.webContents.mainFrame.values('eidetic:command')).toEqual(['find']);
  });
});

describe('the window', () => {
  test('shows when the page is drawn, on paper of the theme', () => {
    nativeTheme.systemIsDark = true;
    const window = open();
    expect(window.options).toMatchObject({ show: false, backgroundColor: '#151412', minWidth: 360, minHeight: 480 });
    expect(window.did).toEqual(['load']);
    window.emit('ready-to-show');
    expect(window.did).toEqual(['load', 'show']);
    nativeTheme.themeSource = 'light';
    expect(window.background).toBe('#f6f4ef');
  });

  test('shows even when the page cannot be loaded, so that it can be closed', async () => {
    BrowserWindow.loadError = Object.assign(new Error(), { code: 'ERR_FAILED' });
    const window = open();
    await vi.waitFor(() => {
      expect(window.did).toContain('show');
    });
    expect(log.lines).toMatchObject([{ fields: { error: 'ERR_FAILED' } }]);
  });

  test.each([
    ['maximize', { maximised: true }],
    ['enter-full-screen', { fullscreen: true }],
    ['resize', { bounds: { x: 10, y: 20, width: 700, height: 650 } }],
    ['move', { bounds: { x: 2000, y: 20, width: 700, height: 650 } }],
  ])('is after %s where it was at the next start', (event, change) => {
    const state = ShellState.read(path, log);
    const window = open(state);
    Object.assign(window, change);
    window.emit(event);
    state[Symbol.dispose]();
    const again = open(ShellState.read(path, log));
    again.emit('ready-to-show');
    expect(again.bounds).toMatchObject(window.getBounds());
    expect(again.did.includes('maximize')).toBe(window.maximised);
    expect(again.options['fullscreen'] ?? false).toBe(window.fullscreen);
  });

  test('is not remembered as the bar that it is while it is minimised', () => {
    const state = ShellState.read(path, log);
    const window = open(state);
    Object.assign(window, { minimised: true, bounds: { x: -32000, y: -32000, width: 160, height: 28 } });
    window.emit('move');
    expect(state.remembered.placements).toEqual({});
  });

  test('has a menu on text and none elsewhere', () => {
    const window = open();
    const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
    window.webContents.emit('context-menu', {}, { isEditable: false, selectionText: '', editFlags });
    expect(called('popup')).toHaveLength(0);
    window.webContents.emit('context-menu', {}, { isEditable: true, selectionText: '', editFlags });
    expect(called('popup')).toHaveLength(1);
  });

  test('that is closed does not follow the theme any more', () => {
    const window = open();
    window.emit('closed');
    window.background = undefined;
    nativeTheme.themeSource = 'dark';
    expect(window.background).toBeUndefined();
  });
});
