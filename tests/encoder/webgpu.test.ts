import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError, type EngineEvent, type ProcessorTrial } from '../../src-contract/index.ts';
import { cosine } from '../../src-main/core/math/vector.ts';
import { tryProvider } from '../../src-main/engine/encoder/processors/try-provider.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { photo } from '../helpers/photos.ts';
import { smallModelPack } from '../helpers/small-model.ts';
import { softwareGpu } from '../helpers/software-gpu.ts';
import { type Files, tempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../helpers/temp-library.ts';
import { until } from '../helpers/until.ts';

if (softwareGpu === undefined)
  process.stderr.write(
    'SKIPPED: nothing of WebGPU is tested without SwiftShader, which comes with Chromium on Linux\n',
  );

const photos = (first: number): Files =>
  Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`${first + i}.jpg`, photo(first + i)]));

describe.skipIf(softwareGpu === undefined)('WebGPU on a GPU that is a program', () => {
  let folder: TempFolder;
  let packDir: string;

  beforeAll(async () => {
    for (const [name, value] of Object.entries(softwareGpu ?? {})) vi.stubEnv(name, value);
    folder = await tempFolder();
    packDir = await smallModelPack(join(folder.path, 'pack'));
    return async () => {
      vi.unstubAllEnvs();
      await folder[Symbol.asyncDispose]();
    };
  });

  const trial = (acceptSoftware: boolean): Promise<ProcessorTrial> =>
    tryProvider({
      launch: forkEncoder,
      request: { packDir, provider: 'webgpu', photos: [], threads: 1, acceptSoftware },
      quietly: (work) => work(),
      signal: AbortSignal.timeout(60_000),
    });

  /** A library whose settings ask for WebGPU, with it tried on its first four photos. */
  async function triedLibrary(launchEncoder = forkEncoder): Promise<TempLibrary> {
    const lib = await tempLibrary(photos(0), { packDir, launchEncoder, tryProcessors: true });
    lib.engine.settings.set({ processor: 'webgpu' });
    expect(await lib.index()).toMatchObject({ encoded: 4, failed: 0 });
    await until('WebGPU to be tried', () => lib.engine.processors.report.provider === 'webgpu', 50_000);
    return lib;
  }

  test('is passed over, by the name of its adapter', async () => {
    expect(await trial(false)).toMatchObject({
      outcome: 'software',
      adapter: expect.stringMatching(/^SwiftShader/u) as string,
      photosPerSecond: null,
    });
  });

  test('computes what the CPU does, and is measured, where somebody asks for it', async () => {
    const found = await trial(true);
    expect(found).toMatchObject({ outcome: 'software', photos: 4 });
    expect(found.lowestCosine).toBeGreaterThan(0.999_99);
    expect(found.photosPerSecond).toBeGreaterThan(0);
    expect(found.cpuPhotosPerSecond).toBeGreaterThan(0);
    expect([1, 4]).toContain(found.batch);
  });

  test('indexes photos after the CPU has begun, finds them, and is used at once at the next start', async () => {
    await using lib = await triedLibrary();
    await lib.write(photos(4));
    expect(await lib.index()).toMatchObject({ encoded: 4, failed: 0 });
    expect(lib.engine.encoder.choice).toMatchObject({
      provider: 'webgpu',
      reason: expect.stringMatching(/^SwiftShader.*photos\/s, the CPU/u) as string,
    });
    await lib.reopen();
    await lib.write(photos(8));
    expect(await lib.index()).toMatchObject({ encoded: 4, failed: 0 });
    expect(lib.engine.encoder.choice).toMatchObject({ provider: 'webgpu' });
    await lib.reopen({ provider: 'cpu' });
    for (const name of ['0.jpg', '5.jpg', '10.jpg']) {
      const path = lib.path(name);
      const [hit] = await lib.search({ images: [{ path }], top: 1 });
      expect(hit?.path, 'found on the CPU by what WebGPU made of it').toBe(path);
      expect(hit?.score).toBeGreaterThan(0.999);
    }
  });

  test('that is lost in the middle costs no photo, is used once more, and then left alone', async () => {
    await using lib = await triedLibrary(launchOddEncoder('--gpu-lost-after', '1'));
    const told: EngineEvent['event'][] = [];
    using _listening = lib.engine.onEvent(({ event }) => void told.push(event));
    for (const first of [4, 8]) {
      await lib.write(photos(first));
      expect(await lib.index()).toMatchObject({ encoded: 4, failed: 0 });
    }
    expect(lib.failures()).toEqual({});
    expect(lib.engine.processors.report).toMatchObject({
      provider: 'cpu',
      reason: expect.stringMatching(/^webgpu is left alone for now: .*device lost/u) as string,
      notice: expect.stringMatching(/device lost/u) as string,
    });
    expect(told).toContain('encoder.processorsChanged');
    expect(await lib.findable()).toHaveLength(12);
  });

  test('encodes as the CPU does when asked for on the command line, and gives its memory back at rest', async () => {
    await using lib = await tempLibrary(photos(0), {
      packDir,
      provider: 'webgpu',
      launchEncoder: launchOddEncoder('--rests-after', '50'),
    });
    const encode = (): Promise<Float32Array> =>
      lib.engine.encoder.encodeQueryImage({ path: lib.path('1.jpg'), box: null });
    const first = await encode();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cosine(await encode(), first)).toBeCloseTo(1, 6);
    await lib.reopen({ provider: 'cpu' });
    expect(cosine(await encode(), first)).toBeGreaterThan(0.999_99);
  });
});

test('a driver that is not there is said to be missing and costs nothing else', async () => {
  vi.stubEnv('VK_ICD_FILENAMES', '/nowhere.json');
  vi.stubEnv('VK_DRIVER_FILES', '/nowhere.json');
  try {
    await using dir = await tempFolder();
    const request = {
      packDir: await smallModelPack(join(dir.path, 'pack')),
      provider: process.platform === 'linux' ? 'webgpu' : 'cuda',
      photos: [],
      threads: 1,
      acceptSoftware: true,
    } as const;
    const quietly = (): never => {
      throw new AppError('INTERNAL', 'Expected nothing to be measured');
    };
    const found = await tryProvider({ launch: forkEncoder, request, quietly, signal: AbortSignal.timeout(60_000) });
    expect(found).toMatchObject({ outcome: 'unavailable', lowestCosine: null, batch: null });
    expect(found.reason).not.toBe('');
    expect(found.reason, 'no path').not.toMatch(/[\\/]/u);
  } finally {
    vi.unstubAllEnvs();
  }
});
