import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { toAppError } from '../../../src-contract/index.ts';
import { serve } from '../../../src-main/headless/server/serve.ts';
import { browserHost } from '../../helpers/browser-host.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { pageFolder } from '../../helpers/page-folder.ts';

describe('closing', () => {
  test('says goodbye to every page, ends their events, and refuses new ones', async () => {
    await using host = await browserHost({ 'a.jpg': await photo(1) });
    const pages = await Promise.all([host.connect(), host.connect()]);
    const closed = pages.map(async ({ socket }) => ((await once(socket, 'close')) as [number])[0]);
    const events = await pages[0].api['events.subscribe']();
    const ended = events.next().catch((error: unknown) => toAppError(error).code);
    await host.server[Symbol.asyncDispose]();
    expect(await Promise.all(closed)).toEqual([1001, 1001]);
    expect(await ended).toSatisfy((end) => end === 'CANCELLED' || (end as { done: boolean }).done);
    await expect(host.get('/')).rejects.toThrow();
    expect(host.log.lines).toEqual([]);
  });

  test('does not wait for a page that does not answer', async () => {
    await using host = await browserHost();
    const page = await host.connect();
    // Nothing is read any more, so the goodbye is not seen.
    page.socket.pause();
    await host.server[Symbol.asyncDispose]();
    await expect(host.get('/')).rejects.toThrow();
    page.socket.terminate();
  });

  test('does not wait for a browser that reads a photo slowly', async () => {
    const large = Buffer.concat([await photo(1), Buffer.alloc(30_000_000)]);
    await using host = await browserHost({ 'a.jpg': large });
    await host.library.index();
    const answer = await host.get('/photo/1');
    const reader = answer.body?.getReader();
    await reader?.read();
    await host.server[Symbol.asyncDispose]();
    const rest = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(rest()).rejects.toThrow();
  });

  test('leaves the library open for whoever opened it', async () => {
    await using host = await browserHost({ 'a.jpg': await photo(1) });
    await host.server[Symbol.asyncDispose]();
    expect((await host.library.index()).encoded).toBe(1);
  });
});

describe('starting', () => {
  test('on a port that is taken is refused, and says which', async () => {
    await using host = await browserHost();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await using folder = await tempFolder();
    await writeFiles(folder.path, pageFolder);
    const starting = serve({ engine: host.library.engine, pageDir: folder.path, port, log: new MemoryLog() });
    await expect(starting).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(String(port)) as string,
    });
    taken.close();
  });

  test('without a built page is refused', async () => {
    await using host = await browserHost();
    const starting = serve({ engine: host.library.engine, pageDir: '/no/page', port: 0, log: new MemoryLog() });
    await expect(starting).rejects.toMatchObject({ code: 'NOT_SUPPORTED_HERE' });
  });

  test('listens to this machine alone', async () => {
    await using host = await browserHost();
    expect(new URL(host.server.url).hostname).toBe('127.0.0.1');
    // Another address of the same machine, which a server that listens everywhere would answer at.
    await expect(fetch(`http://127.0.0.2:${host.port}/`)).rejects.toThrow();
  });
});
