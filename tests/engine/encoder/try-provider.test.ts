import { describe, expect, test } from 'vitest';
import type { ProcessorTrial } from '../../../src-contract/index.ts';
import { type TrialOptions, tryProvider } from '../../../src-main/engine/encoder/processors/try-provider.ts';
import { type Behaviour, gpuWith, ProbeProcess } from './probe-process.ts';

async function tried(
  behaviour: Behaviour,
  options: Partial<TrialOptions> = {},
): Promise<{ trial: ProcessorTrial; process: ProbeProcess; quiet: number }> {
  const process = new ProbeProcess(() => behaviour);
  let quiet = 0;
  const trial = await tryProvider({
    launch: () => process,
    request: { packDir: '/pack', provider: 'webgpu', photos: ['/a.jpg'], threads: null, acceptSoftware: false },
    quietly: (work) => {
      quiet++;
      return work();
    },
    signal: new AbortController().signal,
    limits: { probeMs: 60, measureMs: 60 },
    ...options,
  });
  return { trial, process, quiet };
}

test('a provider that is right is measured while no photo is encoded, and its process ends', async () => {
  const { trial, process, quiet } = await tried(gpuWith(240));
  expect(trial).toMatchObject({ outcome: 'faster', adapter: 'A GPU', batch: 8, photosPerSecond: 240 });
  expect(process.requests).toEqual([expect.objectContaining({ provider: 'webgpu', photos: ['/a.jpg'] })]);
  expect([process.ended, quiet]).toEqual([true, 1]);
});

test('one that is refused is not measured', async () => {
  const refused = { outcome: 'wrong', reason: 'cosine 0.5' } as const;
  const { trial, process, quiet } = await tried({ findings: { refused, lowestCosine: 0.5 } });
  expect(trial).toMatchObject({ ...refused, lowestCosine: 0.5, batch: null });
  expect([process.ended, quiet]).toEqual([true, 0]);
});

describe('a driver that is broken', () => {
  test.each<[Behaviour['instead'] & string, Partial<ProcessorTrial>]>([
    ['dies', { outcome: 'crashed', reason: 'the process that tried it ended (signal SIGSEGV)', adapter: null }],
    ['hangs', { outcome: 'timed-out', reason: 'it took longer than 0 s', adapter: null }],
    ['hangs while measured', { outcome: 'timed-out', adapter: 'A GPU', lowestCosine: 0.9999 }],
    ['error', { outcome: 'unavailable', reason: 'Mapping failed' }],
  ])('and %s is an outcome like any other', async (instead, expected) => {
    const { trial, process } = await tried({ instead });
    expect(trial).toMatchObject({ ...expected, batch: null, photosPerSecond: null });
    expect(process.ended).toBe(true);
  });

  test('and answers nonsense is a mistake, and its process ends', async () => {
    const process = new ProbeProcess(() => ({ instead: 'nonsense' }));
    await expect(tried({}, { launch: () => process })).rejects.toThrow(/adapter/u);
    expect(process.ended).toBe(true);
  });
});

test('closing ends a trial at once', async () => {
  const abort = new AbortController();
  const process = new ProbeProcess(() => ({ instead: 'hangs' }));
  const trial = tried({}, { launch: () => process, signal: abort.signal, limits: {} });
  abort.abort(new Error('closing'));
  await expect(trial).rejects.toThrow('closing');
  expect(process.ended).toBe(true);
});
