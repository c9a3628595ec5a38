import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { maxUploadBytes } from '../../../src-contract/index.ts';
import type { RpcChannel } from '../../host/rpc-server.ts';

/** The largest example image, and the call around it. */
const maxMessageBytes = maxUploadBytes + 64 * 1024;
/** Windows of a browser that show the page at once. */
const maxConnections = 32;
const pingEveryMs = 30_000;
/** How long clients may take to say goodbye. */
const farewellMs = 1_000;

/** Status codes of a closing WebSocket. @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const closeCodes = { goingAway: 1001, policyViolation: 1008 } as const;

/** The open WebSockets, each a channel for calls. */
export class Sockets implements AsyncDisposable {
  readonly #connect: (channel: RpcChannel) => void;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    // Nothing is saved on this machine's own network, and it has been a way to exhaust memory.
    perMessageDeflate: false,
  });
  /** Clients that have not answered the last ping. */
  readonly #silent = new Set<WebSocket>();
  readonly #pinging: NodeJS.Timeout;
  #closing = false;

  constructor(connect: (channel: RpcChannel) => void) {
    this.#connect = connect;
    this.#pinging = setInterval(() => {
      this.#pingAll();
    }, pingEveryMs).unref();
  }

  get hasRoom(): boolean {
    return !this.#closing && this.#server.clients.size < maxConnections;
  }

  /** Make a WebSocket of a request that has been let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      // What goes wrong in a connection closes it, and `close` tells.
      client.on('error', () => undefined);
      client.on('pong', () => this.#silent.delete(client));
      client.once('close', () => this.#silent.delete(client));
      this.#connect(channelOf(client));
    });
  }

  #pingAll(): void {
    for (const client of this.#server.clients) {
      if (this.#silent.has(client)) {
        client.terminate();
        continue;
      }
      this.#silent.add(client);
      client.ping();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    clearInterval(this.#pinging);
    const closed = [...this.#server.clients].map(farewell);
    this.#server.close();
    await Promise.all(closed);
  }
}

async function farewell(client: WebSocket): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    client.once('close', () => {
      resolve();
    }),
  );
  const late = setTimeout(() => {
    client.terminate();
  }, farewellMs);
  client.close(closeCodes.goingAway, 'Eidetic is closing');
  await closed;
  clearTimeout(late);
}

function channelOf(client: WebSocket): RpcChannel {
  return {
    send: (message) =>
      new Promise((resolve) => {
        client.send(message, () => {
          resolve();
        });
      }),
    onMessage: (listener) => {
      client.on('message', (data: RawData, isBinary: boolean) => {
        const bytes = bytesOf(data);
        listener(isBinary ? bytes : bytes.toString('utf8'));
      });
    },
    onClose: (listener) => {
      client.once('close', listener);
    },
    close: () => {
      client.close(closeCodes.policyViolation);
    },
  };
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
