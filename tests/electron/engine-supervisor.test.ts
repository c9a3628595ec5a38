import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { noFilters, type Settings } from '../../src-contract/index.ts';
import { remotePhotoFiles } from '../../src-main/electron/photo-files.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import type { PageClient } from './page-client.ts';
import { MessageChannelMain, running } from './stand-in/processes.ts';
import { tempEngine, type TempEngine } from './temp-engine.ts';
import { until } from './until.ts';
import { killProcess } from '../helpers/kill-process.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

/** Index the two photos of the temporary library, through a page. Returns their ids. */
async function indexed({ photos }: TempEngine, page: PageClient): Promise<readonly number[]> {
  await page.call('library.addFolder', { path: photos });
  await until(async () => (await page.call('library.status', {})).embeddings === 2);
  const { ids } = await page.call('library.timeline', { filters: noFilters });
  return ids;
}

describe('a library that opens', () => {
  test('is starting, then ready, and tells its settings', async () => {
    const engine = await tempEngine();
    const settings: Settings[] = [];
    engine.supervisor.onSettings((value) => settings.push(value));
    engine.supervisor.start();
    await engine.until('ready');
    expect(engine.statuses).toEqual([{ state: 'starting' }, { state: 'ready' }]);
    expect(settings).toMatchObject([{ theme: 'system', language: 'system' }]);
  });

  test('is indexed and searched by a page over its port, with an encoder in a process of its own', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    const page = engine.openPage();
    const ids = await indexed(engine, page);
    expect(running.size).toBe(2);
    const { hits } = await page.call('search.query', {
      text: 'a dog',
      images: [],
      top: 10,
      filters: noFilters,
      sort: 'relevance',
    });
    expect(hits.map(({ photoId }) => photoId).sort()).toEqual([...ids].sort());
  });

  test('has an encoder that sends no telemetry, although nobody asked for it', async () => {
    vi.stubEnv('ORT_DISABLE_TELEMETRY', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    // One without the switch does not load the runtime.
    expect(await indexed(engine, engine.openPage())).toHaveLength(2);
  });

  test('answers the main process with the files of a photo, and refuses with its own errors', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    const [first = 0] = await indexed(engine, engine.openPage());
    const files = remotePhotoFiles(engine.supervisor);
    const thumb = await files.thumbFile(first);
    expect(thumb.path.startsWith(join(engine.dataDir, 'thumbnails'))).toBe(true);
    const { path, format, name } = await files.photoFile(first);
    expect([path, format]).toEqual([join(engine.photos, name), 'jpeg']);
    expect(await files.displayFile(first)).toMatchObject({ path, contentType: 'image/jpeg' });
    await expect(files.thumbFile(first, 1024), 'of a photo that has no more pixels').resolves.toEqual(thumb);
    await expect(files.tileFile(first, { level: 0, column: 0, row: 0 })).resolves.toMatchObject({
      contentType: 'image/png',
    });
    await expect(files.photoFile(999)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
  });

  test('sends events to a page, and changed settings to the main process, too', async () => {
    const engine = await tempEngine();
    const themes: string[] = [];
    engine.supervisor.onSettings(({ theme }) => themes.push(theme));
    engine.supervisor.start();
    await engine.until('ready');
    const page = engine.openPage();
    const abort = new AbortController();
    const events = (await page.events(abort.signal))[Symbol.asyncIterator]();
    await engine.supervisor.call((calls) => calls.dispatch('settings.set', { theme: 'dark' }));
    const seen: string[] = [];
    while (!seen.includes('settings.changed')) {
      const next = await events.next();
      seen.push(next.done === true ? 'end' : next.value.event);
      expect(next.done).not.toBe(true);
    }
    abort.abort();
    expect(themes.at(-1)).toBe('dark');
  });

  test('refuses a page what is no call by closing its port, and goes on', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    const { port1, port2 } = new MessageChannelMain();
    engine.supervisor.connectPage(port2 as never);
    const closed = new Promise((resolve) => port1.once('close', resolve));
    port1.start();
    port1.postMessage({ no: 'call' });
    await closed;
    expect(await engine.openPage().call('settings.get', {})).toMatchObject({ theme: 'system' });
  });

  test('logs where it is told to', async () => {
    const folder = await tempFolder();
    onTestFinished(() => folder[Symbol.asyncDispose]());
    const logFile = join(folder.path, 'log');
    const engine = await tempEngine({ logFile });
    engine.supervisor.start();
    await engine.until('ready');
    const { port1, port2 } = new MessageChannelMain();
    engine.supervisor.connectPage(port2 as never);
    port1.start();
    port1.postMessage('no call');
    await until(async () => (await readFile(logFile, 'utf8')).includes('no call'));
  });

  test('answers a call that was made before it was open', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    expect(engine.supervisor.status.state).toBe('starting');
    const settings = await engine.supervisor.call((calls) => calls.dispatch('settings.get', {}));
    expect(settings).toMatchObject({ theme: 'system' });
  });
});

describe('an engine process that dies', () => {
  test('is started again with the library as it was; pages learn of it by their ports, encoders end', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    const page = engine.openPage();
    const [first = 0] = await indexed(engine, page);
    const before = [...running].map(({ pid }) => pid ?? 0);
    const [enginePid = 0] = before;
    const pending = engine.supervisor.call((calls) => calls.dispatch('search.query', { text: 'x' }));
    const thumb = remotePhotoFiles(engine.supervisor).thumbFile(first);
    killProcess(enginePid);
    await expect(pending).rejects.toMatchObject({ code: 'CANCELLED' });
    await page.closed;
    await engine.until('ready');
    expect(engine.statuses.map(({ state }) => state)).toEqual(['starting', 'ready', 'starting', 'ready']);
    await until(() => [...running].every(({ pid }) => !before.includes(pid ?? 0)));
    // Pictures are asked for once more, other calls are not: they may have been carried out.
    expect(await thumb).toMatchObject({ path: expect.stringContaining(engine.dataDir) as string });
    const { embeddings } = await engine.openPage().call('library.status', {});
    expect(embeddings).toBe(2);
  });

  test('four times within a minute stays dead and says so, until it is asked for', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    for (let deaths = 0; deaths < 4; deaths++) {
      await engine.until('ready');
      for (const child of running) child.kill();
      await until(() => engine.supervisor.status.state !== 'ready');
    }
    expect(await engine.until('failed')).toMatchObject({ error: { code: 'INTERNAL' } });
    await expect(engine.supervisor.call((calls) => calls.dispatch('settings.get', {}))).rejects.toMatchObject({
      code: 'INTERNAL',
    });
    engine.supervisor.start();
    await engine.until('ready');
  });
});

describe('an encoder process that dies', () => {
  test('is replaced by the engine, which goes on', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    const page = engine.openPage();
    await indexed(engine, page);
    const encoder = [...running].at(-1);
    killProcess(encoder?.pid);
    // Another may be there at once: the engine has work for it of its own.
    await until(() => encoder !== undefined && !running.has(encoder));
    const answer = await page.call('search.query', {
      text: 'snow',
      images: [],
      top: 2,
      filters: noFilters,
      sort: 'relevance',
    });
    expect(answer.hits).toHaveLength(2);
    expect(running.size).toBe(2);
  });
});

describe('a library that does not open', () => {
  test('because another program has it is a status, and opens when that is gone and it is asked for', async () => {
    const engine = await tempEngine();
    const other = Store.open(engine.dataDir);
    engine.supervisor.start();
    expect(await engine.until('failed')).toMatchObject({ error: { code: 'DATA_DIR_LOCKED' } });
    expect(engine.supervisor.connectPage(undefined as never)).toBe(false);
    await expect(engine.supervisor.call((calls) => calls.dispatch('settings.get', {}))).rejects.toMatchObject({
      code: 'DATA_DIR_LOCKED',
    });
    await until(() => running.size === 0);
    other[Symbol.dispose]();
    engine.supervisor.start();
    await engine.until('ready');
  });

  test('because its database is that of another program is a status', async () => {
    const engine = await tempEngine();
    await mkdir(engine.dataDir, { recursive: true });
    const other = new Database(join(engine.dataDir, 'library.sqlite'));
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    engine.supervisor.start();
    expect(await engine.until('failed')).toMatchObject({ error: { code: 'DATABASE_DAMAGED' } });
  });
});

describe('closing', () => {
  test('ends every process in order, and frees the library', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.until('ready');
    await indexed(engine, engine.openPage());
    await engine.supervisor[Symbol.asyncDispose]();
    await until(() => running.size === 0);
    expect(engine.log.lines).toEqual([]);
    using store = Store.open(engine.dataDir);
    expect(store.folders.list()).toHaveLength(1);
  });

  test('while it is being opened waits for that', async () => {
    const engine = await tempEngine();
    engine.supervisor.start();
    await engine.supervisor[Symbol.asyncDispose]();
    expect(engine.log.lines).toEqual([]);
    expect(running.size).toBe(0);
  });

  test('starts nothing afterwards', async () => {
    const engine = await tempEngine();
    await engine.supervisor[Symbol.asyncDispose]();
    engine.supervisor.start();
    expect(running.size).toBe(0);
    await expect(engine.supervisor.call((calls) => calls.dispatch('settings.get', {}))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  test('kills an engine that does not close in time', async () => {
    const engine = await tempEngine({ closeMs: 300 });
    engine.supervisor.start();
    await engine.until('ready');
    const [child] = running;
    killProcess(child?.pid, 'SIGSTOP');
    await engine.supervisor[Symbol.asyncDispose]();
    expect(child !== undefined && running.has(child)).toBe(false);
    expect(engine.log.lines).toMatchObject([{ message: 'the engine process did not close in time and was killed' }]);
  });
});
