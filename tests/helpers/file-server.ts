import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const tlsFolder = new URL('../fixtures/tls/', import.meta.url);
/** A certificate that nobody trusts unless told to (PEM). */
export const testCertificate = readFileSync(new URL('cert.pem', tlsFolder), 'utf8');

/** A web server on this machine, real sockets and all, that does what a test wants. */
export class FileServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #scheme: string;
  readonly requests: IncomingMessage[] = [];
  handler: Handler;

  private constructor(handler: Handler, tls: boolean) {
    this.handler = handler;
    this.#scheme = tls ? 'https' : 'http';
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      this.requests.push(request);
      this.handler(request, response, this.requests.length);
    };
    this.#server = tls
      ? createTlsServer({ key: readFileSync(new URL('key.pem', tlsFolder)), cert: testCertificate }, answer)
      : createServer(answer);
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(handler: Handler, options: { tls?: boolean } = {}): Promise<FileServer> {
    const server = new FileServer(handler, options.tls === true);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get address(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  /** Ranges that were asked for, in order; undefined for a whole file. */
  get ranges(): (string | undefined)[] {
    return this.requests.map(({ headers }) => headers.range);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

export interface Serving {
  readonly etag?: string;
  /** Break the connection off after so many bytes of the answer, */
  readonly breakAfter?: number;
  /** and not before this: what arrives together with the end of a connection is lost with it. */
  readonly breakWhen?: () => boolean;
  /** Send nothing more after so many bytes of the answer. */
  readonly stallAfter?: number;
  readonly ignoreRange?: boolean;
  readonly ignoreIfRange?: boolean;
  /** What `Content-Length` says instead of the truth; null for no such header. */
  readonly length?: number | null;
}

/** Answer as a well-behaved server does, but for what is said. */
export function serve(request: IncomingMessage, response: ServerResponse, content: Buffer, how: Serving = {}): void {
  const from = how.ignoreRange === true ? 0 : rangeOf(request, how);
  if (from >= content.length && from > 0) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const body = content.subarray(from);
  const length = how.length === undefined ? body.length : how.length;
  response.writeHead(from > 0 ? 206 : 200, {
    ...(how.etag === undefined ? {} : { etag: how.etag }),
    ...(length === null ? {} : { 'content-length': length }),
    ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
  });
  const some = how.breakAfter ?? how.stallAfter;
  if (some === undefined || some >= body.length) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, some), () => {
    if (how.breakAfter !== undefined) breakOff(response, how.breakWhen ?? ((): boolean => true));
  });
}

function breakOff(response: ServerResponse, when: () => boolean): void {
  if (when()) response.socket?.end();
  else setTimeout(breakOff, 5, response, when);
}

function rangeOf({ headers }: IncomingMessage, how: Serving): number {
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== how.etag && how.ignoreIfRange !== true) return 0;
  return Number(/^bytes=(\d+)-$/u.exec(headers.range ?? '')?.[1] ?? 0);
}

export interface Proxy extends AsyncDisposable {
  readonly address: string;
  /** `host:port` of the tunnels that were asked for, in order. */
  readonly tunnels: readonly string[];
}

/** A proxy that makes tunnels. @param login `name:password` that it asks for. */
export async function startProxy(login?: string): Promise<Proxy> {
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => {
    response.writeHead(501).end();
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    tunnels.push(request.url ?? '');
    sockets.add(socket);
    const given = request.headers['proxy-authorization'];
    if (login !== undefined && given !== `Basic ${Buffer.from(login).toString('base64')}`) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const other = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      other.write(head);
      other.pipe(socket).pipe(other);
    });
    sockets.add(other);
    for (const each of [socket, other]) each.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A port of this machine at which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  server.close();
  await closed;
  return port;
}

/** Bytes that mean nothing. */
export function noise(bytes: number): Buffer {
  return randomBytes(bytes);
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
