import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { Engine } from '../../engine/engine.ts';
import { enginePhotoFiles } from '../../host/engine-photo-files.ts';
import { engineRouter } from '../../host/engine-router.ts';
import { hostRouter } from '../../host/host-router.ts';
import { pageApp } from '../../host/page-app.ts';
import { withoutMessage } from '../../host/rpc-errors.ts';
import { rpcServer } from '../../host/rpc-server.ts';
import { appVersion } from '../paths.ts';
import { enterPath, refuse, refuseUpgrade } from './gate.ts';
import { send, sendRaw, toRequest } from './node-http.ts';
import { refusalAnswer, strangers, welcome } from './notices.ts';
import { Session } from './session.ts';
import { Sockets } from './sockets.ts';

export interface ServeOptions {
  /** Stays open when the server closes: whoever opened it closes it. */
  readonly engine: Engine;
  /** The built page. */
  readonly pageDir: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly log: Logger;
}

export interface RunningServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  /** Make a link that lets one browser in, once. */
  newLink(): string;
}

/** Reachable from this machine alone. */
const address = '127.0.0.1';
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};
const maxConnections = 256;

/**
 * Serve the page over a library to browsers on this machine.
 *
 * @throws INVALID_ARGUMENT when the port cannot be had, NOT_SUPPORTED_HERE when the page has not been built.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { engine, log } = options;
  const app = await pageApp({ pageDir: options.pageDir, photos: enginePhotoFiles(engine), log });
  const server = createServer(limits);
  server.maxConnections = maxConnections;
  const port = await listen(server, options.port);
  const url = `http://${address}:${port}`;
  const session = new Session(port);
  const closing = new AbortController();
  const router = { ...engineRouter(engine, log, closing.signal), ...hostRouter(capabilities, log) };
  const sockets = new Sockets(rpcServer(router, log));

  const answer = async (incoming: IncomingMessage): Promise<Response> => {
    const refusal = refuse(incoming, port);
    if (refusal !== null) return refusalAnswer(refusal);
    const request = toRequest(incoming, url);
    const { pathname, searchParams } = new URL(request.url);
    const isKnown = session.admits(incoming.headers.cookie);
    if (pathname === enterPath) {
      // Only what really opens the link uses it up.
      const isGood = request.method === 'GET' && session.redeem(searchParams.get('token') ?? '');
      return isGood || isKnown ? welcome(isGood ? session.setCookie : null) : strangers();
    }
    return isKnown ? app(request) : strangers();
  };
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming)
      .then((response) => send(response, outgoing))
      .catch((error: unknown) => {
        outgoing.destroy();
        if (!isClientGone(error)) log.warn(withoutMessage(error), 'an answer could not be sent to its end');
      });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refuseUpgrade(request, port);
    if (refusal !== null) void sendRaw(refusalAnswer(refusal), socket);
    else if (!session.admits(request.headers.cookie)) void sendRaw(strangers(), socket);
    else if (!sockets.hasRoom) void sendRaw(refusalAnswer({ status: 503, text: 'Too many connections' }), socket);
    else sockets.accept(request, socket, head);
  });

  return {
    url,
    newLink: () => `${url}${enterPath}?token=${session.newToken()}`,
    async [Symbol.asyncDispose]() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      await sockets[Symbol.asyncDispose]();
      server.closeAllConnections();
      await closed;
    },
  };
}

const capabilities = {
  'host.info': () => ({
    kind: 'browser' as const,
    platform: process.platform,
    version: appVersion(),
    can: { chooseFolder: false, reveal: false, open: false, dragOut: false },
  }),
};

/** @returns the port. @throws INVALID_ARGUMENT */
async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, address);
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('INVALID_ARGUMENT', `Expected a port that is free but received ${port}: ${reason}`, {
      cause: error,
    });
  }
  // A server that listens on TCP has such an address.
  return (server.address() as AddressInfo).port;
}

function isClientGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}
