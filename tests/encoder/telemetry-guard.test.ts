import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { encoderEnvironment, telemetryOff } from '../../src-main/core/encoder-environment.ts';
import { EncoderClient } from '../../src-main/engine/encoder/encoder-client.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import { loadRequest } from './sessions/open-service.ts';

const source = new URL('../../src-main/encoder/', import.meta.url);

test('whoever starts an encoder switches telemetry off, whatever the environment says', () => {
  const given = { HOME: '/home/me', ORT_DISABLE_TELEMETRY: '0', MALLOC_ARENA_MAX: '4' };
  expect(encoderEnvironment(given)).toEqual({ ...given, ORT_DISABLE_TELEMETRY: '1' });
  expect(encoderEnvironment({})).toEqual({ ...telemetryOff, MALLOC_ARENA_MAX: '2' });
});

test('the encoder of the command line is started so, although nobody asked for it', async () => {
  vi.stubEnv('ORT_DISABLE_TELEMETRY', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  await using folder = await tempFolder();
  await using client = new EncoderClient(forkEncoder, loadRequest({ thumbDir: folder.path }));
  expect((await client.warmUp()).provider).toBe('cpu');
});

test.each([
  ['nothing', {}],
  ['0', { ORT_DISABLE_TELEMETRY: '0' }],
])('an encoder that is started with %s does not load the runtime', async (received, env) => {
  await using home = await tempFolder();
  const child = fork(fileURLToPath(new URL('main.ts', source)), [], {
    serialization: 'advanced',
    env: { PATH: process.env['PATH'], HOME: home.path, TMPDIR: home.path, ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const [errors, exit] = await Promise.all([child.stderr === null ? '' : text(child.stderr), once(child, 'exit')]);
  expect(errors).toContain(
    `Expected ORT_DISABLE_TELEMETRY=1 in the environment of a process that loads onnxruntime but received ${received}`,
  );
  expect(errors).toContain("code: 'ENCODER_UNAVAILABLE'");
  expect(exit).toEqual([1, null]);
  expect(await readdir(home.path)).toEqual([]);
});

test('a thread does not load the runtime: what it sets in its environment does not reach the library', async () => {
  const worker = new Worker(new URL('sessions/runtime.ts', source), { env: { ...telemetryOff } });
  const [error] = (await once(worker, 'error')) as [Error];
  expect(error).toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
  expect(error.message).toContain('Expected onnxruntime to be loaded in a main thread but received a worker');
});
