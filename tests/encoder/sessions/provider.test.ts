import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import type { ProviderRequest } from '../../../src-main/core/encoder-protocol.ts';
import { DecodePool } from '../../../src-main/encoder/decode/decode-pool.ts';
import { providerCandidates } from '../../../src-main/encoder/sessions/provider.ts';
import { listSupportedBackends } from '../../../src-main/encoder/sessions/runtime.ts';
import { Towers } from '../../../src-main/encoder/towers.ts';
import { loadRequest } from './open-service.ts';
import { type PackName, packs, readManifest } from './packs.ts';

const pool = new DecodePool(1);
afterAll(() => pool[Symbol.asyncDispose]());

const everything = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
const isLinux = process.platform === 'linux';
const cuda = providerCandidates('cuda', everything)[0];
const hasCuda = cuda?.usable === true;

async function towersOf(pack: PackName, provider: ProviderRequest): Promise<Towers> {
  const request = loadRequest({ packDir: packs[pack], provider, thumbDir: 'unused' });
  const towers = new Towers(request, await readManifest(pack), pool);
  onTestFinished(() => towers[Symbol.asyncDispose]());
  return towers;
}

describe('candidates', () => {
  test('end with the CPU when the choice is free', () => {
    const candidates = providerCandidates('auto', everything);
    expect(candidates).toHaveLength(2);
    expect(candidates.at(-1)).toEqual({ provider: 'cpu', usable: true });
  });

  test('are the one that was asked for and no other', () => {
    expect(providerCandidates('cpu', everything)).toEqual([{ provider: 'cpu', usable: true }]);
    expect(providerCandidates('webgpu', everything).map(({ provider }) => provider)).toEqual(['webgpu']);
  });

  test('are not usable where the pack does not allow them, but the CPU always is', () => {
    const reason = 'the pack does not allow cuda';
    expect(providerCandidates('cuda', ['cpu'])).toEqual([{ provider: 'cuda', usable: false, reason }]);
    expect(providerCandidates('cpu', ['cuda'])).toEqual([{ provider: 'cpu', usable: true }]);
  });

  test('are not usable where this build has no such provider', () => {
    const built = new Set(listSupportedBackends().map(({ name }) => name));
    for (const provider of ['dml', 'coreml'] as const) {
      if (built.has(provider)) continue;
      const reason = `this build has no ${provider}`;
      expect(providerCandidates(provider, everything)).toEqual([{ provider, usable: false, reason }]);
    }
  });

  test.skipIf(!isLinux || hasCuda)('leave CUDA out when its libraries are missing', () => {
    const reason = 'the CUDA libraries of onnxruntime are not installed';
    expect(cuda).toEqual({ provider: 'cuda', usable: false, reason });
  });
});

describe('towers', () => {
  test('are nowhere until one is needed', async () => {
    const towers = await towersOf('tiny-clip', 'cpu');
    expect(towers.choice).toEqual({ provider: 'none', reason: 'no model has been needed yet' });
    expect(towers.selfTest).toEqual({ text: null, image: null });
  });

  test('run on the CPU when asked to', async () => {
    const towers = await towersOf('tiny-clip', 'cpu');
    await towers.text();
    expect(towers.choice).toMatchObject({ provider: 'cpu', reason: 'first choice on this machine' });
    expect(towers.selfTest).toEqual({ text: expect.closeTo(1, 6) as number, image: null });
    await towers.image();
    expect(towers.selfTest).toEqual({ text: expect.closeTo(1, 6) as number, image: expect.closeTo(1, 3) as number });
  });

  test.skipIf(!isLinux)('run on the CPU when the pack allows nothing better, and say so', async () => {
    const towers = await towersOf('tiny-f16', 'auto');
    await towers.text();
    const reason = 'instead of cuda: the pack does not allow cuda';
    expect(towers.choice).toMatchObject({ provider: 'cpu', reason });
  });

  test.skipIf(!isLinux || hasCuda)('run on the CPU when CUDA is not installed, and say so', async () => {
    const towers = await towersOf('builtin', 'auto');
    await towers.text();
    const reason = 'instead of cuda: the CUDA libraries of onnxruntime are not installed';
    expect(towers.choice).toMatchObject({ provider: 'cpu', reason });
  });

  test.skipIf(hasCuda)('do not load on a provider that was asked for and is not there', async () => {
    const towers = await towersOf('builtin', 'cuda');
    for (const tower of ['image', 'text'] as const) {
      const error: unknown = await towers[tower]().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
        message: expect.stringMatching(/^Expected a usable provider but received cuda: .+/u) as string,
      });
    }
  });

  test('load once however often they are asked for', async () => {
    const towers = await towersOf('tiny-clip', 'cpu');
    const [first, second] = await Promise.all([towers.image(), towers.image()]);
    expect(second).toBe(first);
    expect(await towers.image()).toBe(first);
  });
});
