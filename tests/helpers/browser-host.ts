import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type RunningServer, serve } from '../../src-main/headless/server/serve.ts';
import { MemoryLog } from './memory-log.ts';
import { pageFolder } from './page-folder.ts';
import { type Api, rpcClient } from './rpc-client.ts';
import { type Files, tempFolder, writeFiles } from './temp-folder.ts';
import { tempLibrary, type TempLibrary } from './temp-library.ts';

export interface RawAnswer {
  readonly status: number;
  /** Status line and headers, as they came. */
  readonly head: string;
  readonly body: string;
}

/** A page that is connected. */
export interface Connection extends AsyncDisposable {
  readonly socket: WebSocket;
  readonly api: Api;
}

/** A temporary library behind the real server for browsers, with a stand-in for the page. */
export class BrowserHost implements AsyncDisposable {
  readonly library: TempLibrary;
  readonly server: RunningServer;
  readonly port: number;
  /** The Cookie header of a browser that has opened a link. */
  readonly cookie: string;
  /** What the server wrote. */
  readonly log: MemoryLog;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    library: TempLibrary,
    server: RunningServer,
    log: MemoryLog,
    cookie: string,
    resources: AsyncDisposableStack,
  ) {
    this.library = library;
    this.server = server;
    this.log = log;
    this.port = Number(new URL(server.url).port);
    this.cookie = cookie;
    this.#resources = resources;
  }

  static async create(files: Files): Promise<BrowserHost> {
    await using stack = new AsyncDisposableStack();
    const library = stack.use(await tempLibrary(files));
    const folder = stack.use(await tempFolder());
    const pageDir = join(folder.path, 'page');
    await writeFiles(pageDir, pageFolder);
    const log = new MemoryLog();
    const server = stack.use(await serve({ engine: library.engine, pageDir, port: 0, log }));
    const entry = await fetch(server.newLink());
    const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
    return new BrowserHost(library, server, log, cookie, stack.move());
  }

  /** Ask as the page in the browser does. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.server.url + path, { headers: { Cookie: this.cookie, ...headers }, redirect: 'manual' });
  }

  /**
   * Send bytes that no client has put in order, and read until the server closes.
   *
   * @param lines request line and headers; `Host` and `Cookie` are added unless they begin with `Host:`, `Cookie:`.
   */
  async raw(...lines: string[]): Promise<RawAnswer> {
    const has = (name: string): boolean => lines.some((line) => line.startsWith(`${name}:`));
    const added = [
      ...(has('Host') ? [] : [`Host: 127.0.0.1:${this.port}`]),
      ...(has('Cookie') ? [] : [`Cookie: ${this.cookie}`]),
      ...(has('Connection') ? [] : ['Connection: close']),
    ];
    return this.rawBytes([...lines, ...added, '', ''].join('\r\n'));
  }

  async rawBytes(request: string): Promise<RawAnswer> {
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.write(Buffer.from(request, 'latin1'));
    await once(socket, 'close');
    const answer = Buffer.concat(chunks).toString('latin1');
    const end = answer.indexOf('\r\n\r\n');
    const head = end === -1 ? answer : answer.slice(0, end);
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: answer.slice(end + 4) };
  }

  /** Open a WebSocket, as it comes: what it is answered shows in its events. */
  dial(options: { path?: string; headers?: Record<string, string>; origin?: string | null } = {}): WebSocket {
    const { path = '/rpc', headers = {}, origin = this.server.url } = options;
    return new WebSocket(`ws://127.0.0.1:${this.port}${path}`, {
      headers: { Cookie: this.cookie, ...headers },
      ...(origin === null ? {} : { origin }),
    });
  }

  /** Status of the answer to an upgrade; 101 when it was granted. */
  async upgradeStatus(options: Parameters<BrowserHost['dial']>[0]): Promise<number> {
    const socket = this.dial(options);
    const status = await new Promise<number>((resolve) => {
      socket.once('open', () => {
        resolve(101);
      });
      socket.once('unexpected-response', (request, response) => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.on('error', () => undefined);
    });
    socket.terminate();
    return status;
  }

  /** Connect as the page does. */
  async connect(): Promise<Connection> {
    const socket = this.dial();
    await once(socket, 'open');
    return {
      socket,
      api: rpcClient(socket),
      async [Symbol.asyncDispose]() {
        if (socket.readyState === WebSocket.CLOSED) return;
        const closed = once(socket, 'close');
        socket.close();
        await closed;
      },
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}

export function browserHost(files: Files = {}): Promise<BrowserHost> {
  return BrowserHost.create(files);
}
