import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import type { LoadRequest } from '../../../src-main/core/encoder-protocol.ts';
import { preferredProviders } from '../../../src-main/core/processor/trial.ts';
import { DecodePool } from '../../../src-main/encoder/decode/decode-pool.ts';
import { candidate, providerCandidates } from '../../../src-main/encoder/sessions/provider.ts';
import { listSupportedBackends } from '../../../src-main/encoder/sessions/runtime.ts';
import { Towers } from '../../../src-main/encoder/towers.ts';
import { loadRequest } from './open-service.ts';
import { type PackName, packs, readManifest } from './packs.ts';

const pool = new DecodePool(1);
afterAll(() => pool[Symbol.asyncDispose]());

/** What stands beside the cosines of golden vectors. */
const untested = { kind: 'golden', agreement: null };
const everything = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
const isLinux = process.platform === 'linux';
const cuda = candidate('cuda', everything);
const hasCuda = cuda.missing === null;

async function towersOf(pack: PackName, request: Partial<LoadRequest>): Promise<Towers> {
  const load = loadRequest({ packDir: packs[pack], thumbDir: 'unused', ...request });
  const towers = new Towers(load, await readManifest(pack), pool);
  onTestFinished(() => towers[Symbol.asyncDispose]());
  return towers;
}

describe('candidates', () => {
  test('are those of the system, best first, and the CPU', () => {
    const candidates = providerCandidates(everything);
    expect(candidates.map(({ provider }) => provider)).toEqual([...preferredProviders(process.platform), 'cpu']);
    expect(candidates.at(-1)).toEqual({ provider: 'cpu', missing: null });
  });

  test('cannot be tried where the pack does not allow them, but the CPU always can', () => {
    const missing = 'the pack does not allow cuda';
    expect(candidate('cuda', ['cpu'])).toEqual({ provider: 'cuda', missing });
    expect(candidate('cpu', ['cuda'])).toEqual({ provider: 'cpu', missing: null });
  });

  test('cannot be tried where this build has no such provider', () => {
    const built = new Set(listSupportedBackends().map(({ name }) => name));
    for (const provider of ['dml', 'coreml'] as const) {
      if (built.has(provider)) continue;
      expect(candidate(provider, everything)).toEqual({ provider, missing: `this build has no ${provider}` });
    }
  });

  test.skipIf(!isLinux || hasCuda)('leave CUDA out when its libraries are missing', () => {
    const missing = 'the CUDA libraries of onnxruntime are not installed';
    expect(cuda).toEqual({ provider: 'cuda', missing });
  });
});

describe('towers', () => {
  test('are nowhere until one is needed', async () => {
    const towers = await towersOf('tiny-clip', {});
    expect(towers.choice).toEqual({ provider: 'none', reason: 'no model has been needed yet' });
    expect(towers.selfTest).toEqual({ ...untested, text: null, image: null });
  });

  test('run where they are told to, the text tower on the CPU', async () => {
    const towers = await towersOf('tiny-clip', { provider: 'cpu', reason: 'nothing else has been tried yet' });
    await towers.text();
    expect(towers.choice).toMatchObject({ provider: 'cpu' });
    expect(towers.selfTest).toEqual({ ...untested, text: expect.closeTo(1, 6) as number, image: null });
    await towers.image();
    expect(towers.choice).toEqual({ provider: 'cpu', reason: 'nothing else has been tried yet' });
    const cosines = { text: expect.closeTo(1, 6) as number, image: expect.closeTo(1, 3) as number };
    expect(towers.selfTest).toEqual({ ...untested, ...cosines });
  });

  test.skipIf(hasCuda)('do not load on a provider that was asked for and is not there', async () => {
    const towers = await towersOf('builtin', { provider: 'cuda' });
    const error: unknown = await towers.image().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(/^Expected a usable provider but received cuda: .+/u) as string,
    });
  });

  test.skipIf(hasCuda)(
    'go on on the CPU where the engine has chosen a provider that does not load, and say so',
    async () => {
      const lost: string[] = [];
      const load = loadRequest({ thumbDir: 'unused', provider: 'cuda', fallback: true });
      await using towers = new Towers(load, await readManifest('tiny-clip'), pool, {
        onLost: (reason) => void lost.push(reason),
      });
      expect((await towers.image()).provider).toBe('cpu');
      expect(lost).toEqual([expect.stringMatching(/^cuda does not load: .+/u)]);
      expect(towers.choice).toEqual({ provider: 'cpu', reason: lost[0] });
    },
  );

  test('load once however often they are asked for', async () => {
    const towers = await towersOf('tiny-clip', {});
    const [first, second] = await Promise.all([towers.image(), towers.image()]);
    expect(second).toBe(first);
    expect(await towers.image()).toBe(first);
  });
});
