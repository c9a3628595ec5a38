import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, test } from 'vitest';
import { AppError, type HostInfo, toAppError } from '../../src-contract/index.ts';
import { type HostCapabilities, hostRouter } from '../../src-main/host/host-router.ts';
import { type RpcChannel, rpcServer } from '../../src-main/host/rpc-server.ts';
import { MemoryLog } from '../helpers/memory-log.ts';
import type { Api } from '../helpers/rpc-client.ts';

const info: HostInfo = {
  kind: 'desktop',
  platform: 'linux',
  version: '1.2.3',
  can: { chooseFolder: true, reveal: true, open: true, dragOut: true },
};

function channelOf(port: MessagePort): RpcChannel {
  return {
    send: (message) => {
      port.postMessage(message);
      return Promise.resolve();
    },
    onMessage: (listener) => {
      port.on('message', listener);
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
    close: () => {
      port.close();
    },
  };
}

/** A host at one end of a message channel, and its client at the other. */
function connect(
  capabilities: Partial<HostCapabilities> = {},
): { api: Api; port: MessagePort; log: MemoryLog } & Disposable {
  const { port1, port2 } = new MessageChannel();
  const log = new MemoryLog();
  rpcServer(hostRouter({ 'host.info': () => info, ...capabilities }, log), log)(channelOf(port1));
  port2.start();
  const api = createORPCClient<never>(new RPCLink({ port: port2 })) as unknown as Api;
  return {
    api,
    port: port2,
    log,
    [Symbol.dispose]: () => {
      port2.close();
    },
  };
}

async function failure(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  const { code, message } = toAppError(await call.catch((error: unknown) => error));
  return { code, message };
}

describe('a call over a message port', () => {
  test('is answered', async () => {
    using client = connect({ 'host.chooseFolder': ({ title }) => ({ path: `/chosen for ${title}` }) });
    expect(await client.api['host.info']({})).toEqual(info);
    expect(await client.api['host.chooseFolder']({ title: 'x' })).toEqual({ path: '/chosen for x' });
  });

  test('fails with our code and words', async () => {
    using client = connect({
      'host.reveal': () => {
        throw new AppError('PHOTO_MISSING', 'Expected a file that is there');
      },
    });
    expect(await failure(client.api['host.reveal']({ photoId: 1 }))).toEqual({
      code: 'PHOTO_MISSING',
      message: 'Expected a file that is there',
    });
    expect((await failure(client.api['host.open']({ photoId: 1 }))).code).toBe('NOT_SUPPORTED_HERE');
    expect((await failure(client.api['host.open']({ photoId: 0 }))).code).toBe('INVALID_ARGUMENT');
    expect((await failure(client.api['library.status']({}))).code).toBe('INVALID_ARGUMENT');
    expect(client.log.lines).toEqual([]);
  });

  test.each<[string, Partial<HostCapabilities>]>([
    [
      'throws',
      {
        'host.info': () => {
          throw new Error('/home/me/secret');
        },
      },
    ],
    ['answers nonsense', { 'host.info': () => ({ secret: '/home/me' }) as unknown as HostInfo }],
    ['says more than agreed', { 'host.info': () => ({ ...info, home: '/home/me' }) }],
  ])('to what %s fails with INTERNAL, and says nothing more', async (_, capabilities) => {
    using client = connect(capabilities);
    const { code, message } = await failure(client.api['host.info']({}));
    expect(code).toBe('INTERNAL');
    expect(message).not.toMatch(/home|secret/);
    expect(client.log.lines.length).toBe(1);
    expect(client.log.text).not.toMatch(/\/home\/me/);
  });

  test.each<[string, unknown]>([
    ['words', 'hello'],
    ['an object', { i: '1', p: { u: '/host.info' } }],
    ['nothing', undefined],
    ['bytes', new Uint8Array([1, 2, 3])],
  ])('that is none (%s) closes the port', async (_, message) => {
    using client = connect();
    const closed = once(client.port, 'close');
    client.port.postMessage(message);
    await closed;
  });
});
