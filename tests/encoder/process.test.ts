import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { LoadRequest, PhotoOutcome } from '../../src-main/core/encoder-protocol.ts';
import { EncoderClient } from '../../src-main/engine/encoder/encoder-client.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { pixels, scene } from './decode/photos.ts';
import { loadRequest, type TempDir, tempDir } from './sessions/open-service.ts';
import { packs } from './sessions/packs.ts';
import { killProcess } from '../helpers/kill-process.ts';

const source = new URL('../../src-main/', import.meta.url);

let folder: TempDir;
beforeAll(async () => {
  folder = await tempDir();
  await pixels(scene(640, 480)).jpeg().toFile(folder.at('photo.jpg'));
  await writeFile(folder.at('text.jpg'), 'no photo');
});
afterAll(() => folder[Symbol.asyncDispose]());

function request(options: Partial<LoadRequest> = {}): LoadRequest {
  return loadRequest({ thumbDir: folder.at('thumbnails'), ...options });
}

function openClient(options: Partial<LoadRequest> = {}): EncoderClient {
  const client = new EncoderClient(forkEncoder, request(options));
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

/** Start encoding the same photo many times. */
function encodeMany(client: EncoderClient, count: number): Promise<PhotoOutcome>[] {
  const path = folder.at('photo.jpg');
  return Array.from({ length: count }, () => client.encodePhoto({ path, knownHashes: [] }));
}

/** How calls ended: `encoded`, or the code of their error. */
async function endings(calls: readonly Promise<PhotoOutcome>[]): Promise<string[]> {
  const settled = await Promise.allSettled(calls);
  return settled.map((result) =>
    result.status === 'fulfilled' ? result.value.kind : String((result.reason as { code?: string }).code),
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  for (let waits = 0; isAlive(pid); waits++) {
    if (waits > 100) throw new Error(`Expected process ${pid} to end within 10 s`);
    await sleep(100);
  }
}

describe('queries', () => {
  test('sent while 200 photos are being encoded are answered long before they are done', async () => {
    const client = openClient({ packDir: packs.builtin });
    await client.warmUp();
    let done = 0;
    const photos = encodeMany(client, 200).map((call) => call.finally(() => done++));
    await Promise.race(photos);
    const begun = done;
    for (const text of ['a dog', 'snow', 'a red bicycle']) {
      const { vectors } = await client.encodeTexts([text]);
      expect(vectors[0]).toHaveLength(512);
    }
    expect(await client.encodeQueryImage({ path: folder.at('photo.jpg'), box: null })).toHaveLength(512);
    expect(done).toBeLessThan(150);
    expect(await endings(photos)).toEqual(Array.from({ length: 200 }, () => 'encoded'));
    expect(begun).toBeGreaterThan(0);
  });

  test('of texts and of images find the same as the library has', async () => {
    const client = openClient();
    const [photo] = await Promise.all(encodeMany(client, 1));
    if (photo?.kind !== 'encoded') throw new Error('Expected an encoded photo');
    const query = await client.encodeQueryImage({ path: folder.at('photo.jpg'), box: null });
    for (const [i, value] of query.entries()) expect(photo.embedding[i]).toBeCloseTo(value, 5);
  });

  test('with an image that is none say so', async () => {
    await expect(openClient().encodeQueryImage({ path: folder.at('text.jpg'), box: null })).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
      message: expect.stringMatching(/no known image format/u) as string,
    });
  });
});

describe('a process that is killed at work', () => {
  test('fails the calls in it and is replaced at the next one', async () => {
    const client = openClient();
    await client.warmUp();
    const first = client.pid;
    const photos = encodeMany(client, 100);
    const text = client.encodeTexts(['a dog']).catch((error: unknown) => error);
    await Promise.race(photos);
    killProcess(first);
    const ends = await endings(photos);
    expect(new Set(ends)).toEqual(new Set(['encoded', 'ENCODER_CRASHED']));
    await text;
    expect(await endings(encodeMany(client, 3))).toEqual(['encoded', 'encoded', 'encoded']);
    expect(client.restarts).toBe(1);
    expect(client.pid).not.toBe(first);
  });

  test('while it starts fails the call that started it, and the next one works', async () => {
    const client = openClient();
    const call = client.encodeTexts(['a dog']).catch((error: unknown) => error);
    killProcess(client.pid);
    expect(await call).toMatchObject({ code: 'ENCODER_CRASHED', message: expect.stringMatching(/SIGKILL/u) as string });
    expect((await client.encodeTexts(['a dog'])).vectors).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test('drops the photos that wait, and the process goes on', async () => {
    const client = openClient({ packDir: packs.builtin });
    await client.warmUp();
    const photos = encodeMany(client, 90);
    await Promise.race(photos);
    await client.cancelPhotos();
    const ends = await endings(photos);
    expect(new Set(ends)).toEqual(new Set(['encoded', 'CANCELLED']));
    expect(ends.filter((end) => end === 'encoded').length).toBeLessThan(90);
    expect(await endings(encodeMany(client, 20))).toEqual(Array.from({ length: 20 }, () => 'encoded'));
    expect(client.restarts).toBe(0);
  });

  test('with nothing to cancel is no error', async () => {
    const client = openClient();
    await client.cancelPhotos();
    await client.warmUp();
    await client.cancelPhotos();
    expect(await endings(encodeMany(client, 1))).toEqual(['encoded']);
  });
});

describe('a pack that does not load', () => {
  test.each([
    ['a missing folder', { packDir: '/no/such/pack' }, 'ENOENT'],
    ['a provider that is not there', { provider: 'dml' as const }, 'dml'],
  ])('because of %s fails the call and leaves the process alone', async (_, options, message) => {
    const client = openClient(options);
    const call = client.encodeQueryImage({ path: folder.at('photo.jpg'), box: null });
    await expect(call).rejects.toThrow(message);
    expect(client.restarts).toBe(0);
  });
});

describe('the life of the process', () => {
  test('is not ended by Ctrl-C, which its parent decides about', async () => {
    const client = openClient();
    await client.warmUp();
    const before = client.pid;
    killProcess(before, 'SIGINT');
    await sleep(200);
    expect((await client.encodeTexts(['a dog'])).vectors).toHaveLength(1);
    expect([client.pid, client.restarts]).toEqual([before, 0]);
  });

  test('ends when the client is disposed, even at work', async () => {
    const client = new EncoderClient(forkEncoder, request({ packDir: packs.builtin }));
    await client.warmUp();
    const pid = client.pid ?? 0;
    const photos = endings(encodeMany(client, 100));
    await client[Symbol.asyncDispose]();
    await untilGone(pid);
    expect(await photos).toHaveLength(100);
    await expect(client.encodeTexts(['a dog'])).rejects.toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
  });

  test('ends when its parent lets go of the channel', async () => {
    const child: ChildProcess = fork(fileURLToPath(new URL('encoder/main.ts', source)), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const exit = once(child, 'exit');
    await sleep(500);
    child.disconnect();
    await exit;
    expect(child.exitCode ?? child.signalCode).toBe('SIGKILL');
  });

  /** A program that has an encoder of its own. Its standard output is what a script would read. */
  async function parent(work: string): Promise<ChildProcess> {
    const program = `
      import { EncoderClient } from '${new URL('engine/encoder/encoder-client.ts', source).href}';
      import { forkEncoder } from '${new URL('headless/fork-encoder.ts', source).href}';
      const client = new EncoderClient(forkEncoder, ${JSON.stringify(request())});
      const photo = (path) => client.encodePhoto({ path, knownHashes: [] });
      ${work}`;
    const file = folder.at(`parent-${randomUUID()}.mjs`);
    await writeFile(file, program);
    return spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function text(stream: AsyncIterable<unknown> | null): Promise<string> {
    let all = '';
    for await (const chunk of stream ?? []) all += String(chunk);
    return all;
  }

  test('ends when its parent is killed, without a word', async () => {
    const child = await parent(`
      await client.warmUp();
      console.log(client.pid);
      await Promise.allSettled(Array.from({ length: 10_000 }, () => photo(${JSON.stringify(folder.at('photo.jpg'))})));`);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = (await once(child.stdout ?? child, 'data')) as [unknown];
    const pid = Number(String(line));
    expect(isAlive(pid)).toBe(true);
    const errors = text(child.stderr);
    child.kill('SIGKILL');
    await untilGone(pid);
    expect(await errors).toBe('');
  });

  test('leaves the standard output to its parent, and has nothing to complain about', async () => {
    const child = await parent(`
      await client.warmUp();
      await client.encodeTexts(['a dog']);
      for (const name of ['photo.jpg', 'text.jpg', 'none.jpg']) await photo(${JSON.stringify(folder.path)} + '/' + name);
      await client[Symbol.asyncDispose]();`);
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect({ output, errors }).toEqual({ output: '', errors: '' });
  });
});
