import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import {
  defaultSettings,
  type EngineEvent,
  type Failure,
  noFilters,
  type SearchRequest,
  toAppError,
} from '../../../src-contract/index.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { type BrowserHost, browserHost } from '../../helpers/browser-host.ts';
import { photo } from '../../helpers/photos.ts';
import type { Api } from '../../helpers/rpc-client.ts';

let host: BrowserHost;

beforeAll(async () => {
  host = await browserHost({
    'a.jpg': await photo(1),
    'b.jpg': await photo(2),
    'c.png': await photo(3, { format: 'png' }),
  });
  await host.library.index();
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const query: SearchRequest = { text: 'anything', images: [], top: 10, filters: noFilters, sort: 'relevance' };

/** The code of what a call fails with. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) => toAppError(error).code,
  );
}

/** Call by name and with input that types would not allow. */
function callAnything(api: Api, method: string, input: unknown): Promise<unknown> {
  return (api as unknown as Record<string, (input: unknown) => Promise<unknown>>)[method]?.(input) ?? Promise.resolve();
}

/** The first event that is looked for. */
async function firstEvent(
  events: AsyncIterable<EngineEvent>,
  isWanted: (event: EngineEvent) => boolean,
): Promise<EngineEvent | undefined> {
  for await (const event of events) if (isWanted(event)) return event;
  return undefined;
}

describe('a call', () => {
  test('is answered by the engine', async () => {
    await using page = await host.connect();
    const { hits, searched } = await page.api['search.query'](query);
    expect({ hits: hits.length, searched }).toEqual({ hits: 3, searched: 3 });
    const timeline = await page.api['library.timeline']({ filters: noFilters });
    expect(timeline.ids.toSorted()).toEqual(hits.map(({ photoId }) => photoId).toSorted());
    expect(await page.api['library.status']({})).toMatchObject({ photos: 3, files: 3, failed: 0 });
    expect(await page.api['settings.get']({})).toEqual(defaultSettings);
  });

  test('can hand over an example image', async () => {
    await using page = await host.connect();
    const image = new Blob([await photo(2)], { type: 'image/jpeg' });
    const { upload } = await page.api['search.upload']({ image });
    const { hits } = await page.api['search.query']({ ...query, text: null, images: [{ upload }] });
    const [best] = hits;
    const { files } = await page.api['photos.details']({ photoId: best?.photoId ?? 0 });
    expect(files[0]?.name).toBe('b.jpg');
    expect(best?.score).toBeGreaterThan(0.99);
  });

  test('can hand over an image of many megabytes', async () => {
    await using page = await host.connect();
    const image = new Blob([await photo(1), Buffer.alloc(20_000_000, 255)]);
    expect(await page.api['search.upload']({ image })).toEqual({ upload: expect.any(String) as string });
  });

  test('for what only a desktop can do is answered so', async () => {
    await using page = await host.connect();
    expect(await page.api['host.info']({})).toMatchObject({
      kind: 'browser',
      can: { chooseFolder: false, reveal: false, open: false, dragOut: false },
    });
    for (const call of [
      page.api['host.chooseFolder']({ title: 'x' }),
      page.api['host.chooseFile']({ title: 'x' }),
      page.api['host.reveal']({ photoId: 1 }),
      page.api['host.open']({ photoId: 1 }),
      page.api['host.revealData']({}),
      page.api['host.startDrag']({ photoIds: [1] }),
      page.api['host.setTheme']({ theme: 'dark' }),
    ])
      expect(await codeOf(call)).toBe('NOT_SUPPORTED_HERE');
  });

  test('fails with the code and words of what failed', async () => {
    await using page = await host.connect();
    const details = page.api['photos.details']({ photoId: 999_999 });
    await expect(details).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
      message: expect.stringMatching(/^Expected/) as string,
    });
    expect(await codeOf(page.api['library.addFolder']({ path: '/no/such/folder' }))).toBe('FOLDER_NOT_FOUND');
    expect(await codeOf(page.api['search.query']({ ...query, text: '  ' }))).toBe('QUERY_EMPTY');
    expect(await codeOf(page.api['search.query']({ ...query, images: [{ upload: 'gone' }] }))).toBe(
      'QUERY_IMAGE_UNREADABLE',
    );
    const noImage = new Blob(['no image']);
    expect(await codeOf(page.api['search.upload']({ image: noImage }))).toBe('QUERY_IMAGE_UNREADABLE');
  });

  test.each<[string, unknown]>([
    ['search.query', undefined],
    ['search.query', null],
    ['search.query', 'text'],
    ['search.query', {}],
    ['search.query', { ...query, top: 0 }],
    ['search.query', { ...query, top: '10' }],
    ['search.query', { ...query, top: NaN }],
    ['search.query', { ...query, text: 1 }],
    ['search.query', { ...query, images: [{ path: '/etc/passwd' }] }],
    ['search.query', { ...query, filters: { ...noFilters, from: 'yesterday' } }],
    ['search.query', { ...query, filters: { ...noFilters, folder: { folderId: -1, below: '' } } }],
    ['search.query', { ...query, extra: true }],
    ['search.query', new Map(Object.entries(query))],
    ['search.query', [query]],
    ['search.upload', {}],
    ['search.upload', { image: 'no blob' }],
    ['search.upload', { image: new Blob([]) }],
    ['search.upload', { image: new Date() }],
    ['photos.details', { photoId: 0 }],
    ['photos.details', { photoId: 1.5 }],
    ['photos.details', { photoId: '1' }],
    ['photos.details', { photoId: 2n }],
    ['photos.details', { photoId: 2 ** 60 }],
    ['photos.paths', { photoIds: [] }],
    ['photos.copyTo', { photoIds: [1], folder: 'x'.repeat(5000) }],
    ['library.addFolder', { path: ['/'] }],
    ['library.addFolder', { path: 'x'.repeat(5000) }],
    ['library.removeFolder', { folderId: 'all' }],
    ['settings.set', { theme: 'pink' }],
    ['settings.set', { rowHeight: 1e9 }],
    ['library.status', { more: 1 }],
    ['host.info', { more: 1 }],
    ['host.setTheme', { theme: 'pink' }],
    ['host.chooseFolder', { title: 'x'.repeat(300) }],
    ['host.chooseFile', { title: 'x'.repeat(300) }],
    ['host.startDrag', { photoIds: Array.from({ length: 501 }, (_, i) => i + 1) }],
    ['no.such.method', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['search', {}],
    ['search/query', query],
    ['../search.query', query],
  ])('of %s with input that does not fit fails with INVALID_ARGUMENT', async (method, input) => {
    await using page = await host.connect();
    expect(await codeOf(callAnything(page.api, method, input))).toBe('INVALID_ARGUMENT');
  });

  test.each<[string, (engine: Engine) => void]>([
    [
      'a mistake of ours',
      (engine) => {
        engine.library.failures = () => {
          throw new Error('Cannot read /home/me/secret.jpg');
        };
      },
    ],
    [
      'an answer that fits no contract',
      (engine) => {
        engine.library.failures = () => [{ path: '/home/me/secret.jpg' }] as unknown as Failure[];
      },
    ],
  ])('that meets %s fails with INTERNAL, and says nothing about our insides', async (_, breakIt) => {
    await using broken = await browserHost();
    await using page = await broken.connect();
    breakIt(broken.library.engine);
    const thrown: unknown = await page.api['library.failures']({}).catch((error: unknown) => error);
    expect(toAppError(thrown).code).toBe('INTERNAL');
    expect(JSON.stringify(thrown) + String(thrown)).not.toMatch(/secret|home|\.ts/);
    expect(broken.log.lines.length).toBe(1);
    expect(broken.log.text).toContain('"method":"library.failures"');
    expect(broken.log.text).not.toMatch(/secret|home/);
  });

  test('to a library that has closed fails with CANCELLED', async () => {
    await using closed = await browserHost();
    await using page = await closed.connect();
    await closed.library.engine[Symbol.asyncDispose]();
    expect(await codeOf(page.api['library.facets']({}))).toBe('CANCELLED');
    expect((await closed.get('/thumb/1')).status).toBe(503);
  });

  test.each<[string, (abort: AbortController, socket: WebSocket) => void]>([
    [
      'nobody waits for any more',
      (abort) => {
        abort.abort();
      },
    ],
    [
      'was made by a page that has gone',
      (_, socket) => {
        socket.terminate();
      },
    ],
  ])('that %s is cancelled in the engine', async (_, end) => {
    await using page = await host.connect();
    const { engine } = host.library;
    const search = engine.search.query.bind(engine.search);
    const asked = Promise.withResolvers<{ signal: AbortSignal | undefined; code: Promise<string> }>();
    engine.search.query = (request, signal) => {
      const ended = Promise.withResolvers<unknown>();
      signal?.addEventListener('abort', ended.resolve);
      // It is still at work when the page goes, however quick the machine is.
      const answer = ended.promise.then(() => search(request, signal));
      asked.resolve({ signal, code: codeOf(answer) });
      return answer;
    };
    const abort = new AbortController();
    const call = codeOf(page.api['search.query'](query, { signal: abort.signal }));
    const { signal, code } = await asked.promise;
    end(abort, page.socket);
    expect(await call).toBe('CANCELLED');
    expect(await code).toBe('CANCELLED');
    expect(signal?.aborted).toBe(true);
    engine.search.query = search;
  });

  test('is answered beside many others, each with its own answer', async () => {
    await using page = await host.connect();
    const { ids } = await page.api['library.timeline']({ filters: noFilters });
    const asked = Array.from({ length: 60 }, (_, i) => ids[i % ids.length] ?? 0);
    const answers = await Promise.all(asked.map((photoId) => page.api['photos.details']({ photoId })));
    expect(answers.map(({ photoId }) => photoId)).toEqual(asked);
  });
});

describe('events', () => {
  test('arrive while the library is brought up to date, and say when it is', async () => {
    await using busy = await browserHost({ 'a.jpg': await photo(1), 'b.jpg': await photo(2) });
    await using page = await busy.connect();
    const events = await page.api['events.subscribe']();
    await page.api['library.addFolder']({ path: busy.library.photos });
    let hasRun = false;
    const ended = await firstEvent(events, (event) => {
      if (event.event !== 'library.indexing') return false;
      hasRun ||= event.state.running;
      return hasRun && !event.state.running;
    });
    expect(ended).toMatchObject({ event: 'library.indexing', state: { running: false, error: null } });
    expect((await page.api['library.status']({})).photos).toBe(2);
  });

  test('reach every page, also about what another did', async () => {
    await using one = await host.connect();
    await using other = await host.connect();
    const streams = await Promise.all([one.api['events.subscribe'](), other.api['events.subscribe']()]);
    const seen = Promise.all(streams.map((events) => firstEvent(events, ({ event }) => event === 'settings.changed')));
    await one.api['settings.set']({ rowHeight: 123 });
    for (const event of await seen)
      expect(event).toMatchObject({ event: 'settings.changed', settings: { rowHeight: 123 } });
  });

  test('end for a page that wants no more, and its other calls go on', async () => {
    await using page = await host.connect();
    const abort = new AbortController();
    const events = await page.api['events.subscribe'](undefined, { signal: abort.signal });
    const next = events.next();
    abort.abort();
    expect(await codeOf(next)).toBe('CANCELLED');
    expect((await page.api['library.status']({})).photos).toBe(3);
  });

  test('are held by nobody once pages have gone, in order or not', async () => {
    const { engine } = host.library;
    const listening = (): number => listeners;
    let listeners = 0;
    const onEvent = engine.onEvent.bind(engine);
    engine.onEvent = (listener) => {
      const subscription = onEvent(listener);
      listeners++;
      return {
        [Symbol.dispose]: () => {
          listeners = Math.max(0, listeners - 1);
          subscription[Symbol.dispose]();
        },
      };
    };
    const endings: ((socket: WebSocket) => void)[] = [
      (socket) => {
        socket.close();
      },
      (socket) => {
        socket.terminate();
      },
    ];
    for (const end of endings) {
      const page = await host.connect();
      const events = await page.api['events.subscribe']();
      const next = codeOf(events.next());
      await page.api['events.subscribe']();
      expect(listening()).toBe(2);
      end(page.socket);
      await next;
      await expect.poll(listening).toBe(0);
    }
    engine.onEvent = onEvent;
  });
});

describe('what is no call', () => {
  const call = { i: '1', p: { u: '/library.status', b: { json: {} } } };

  test.each<[string, string | Buffer]>([
    ['words', 'hello'],
    ['nothing', ''],
    ['no bytes', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
    ['null', 'null'],
    ['a list', '[]'],
    ['half a call', JSON.stringify(call).slice(0, 20)],
    ['an answer', JSON.stringify({ ...call, t: 2 })],
    ['a stream of its own', JSON.stringify({ ...call, t: 3 })],
    ['an address elsewhere', JSON.stringify({ i: '1', p: { u: 'http://evil.example/' } })],
    ['too much text', JSON.stringify({ ...call, x: 'x'.repeat(2_000_000) })],
    ['deep nesting', `{"i":"1","p":${'['.repeat(100_000)}`],
  ])('(%s) ends its connection, and no other', async (_, message) => {
    await using bystander = await host.connect();
    const page = await host.connect();
    const closed = once(page.socket, 'close');
    page.socket.send(message);
    const [code] = (await closed) as [number];
    expect(code).toBe(1008);
    expect((await bystander.api['library.status']({})).photos).toBe(3);
  });

  test('but nearly one is answered or dropped, and the connection goes on', async () => {
    await using page = await host.connect();
    for (const p of [
      { u: '/library.status', b: null },
      { u: '/library.status', b: { json: {}, meta: [[1, 'no', 'such', 'place']] } },
      { u: '/library.status', b: { json: {}, meta: [[99]] } },
      { u: '/library.status', b: { json: { a: 'x' }, meta: [[5, 'a']] } },
      { u: '/library.status', b: { json: {}, meta: [[3, '__proto__', 'polluted']] } },
      { u: '/library.status', b: {}, h: { 'content-type': 'text/event-stream' } },
      { u: '/search.upload', h: { 'content-type': 'multipart/form-data; boundary=x' } },
      { u: '/%', b: {} },
      { u: '//', b: {} },
      { u: '/', b: {} },
    ])
      page.socket.send(JSON.stringify({ i: `odd-${Math.random()}`.slice(0, 40), p }));
    page.socket.send('{"i":"p1","p":{"u":"/settings.set","b":{"json":{"__proto__":{"polluted":1}}}}}');
    page.socket.send(JSON.stringify({ i: 'unknown', t: 4 }));
    expect((await page.api['library.status']({})).photos).toBe(3);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('and larger than any upload ends its connection before it is read', async () => {
    const page = await host.connect();
    const closed = once(page.socket, 'close');
    // A frame that says it has 4 GB, from a client that is not asked to send them.
    const frame = Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0]);
    (page.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(frame);
    const [code] = (await closed) as [number];
    expect([1006, 1009]).toContain(code);
    await using next = await host.connect();
    expect((await next.api['library.status']({})).photos).toBe(3);
  });
});
