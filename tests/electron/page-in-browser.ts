import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../e2e/lib/chromium.ts';
import type { Contents, Frame } from './stand-in/electron.ts';
import { session } from './stand-in/electron.ts';
import type { StandInPort } from './stand-in/ports.ts';

/** Where the browser finds what the app has at `eidetic://app`: a browser knows no schemes of ours. */
const shownAt = 'https://eidetic.test';

/** How a port's data goes between browser and Node: text as it is, bytes in base64. */
type Wire = { readonly text: string } | { readonly bytes: string };

/** Runs before the preload script: `require('electron')`, and ports whose other ends are in Node. */
const surroundings = `
  const listeners = new Map();
  const ports = new Map();
  const exports = {};
  const ipcRenderer = {
    send: (channel) => void window.ipcSend(channel),
    on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    off: (channel, listener) => void listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
  };
  const contextBridge = { exposeInMainWorld: (name, api) => void (window[name] = Object.freeze(api)) };
  const require = () => ({ ipcRenderer, contextBridge });
  const openPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) =>
      void window.portSend(id, typeof data === 'string' ? { text: data } : { bytes: new Uint8Array(data).toBase64() });
    ports.set(id, port1);
    return port2;
  };
  window.ipcReceive = (channel, value, ids) => {
    const event = { ports: ids.map(openPort) };
    for (const listener of listeners.get(channel) ?? []) listener(event, value);
  };
  window.portReceive = (id, { text, bytes }) => ports.get(id)?.postMessage(text ?? Uint8Array.fromBase64(bytes));
  window.portClose = (id) => ports.get(id)?.close();
`;

/**
 * The built page in a real browser, in the place of Electron's window: the real preload script, the answers of the app's
 * own scheme, and message ports that lead to the real processes.
 */
export class PageInBrowser implements AsyncDisposable {
  readonly page: Page;
  /** What the page complained about. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #contents: Contents;
  readonly #ports = new Map<string, StandInPort>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(browser: Browser, page: Page, contents: Contents) {
    this.#browser = browser;
    this.page = page;
    this.#contents = contents;
  }

  static async open(contents: Contents): Promise<PageInBrowser> {
    const browser = await chromium.launch({
      ...(chromiumPath && { executablePath: chromiumPath }),
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    const opened = new PageInBrowser(browser, page, contents);
    await opened.#prepare();
    await page.goto(`${shownAt}/`);
    return opened;
  }

  async #prepare(): Promise<void> {
    const { page } = this;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    await page.route('**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await session.defaultSession.fetch(`eidetic://app${pathname}${search}`);
      const body = Buffer.from(await answer.arrayBuffer());
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
    });
    await page.exposeFunction('ipcSend', (channel: string) => {
      this.#contents.say(channel);
    });
    await page.exposeFunction('portSend', (id: string, wire: Wire) => {
      this.#ports.get(id)?.postMessage('text' in wire ? wire.text : new Uint8Array(Buffer.from(wire.bytes, 'base64')));
    });
    const preload = await readFile(new URL('../../src-main/electron/preload.cts', import.meta.url), 'utf8');
    await page.addInitScript(`${surroundings}; (() => { ${stripTypeScriptTypes(preload)} })();`);
    this.#passOn(this.#contents.mainFrame);
  }

  /** What the main process sends goes on to the browser. */
  #passOn(frame: Frame): void {
    const send = frame.send.bind(frame);
    const post = frame.postMessage.bind(frame);
    frame.send = (channel, value) => {
      send(channel, value);
      this.#run('ipcReceive', channel, value, []);
    };
    frame.postMessage = (channel, value, ports) => {
      post(channel, value, ports);
      const ids = ports.map(({ id }) => id);
      this.#run('ipcReceive', channel, null, ids);
      for (const port of ports) this.#connect(port);
    };
  }

  #connect(port: StandInPort): void {
    this.#ports.set(port.id, port);
    port.on('message', ({ data }: { data: string | Uint8Array }) => {
      const wire: Wire = typeof data === 'string' ? { text: data } : { bytes: Buffer.from(data).toString('base64') };
      this.#run('portReceive', port.id, wire);
    });
    port.on('close', () => {
      this.#run('portClose', port.id);
    });
    port.start();
  }

  /** Call one of the functions below in the browser; calls arrive in order. */
  #run(name: 'ipcReceive' | 'portReceive' | 'portClose', ...args: readonly unknown[]): void {
    const call = `window.${name}?.(...${JSON.stringify(args)})`;
    this.#last = this.#last
      .then(() => this.page.evaluate(call))
      .catch((error: unknown) => {
        // What is on its way to a page that has gone is lost, as in Electron.
        if (!/context was destroyed|has been closed/.test(String(error))) this.complaints.push(String(error));
      });
  }

  /** Load the page anew. */
  async reload(): Promise<void> {
    this.#contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    await this.page.reload();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#browser.close();
  }
}
