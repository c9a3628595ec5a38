import type * as Electron from 'electron';
import type { DesktopApi } from '../../src-contract/desktop.ts' with {
  'resolution-mode': 'import',
};
import type { Channels } from './channels.ts' with { 'resolution-mode': 'import' };

/**
 * The one script between page and main process. It runs in the sandbox, in a world of its own, and hands the page
 * `window.eideticDesktop` and message ports, nothing else; docs/desktop.md has the handshake.
 *
 * CommonJS and without imports but `electron`: a sandboxed preload script can load nothing else.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way in which such a script gets it.
const { contextBridge, ipcRenderer } = require('electron') as typeof Electron;

/** The window of the page, which this script sees without its world: all of the DOM that is used here. */
declare const window: { postMessage(message: string, origin: string, transfer: readonly unknown[]): void };
declare const location: { readonly origin: string };

const channels: Channels = {
  connect: 'eidetic:connect',
  ports: 'eidetic:ports',
  engine: 'eidetic:engine',
  askEngine: 'eidetic:ask-engine',
  command: 'eidetic:command',
};

/** Pass what arrives on a channel to a function of the page; the event itself stays here. */
function forward(channel: string, listener: (value: never) => void): () => void {
  const receive = (_event: unknown, value: unknown): void => {
    listener(value as never);
  };
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
}

const api: DesktopApi = {
  connect: () => {
    ipcRenderer.send(channels.connect);
  },
  onCommand: (listener) => forward(channels.command, listener),
  onEngine: (listener) => {
    const stop = forward(channels.engine, listener);
    ipcRenderer.send(channels.askEngine);
    return stop;
  },
};

contextBridge.exposeInMainWorld('eideticDesktop', api);

ipcRenderer.on(channels.ports, ({ ports }) => {
  // Ports cannot pass the bridge; a message to the page's own window can carry them, and no other origin gets it.
  window.postMessage(channels.ports, location.origin, ports);
});
