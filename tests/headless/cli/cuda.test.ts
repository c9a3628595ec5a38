import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CudaStatus } from '../../../src-contract/index.ts';
import type * as List from '../../../src-main/core/cuda/library-list.ts';
import type * as Machine from '../../../src-main/engine/cuda/nvidia-machine.ts';
import { type CudaOptions, cudaStatus, installCuda, removeCuda } from '../../../src-main/headless/cli/commands/cuda.ts';
import { eidetic } from '../../helpers/cli.ts';
import { nvidiaRoot, publishWheels, type StandIns, standIns } from '../../helpers/cuda-list.ts';
import type { FileServer } from '../../helpers/file-server.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack } from '../../helpers/temp-library.ts';

/** The machine and the list that the commands find, which have no options for that. */
const found = vi.hoisted(() => ({ root: '', list: {} }));
vi.mock('../../../src-main/engine/cuda/nvidia-machine.ts', async (original) => {
  const actual = await original<typeof Machine>();
  return { ...actual, readNvidia: () => actual.readNvidia(found.root) };
});
vi.mock('../../../src-main/core/cuda/library-list.ts', async (original) => {
  const actual = await original<typeof List>();
  return { ...actual, pinnedList: () => found.list };
});

let folder: TempFolder;
let root: TempFolder;
let made: StandIns;
let publisher: FileServer;
beforeEach(async () => {
  folder = await tempFolder();
  root = await nvidiaRoot();
  made = await standIns();
  publisher = await publishWheels(made.wheels);
  Object.assign(found, { root: root.path, list: made.list });
  vi.stubEnv('EIDETIC_MODELS_MIRROR', publisher.address);
  vi.stubEnv('NO_PROXY', '*');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await publisher[Symbol.asyncDispose]();
  await root[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

type Command = typeof installCuda;

/** Run a command in this process. */
async function run(command: Command, options: CudaOptions = {}): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const written = Promise.all([text(out), text(err)]);
  const all = { dataDir: join(folder.path, 'data'), pack: fixturePack('tiny-clip'), ...options };
  try {
    const code = await command(all, { out, err, unread: new AbortController().signal });
    out.end();
    err.end();
    const [said, told] = await written;
    return { code, out: said, err: told };
  } finally {
    out.end();
    err.end();
  }
}

describe.skipIf(process.platform !== 'linux')('gpu cuda', () => {
  test('says sizes and licenses, installs what is accepted, and removes it', async () => {
    const before = await run(cudaStatus);
    expect(before.out).toContain('libraries of CUDA: not installed\ncard: NVIDIA Test Card\ndriver: 580.65.06\n');
    expect(before.out).toContain(
      'license A strict licence (https://example.org/strict), to be accepted with --accept-license: blas',
    );
    await expect(run(installCuda)).rejects.toMatchObject({ code: 'CUDA_LICENSE_NOT_ACCEPTED' });
    expect(publisher.requests).toEqual([]);

    const done = await run(installCuda, { acceptLicense: true });
    expect(done).toMatchObject({ code: 0, out: 'Installed. "eidetic doctor" tries whether the GPU can be used.\n' });
    expect(done.err).toMatch(/to download, .* on the disk/u);
    const { out } = await run(cudaStatus, { json: true });
    expect(CudaStatus.parse(JSON.parse(out)).state).toEqual({ kind: 'installed' });

    expect(await run(removeCuda)).toMatchObject({ code: 0, out: 'Removed the libraries of CUDA.\n' });
    expect(existsSync(join(folder.path, 'data', 'cuda'))).toBe(false);
  });

  test('ends with the error of a download that fails', async () => {
    publisher.handler = (_request, response) => {
      response.writeHead(404).end();
    };
    await expect(run(installCuda, { acceptLicense: true })).rejects.toMatchObject({ code: 'DOWNLOAD_REFUSED' });
    expect((await run(cudaStatus)).out).toContain('libraries of CUDA: paused at 0 B of ');
  });
});

test('on this machine, whatever it has, the command line answers', async () => {
  const dataDir = join(folder.path, 'data');
  const { json, code } = await eidetic(['gpu', 'cuda', 'status', '--json'], { dataDir });
  expect(code).toBe(0);
  const { support, state } = CudaStatus.parse(json[0]);
  expect(state).toEqual({ kind: 'absent' });
  if (support === 'ok') return;
  const refused = await eidetic(['gpu', 'cuda', 'install', '--accept-license'], { dataDir });
  expect(refused.code).toBe(5);
  expect(refused.stderr).toMatch(/^CUDA_UNAVAILABLE: Expected a machine that can use the libraries of CUDA but /mu);
});
