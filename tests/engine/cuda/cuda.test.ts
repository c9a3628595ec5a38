import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CudaState } from '../../../src-contract/index.ts';
import type { EngineOptions } from '../../../src-main/engine/engine-options.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import {
  nvidiaRoot,
  publishWheels,
  runtimeContent,
  type StandIns,
  standIns,
  wheelName,
} from '../../helpers/cuda-list.ts';
import { type FileServer, type Handler, serve } from '../../helpers/file-server.ts';
import { type TempFolder, tempFolder } from '../../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

const retries = { tries: 2, firstMs: 1, longestMs: 1, longestAskedMs: 1000 };

let made: StandIns;
let root: TempFolder;
let publisher: FileServer;
let open: TempLibrary[];
/** Folders of libraries that encoders were started with. */
let launches: (string | null | undefined)[];
beforeEach(async () => {
  made = await standIns();
  root = await nvidiaRoot();
  publisher = await publishWheels(made.wheels);
  open = [];
  launches = [];
});
afterEach(async () => {
  for (const lib of open) await lib[Symbol.asyncDispose]();
  await publisher[Symbol.asyncDispose]();
  await root[Symbol.asyncDispose]();
});

function options({ models, ...rest }: Partial<EngineOptions> = {}): Partial<EngineOptions> {
  return {
    cuda: { list: made.list, root: root.path },
    models: { origin: publisher.address, environment: {}, retries, ...models },
    launchEncoder: (how) => {
      launches.push(how?.libraryDir);
      // Without the stand-ins, which are no libraries.
      return forkEncoder();
    },
    ...rest,
  };
}

async function library(more?: Partial<EngineOptions>): Promise<TempLibrary> {
  const lib = await tempLibrary({}, options(more));
  open.push(lib);
  return lib;
}

async function state(lib: TempLibrary): Promise<CudaState> {
  return (await lib.engine.cuda.status()).state;
}

async function until(lib: TempLibrary, kind: CudaState['kind']): Promise<CudaState> {
  await expect.poll(async () => (await state(lib)).kind, { timeout: 20_000 }).toBe(kind);
  return state(lib);
}

async function installed(more?: Partial<EngineOptions>): Promise<TempLibrary> {
  const lib = await library(more);
  await lib.engine.cuda.install(true);
  await until(lib, 'installed');
  return lib;
}

function cudaDir(lib: TempLibrary): string {
  return join(lib.dataDir, 'cuda');
}

async function files(lib: TempLibrary): Promise<string[]> {
  const dir = cudaDir(lib);
  return existsSync(dir) ? (await readdir(dir, { recursive: true })).sort() : [];
}

/** Serve the first wheel, and of the second the half until a test lets it go on. */
function heldSecond(): { readonly handler: (good: Handler) => Handler; release: () => void } {
  const held = { isHeld: true };
  const handler = (good: Handler): Handler => {
    return (request, response, count) => {
      const content = made.wheels.get(request.url ?? '');
      if (!held.isHeld || content === undefined || !(request.url ?? '').includes('blas')) {
        good(request, response, count);
        return;
      }
      serve(request, response, content, { etag: '"1"', stallAfter: 1000 });
    };
  };
  return {
    handler,
    release: () => {
      held.isHeld = false;
    },
  };
}

describe.skipIf(process.platform !== 'linux')('the libraries of CUDA', () => {
  test('are offered with what they cost, and nobody is asked for that', async () => {
    const lib = await library();
    const bytes = [...made.wheels.values()].reduce((sum, { length }) => sum + length, 0);
    expect(await lib.engine.cuda.status()).toEqual({
      support: 'ok',
      card: 'NVIDIA Test Card',
      driver: '580.65.06',
      neededDriver: '580',
      downloadBytes: bytes,
      diskBytes: made.provider.length + made.blas.length + 'the licence'.length + (await runtimeContent()).length,
      licenses: [
        { name: 'MIT', url: 'https://example.org/mit', mustAccept: false, parts: ['provider'] },
        { name: 'A strict licence', url: 'https://example.org/strict', mustAccept: true, parts: ['blas'] },
      ],
      state: { kind: 'absent' },
    });
    await expect(lib.engine.cuda.install(false)).rejects.toMatchObject({
      code: 'CUDA_LICENSE_NOT_ACCEPTED',
      message: 'Expected these licenses to be accepted: A strict licence (https://example.org/strict)',
    });
    expect(publisher.requests).toEqual([]);
    expect(await files(lib)).toEqual([]);
  });

  test('are downloaded, taken out of the wheels, and given to encoders from then on', async () => {
    const lib = await library();
    await lib.engine.encoder.candidates();
    expect(launches).toEqual([null]);
    await lib.engine.cuda.install(true);
    await until(lib, 'installed');
    expect(await files(lib)).toEqual([
      '.incoming',
      'stand-in-1',
      'stand-in-1/installed.json',
      'stand-in-1/libblas.so.13',
      'stand-in-1/libonnxruntime.so.1',
      'stand-in-1/libonnxruntime_providers_cuda.so',
      'stand-in-1/licenses',
      'stand-in-1/licenses/blas.txt',
    ]);
    const dir = join(cudaDir(lib), 'stand-in-1');
    expect(await readFile(join(dir, 'libblas.so.13'))).toEqual(made.blas);
    expect((await readFile(join(dir, 'libonnxruntime.so.1'))).equals(await runtimeContent())).toBe(true);
    expect(publisher.requests.map(({ url }) => url)).toEqual([...made.wheels.keys()]);
    await expect.poll(() => lib.engine.encoder.recycled, { timeout: 10_000 }).toBe(1);
    await lib.engine.encoder.candidates();
    expect(launches.at(-1)).toBe(dir);

    await lib.engine.cuda.install(true);
    await lib.reopen();
    expect(await state(lib)).toEqual({ kind: 'installed' });
    expect(publisher.requests, 'what is there is not asked for again').toHaveLength(2);
  });

  test('are removed with all that they took', async () => {
    const lib = await installed();
    await lib.engine.cuda.remove();
    expect(await state(lib)).toEqual({ kind: 'absent' });
    expect(existsSync(cudaDir(lib))).toBe(false);
    await lib.engine.encoder.candidates();
    expect(launches.at(-1)).toBeNull();
  });

  test('go on from where they were paused, also after a restart', async () => {
    await publisher[Symbol.asyncDispose]();
    const held = heldSecond();
    publisher = await publishWheels(made.wheels, held.handler);
    const lib = await library();
    await lib.engine.cuda.install(true);
    const come = (made.wheels.values().next().value?.length ?? 0) + 1000;
    await expect.poll(() => state(lib)).toMatchObject({ kind: 'installing', bytesDone: come });
    await lib.engine.cuda.pause();
    expect(await state(lib)).toMatchObject({ kind: 'installing', paused: true, bytesDone: come });
    await lib.reopen();
    expect(await state(lib)).toMatchObject({ kind: 'installing', paused: true, bytesDone: come });
    held.release();
    await lib.engine.cuda.install(false);
    await until(lib, 'installed');
    expect(publisher.ranges).toEqual([undefined, undefined, 'bytes=1000-']);
  });

  test('are forgotten when they are cancelled', async () => {
    await publisher[Symbol.asyncDispose]();
    publisher = await publishWheels(made.wheels, heldSecond().handler);
    const lib = await library();
    await lib.engine.cuda.install(true);
    await expect.poll(() => publisher.requests.length).toBe(2);
    await lib.engine.cuda.cancel();
    expect(await state(lib)).toEqual({ kind: 'absent' });
    expect((await files(lib)).filter((name) => name.includes('whl'))).toEqual([]);
    await expect(lib.engine.cuda.install(false)).rejects.toMatchObject({ code: 'CUDA_LICENSE_NOT_ACCEPTED' });
  });

  test('come from a folder that is a mirror', async () => {
    await using mirror = await tempFolder();
    for (const [path, content] of made.wheels) {
      await mkdir(dirname(join(mirror.path, path)), { recursive: true });
      await writeFile(join(mirror.path, path), content);
    }
    await installed({ models: { environment: { EIDETIC_MODELS_MIRROR: mirror.path } } });
    expect(publisher.requests).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('what is not right', () => {
  async function failure(lib: TempLibrary): Promise<unknown> {
    await lib.engine.cuda.install(true);
    const failed = await until(lib, 'failed');
    expect(existsSync(join(cudaDir(lib), made.list.id))).toBe(false);
    expect(existsSync(join(cudaDir(lib), '.incoming', 'unpacking'))).toBe(false);
    expect(lib.engine.cuda.libraryDir).toBeNull();
    return failed;
  }

  test('another file than the one published is not used', async () => {
    await publisher[Symbol.asyncDispose]();
    const [path = '', content = Buffer.alloc(0)] = made.wheels.entries().next().value ?? [];
    const other = Buffer.from(content);
    other.writeUInt8(other.readUInt8(100) ^ 1, 100);
    publisher = await publishWheels(new Map([...made.wheels, [path, other]]));
    const lib = await library();
    expect(await failure(lib)).toMatchObject({ error: { code: 'DOWNLOAD_WRONG_FILE' } });
    await lib.engine.cuda.cancel();
    expect(await state(lib)).toEqual({ kind: 'absent' });
  });

  test('a wheel that leads out of its folder is not unpacked', async () => {
    made = await standIns([{ name: '../../../evil', content: Buffer.from('evil') }]);
    await publisher[Symbol.asyncDispose]();
    publisher = await publishWheels(made.wheels);
    const lib = await library();
    expect(await failure(lib)).toMatchObject({ error: { code: 'IMPORT_UNSAFE' } });
    expect(existsSync(join(lib.dataDir, 'evil')) || existsSync(join(lib.dataDir, '..', 'evil'))).toBe(false);
  });

  test('a library of another size than the list says is refused', async () => {
    const [first] = made.list.wheels;
    const [member] = first?.members ?? [];
    if (member === undefined) throw new Error('Expected a member');
    Object.assign(member, { bytes: member.bytes + 1 });
    expect(await failure(await library())).toMatchObject({ error: { code: 'DOWNLOAD_WRONG_FILE' } });
  });

  test('a disk that is too full is seen before anything is downloaded', async () => {
    const lib = await library({ models: { freeBytes: () => Promise.resolve(2 ** 28) } });
    expect(await failure(lib)).toMatchObject({ error: { code: 'DISK_FULL' } });
    expect(publisher.requests).toEqual([]);
  });

  test('what the encoder cannot start with is not installed', async () => {
    const lib = await library({ launchEncoder: launchOddEncoder('--dies-at-start') });
    expect(await failure(lib)).toMatchObject({
      error: {
        code: 'CUDA_UNAVAILABLE',
        message: expect.stringMatching(/^Expected the runtime to work from .* ended unexpectedly/u) as string,
      },
    });
  });

  test('a wheel that was damaged since it came is fetched again', async () => {
    await publisher[Symbol.asyncDispose]();
    const held = heldSecond();
    publisher = await publishWheels(made.wheels, held.handler);
    const lib = await library();
    await lib.engine.cuda.install(true);
    await expect.poll(() => publisher.requests.length).toBe(2);
    await lib.engine.cuda.pause();
    const wheel = join(cudaDir(lib), '.incoming', made.list.id, wheelName(made, 0));
    const bytes = await readFile(wheel);
    bytes.writeUInt8(bytes.readUInt8(50) ^ 1, 50);
    await writeFile(wheel, bytes);
    held.release();
    await lib.engine.cuda.install(false);
    await until(lib, 'installed');
    expect(publisher.requests.filter(({ url }) => url?.includes('provider') === true)).toHaveLength(2);
  });

  test('libraries of another version are not used, and make way for those of this one', async () => {
    const lib = await installed();
    const next = await standIns([], 'stand-in-2');
    await publisher[Symbol.asyncDispose]();
    publisher = await publishWheels(next.wheels);
    made = next;
    await lib.reopen(options());
    expect(await state(lib)).toEqual({ kind: 'outdated' });
    expect(lib.engine.cuda.libraryDir).toBeNull();
    await lib.engine.cuda.install(true);
    await until(lib, 'installed');
    expect(await readdir(cudaDir(lib))).toEqual(expect.arrayContaining(['stand-in-2']) as string[]);
    expect(existsSync(join(cudaDir(lib), 'stand-in-1'))).toBe(false);
  });

  test.each(['libblas.so.13', 'libonnxruntime.so.1', 'installed.json'])(
    'without a whole %s none is used',
    async (name) => {
      const lib = await installed();
      await truncate(join(cudaDir(lib), made.list.id, name), 1);
      await lib.reopen();
      expect(await state(lib)).toEqual({ kind: 'outdated' });
      expect(lib.engine.cuda.libraryDir).toBeNull();
    },
  );

  test('what somebody removed by hand can be installed again at once', async () => {
    const lib = await installed();
    await rm(cudaDir(lib), { recursive: true });
    expect(await state(lib)).toEqual({ kind: 'absent' });
    await lib.engine.cuda.install(true);
    await until(lib, 'installed');
    expect(existsSync(join(cudaDir(lib), made.list.id, 'libblas.so.13'))).toBe(true);
  });

  test('what an end in the middle left is tidied up at the next start, what was begun stays', async () => {
    const lib = await library();
    const left = ['.incoming/unpacking/libblas.so.13', '.incoming/other-list/a.whl', '.removing/x/libblas.so.13'];
    const kept = `.incoming/${made.list.id}/${wheelName(made, 0)}.part`;
    for (const path of [...left, kept]) {
      await mkdir(dirname(join(cudaDir(lib), path)), { recursive: true });
      await writeFile(join(cudaDir(lib), path), 'x');
    }
    await lib.reopen();
    expect(await files(lib)).toEqual(['.incoming', `.incoming/${made.list.id}`, kept]);
    expect(await state(lib)).toMatchObject({ kind: 'installing', paused: true, bytesDone: 1 });
  });

  test('those of another library are used and left as they are', async () => {
    const lib = await installed();
    const dir = cudaDir(lib);
    await mkdir(join(dir, '.incoming', 'unpacking'), { recursive: true });
    const guest = await library({ cudaDir: dir });
    expect(guest.engine.cuda.libraryDir).toBe(join(dir, made.list.id));
    expect(existsSync(join(dir, '.incoming', 'unpacking'))).toBe(true);
  });

  test('a machine that cannot use them is told so, and nothing is downloaded', async () => {
    const lib = await library();
    await writeFile(
      join(root.path, 'proc/driver/nvidia/version'),
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  575.57.08  Thu\n',
    );
    await expect(lib.engine.cuda.install(true)).rejects.toMatchObject({
      code: 'CUDA_UNAVAILABLE',
      message: expect.stringContaining("NVIDIA's driver is 575.57.08, and 580 or newer is needed") as string,
    });
    expect(publisher.requests).toEqual([]);
  });

  test('a list for another runtime is of no use', async () => {
    Object.assign(made.list, { runtime: '0.0.1' });
    const lib = await library();
    expect(await lib.engine.cuda.status()).toMatchObject({ support: 'system', downloadBytes: 0, licenses: [] });
    await expect(lib.engine.cuda.install(true)).rejects.toMatchObject({ code: 'CUDA_UNAVAILABLE' });
  });
});
