import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, test } from 'vitest';
import { type DesktopApi, portsMessage } from '../../src-contract/desktop.ts';
import { channels } from '../../src-main/electron/channels.ts';

const source = await readFile(new URL('../../src-main/electron/preload.cts', import.meta.url), 'utf8');

/** What a sandboxed preload script has around it, and no more. */
class IpcRenderer extends EventEmitter {
  readonly sent: unknown[][] = [];

  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

let ipc: IpcRenderer;
let exposed: Record<string, unknown>;
let posted: unknown[][];
let api: DesktopApi;

beforeEach(() => {
  ipc = new IpcRenderer();
  exposed = {};
  posted = [];
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    const exposeInMainWorld = (key: string, value: unknown): void => void (exposed[key] = value);
    return { ipcRenderer: ipc, contextBridge: { exposeInMainWorld } };
  };
  const window = { postMessage: (...message: unknown[]) => posted.push(message) };
  const code = stripTypeScriptTypes(source);
  runInNewContext(code, { require, exports: {}, window, location: { origin: 'eidetic://app' } });
  api = exposed['eideticDesktop'] as DesktopApi;
});

test('the page gets one small object, and nothing else of Electron', () => {
  expect(Object.keys(exposed)).toEqual(['eideticDesktop']);
  expect(Object.keys(api).sort()).toEqual(['connect', 'onCommand', 'onEngine']);
});

test('ports reach the page as a message to its own window and origin', () => {
  api.connect();
  expect(ipc.sent).toEqual([[channels.connect]]);
  const ports = [{}, {}];
  ipc.emit(channels.ports, { ports });
  expect(posted).toEqual([[portsMessage, 'eidetic://app', ports]]);
});

test('commands and states arrive without the event that brought them, until they are not listened for', () => {
  const heard: unknown[][] = [];
  const stopCommands = api.onCommand((...all) => heard.push(all));
  const stopStates = api.onEngine((...all) => heard.push(all));
  expect(ipc.sent).toEqual([[channels.askEngine]]);
  ipc.emit(channels.command, { sender: 'secret' }, 'find');
  ipc.emit(channels.engine, { sender: 'secret' }, { state: 'ready' });
  stopCommands();
  stopStates();
  ipc.emit(channels.command, {}, 'settings');
  ipc.emit(channels.engine, {}, { state: 'starting' });
  expect(heard).toEqual([['find'], [{ state: 'ready' }]]);
});

test('it needs nothing that the sandbox has not', () => {
  expect(source.match(/require\([^)]*\)/g)).toEqual(["require('electron')"]);
  expect(source).not.toMatch(/^import (?!type )/m);
});
