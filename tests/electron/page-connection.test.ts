import { once } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { PageConnection } from '../../src-main/electron/page-connection.ts';
import type { RpcChannel } from '../../src-main/host/rpc-server.ts';
import { keepingLog } from './keeping-log.ts';
import { Contents, Frame } from './stand-in/electron.ts';
import { tempEngine, type TempEngine } from './temp-engine.ts';
import { until } from './until.ts';
import { PageClient } from './page-client.ts';
import type { StandInPort } from './stand-in/ports.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

let contents: Contents;
let hosts: RpcChannel[];
let log: ReturnType<typeof keepingLog>;

beforeEach(() => {
  contents = new Contents();
  hosts = [];
  log = keepingLog();
});

function connectTo({ supervisor }: TempEngine): PageConnection {
  return new PageConnection({
    contents: contents as never,
    engine: supervisor,
    serveHost: (channel) => hosts.push(channel),
    log,
  });
}

/** Engine and host port as the page got them last. */
function ports(): [StandInPort, StandInPort] {
  const [engine, host] = contents.mainFrame.ports ?? [];
  if (engine === undefined || host === undefined) throw new Error('Expected two ports');
  return [engine, host];
}

describe('a page that asks', () => {
  test('gets a port to the engine and one to the host, in this order', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    connectTo(engine);
    expect(contents.mainFrame.ports).toBeUndefined();
    contents.say('eidetic:connect');
    const [toEngine, toHost] = ports();
    expect(await new PageClient(toEngine).call('settings.get', {})).toMatchObject({ theme: 'system' });
    const received = new Promise((resolve) => hosts[0]?.onMessage(resolve));
    toHost.postMessage('for the host');
    expect(await received).toBe('for the host');
  });

  test('before the library is open gets them when it is', async () => {
    const engine = await tempEngine();
    connectTo(engine);
    contents.say('eidetic:connect');
    engine.supervisor.start();
    await engine.until('ready');
    expect(ports()).toHaveLength(2);
    expect(contents.mainFrame.values('eidetic:engine')).toEqual([{ state: 'starting' }, { state: 'ready' }]);
  });

  test('gets new ones when the engine was started again, and the old ones are closed', async () => {
    const engine = await tempEngine();
    connectTo(engine);
    engine.supervisor.start();
    await engine.until('ready');
    contents.say('eidetic:connect');
    const [toEngine, toHost] = ports();
    toHost.start();
    const closed = Promise.all([once(toEngine, 'close'), once(toHost, 'close')]);
    await engine.crash();
    await engine.until('ready');
    await closed;
    const [again] = ports();
    expect(await new PageClient(again).call('settings.get', {})).toMatchObject({ theme: 'system' });
  });

  test('after a library did not open has it tried once more', async () => {
    const engine = await tempEngine();
    connectTo(engine);
    const release = engine.lock();
    engine.supervisor.start();
    await engine.until('failed');
    contents.say('eidetic:ask-engine');
    expect(contents.mainFrame.values('eidetic:engine').at(-1)).toMatchObject({
      state: 'failed',
      error: { code: 'DATA_DIR_LOCKED' },
    });
    release();
    contents.say('eidetic:connect');
    await engine.until('ready');
    expect(ports()).toHaveLength(2);
  });

  test('again gets another pair, and its earlier host port is closed', async () => {
    const engine = await tempEngine();
    connectTo(engine);
    engine.supervisor.start();
    await engine.until('ready');
    contents.say('eidetic:connect');
    const [, before] = ports();
    const closed = once(before, 'close');
    contents.say('eidetic:connect');
    await closed;
    expect(hosts).toHaveLength(2);
  });
});

describe('a page that went away', () => {
  test.each(['is loaded anew', 'is closed'])('because it %s is sent nothing until the next one asks', async (how) => {
    const engine = await tempEngine();
    connectTo(engine);
    engine.supervisor.start();
    await engine.until('ready');
    contents.say('eidetic:connect');
    const [, host] = ports();
    const closed = once(host, 'close');
    if (how === 'is closed') contents.emit('destroyed');
    else contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    await closed;
    await engine.crash();
    await engine.until('ready');
    expect(hosts).toHaveLength(1);
  });

  test('is not one that only changed its fragment', async () => {
    const engine = await tempEngine();
    connectTo(engine);
    contents.say('eidetic:connect');
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    engine.supervisor.start();
    await engine.until('ready');
    await until(() => contents.mainFrame.ports !== undefined);
  });
});

describe('a message', () => {
  test.each<[string, (() => Frame) | null]>([
    ['another origin', () => new Frame('https://example.org')],
    ['a file', () => new Frame('file://')],
    ['a document without origin', () => new Frame('null')],
    ['a frame of ours inside the page', () => new Frame('eidetic://app', contents.mainFrame, 2)],
    ['a main frame of ours in another window', () => new Frame('eidetic://app', null, 7)],
    ['a frame that is gone', null],
  ])('of %s is refused', async (_who, frame) => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    connectTo(engine);
    for (const channel of ['eidetic:connect', 'eidetic:ask-engine'])
      contents.say(channel, frame === null ? null : frame());
    expect(contents.mainFrame.sent).toEqual([]);
    expect(hosts).toEqual([]);
    expect(log.lines).toHaveLength(2);
  });

  test('of another window is refused, whatever frame it names', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    connectTo(engine);
    contents.say('eidetic:connect', contents.mainFrame, new Contents());
    expect(contents.mainFrame.sent).toEqual([]);
  });
});
