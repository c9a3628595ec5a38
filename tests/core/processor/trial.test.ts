import { describe, expect, test } from 'vitest';
import type { ProcessorTrial } from '../../../src-contract/index.ts';
import {
  bestBatch,
  bestTrial,
  isRight,
  isSoftwareAdapter,
  judge,
  preferredProviders,
  type ProbeFindings,
} from '../../../src-main/core/processor/trial.ts';

const right: ProbeFindings = {
  adapter: 'NVIDIA GeForce RTX 4070',
  isSoftware: false,
  refused: null,
  lowestCosine: 0.99998,
  photos: 36,
};
const speed = (gpu: number, cpu: number): Parameters<typeof judge>[2] => ({
  cpuPhotosPerSecond: cpu,
  batches: [{ batch: 8, photosPerSecond: gpu }],
});

test.each([
  ['SwiftShader Device (Subzero)', true],
  ['llvmpipe (LLVM 19.1.7, 256 bits)', true],
  ['Microsoft Basic Render Driver', true],
  ['WARP (software adapter)', true],
  ['NVIDIA GeForce RTX 4070', false],
  ['AMD Radeon RX 7800 XT (RADV NAVI32)', false],
  ['Intel(R) Iris(R) Xe Graphics (ADL GT2)', false],
  ['Apple M2', false],
])('%s computes on the CPU: %s', (name, software) => {
  expect(isSoftwareAdapter(name)).toBe(software);
});

test('what is tried, and in which order, follows from the system', () => {
  expect(preferredProviders('win32')).toEqual(['dml', 'webgpu']);
  expect(preferredProviders('darwin')).toEqual(['coreml', 'webgpu']);
  expect(preferredProviders('linux')).toEqual(['cuda', 'webgpu']);
});

describe('a provider', () => {
  test('that is right and faster is used, with the figures', () => {
    expect(judge('webgpu', right, speed(240, 31))).toEqual({
      provider: 'webgpu',
      outcome: 'faster',
      reason: '240 photos/s, the CPU 31, in batches of 8',
      adapter: 'NVIDIA GeForce RTX 4070',
      lowestCosine: 0.99998,
      photos: 36,
      batch: 8,
      photosPerSecond: 240,
      cpuPhotosPerSecond: 31,
    });
  });

  test('that is right and loses is passed over, with the figures', () => {
    expect(judge('webgpu', right, speed(9.4, 31))).toMatchObject({
      outcome: 'slower',
      reason: '9.4 photos/s, the CPU 31, in batches of 8',
    });
  });

  test('that computes in software is passed over, however fast', () => {
    const findings = { ...right, adapter: 'llvmpipe (LLVM 19.1.7)', isSoftware: true };
    expect(judge('webgpu', findings, speed(40, 31))).toMatchObject({
      outcome: 'software',
      reason: 'llvmpipe (LLVM 19.1.7) computes on the CPU: 40 photos/s, the CPU 31',
    });
  });

  test('that was refused says why and has no figures', () => {
    const refused = { outcome: 'wrong', reason: 'cosine 0.93' } as const;
    const trial = judge('dml', { ...right, refused, lowestCosine: 0.93 }, undefined);
    expect(trial).toMatchObject({ ...refused, lowestCosine: 0.93, batch: null, photosPerSecond: null });
    expect(isRight(trial)).toBe(false);
  });

  test('may be asked for where it is right, if only slow', () => {
    expect(isRight(judge('webgpu', right, speed(1, 31)))).toBe(true);
    expect(isRight(judge('webgpu', { ...right, lowestCosine: NaN }, speed(1, 31)))).toBe(false);
  });
});

test('the batch is the smallest that none larger beats by more than noise', () => {
  const rates = (...all: [number, number][]): Parameters<typeof bestBatch>[0] =>
    all.map(([batch, photosPerSecond]) => ({ batch, photosPerSecond }));
  expect(bestBatch(rates([1, 50], [4, 160], [8, 200], [16, 205])).batch).toBe(8);
  expect(bestBatch(rates([1, 50], [4, 49])).batch).toBe(1);
  expect(bestBatch(rates([1, 50], [4, 90], [8, 80], [16, 120])).batch).toBe(16);
});

describe('the best of those tried', () => {
  const trial = (provider: ProcessorTrial['provider'], gpu: number): ProcessorTrial =>
    judge(provider, right, speed(gpu, 31));

  test('is the first that is faster than the CPU', () => {
    expect(bestTrial([trial('cuda', 20), trial('webgpu', 90)], 'linux')?.provider).toBe('webgpu');
    expect(bestTrial([trial('dml', 60), trial('webgpu', 90)], 'win32')?.provider).toBe('dml');
    expect(bestTrial([trial('cuda', 20)], 'linux')).toBeUndefined();
  });

  test('is the fastest on macOS', () => {
    expect(bestTrial([trial('coreml', 60), trial('webgpu', 90)], 'darwin')?.provider).toBe('webgpu');
    expect(bestTrial([trial('coreml', 95), trial('webgpu', 90)], 'darwin')?.provider).toBe('coreml');
  });
});
