import { expect, test } from 'vitest';
import { GpuTrust } from '../../../src-main/engine/encoder/processors/gpu-trust.ts';

const minute = 60_000;

function trustAt(): { trust: GpuTrust; pass: (ms: number) => void } {
  let nowMs = 0;
  return { trust: new GpuTrust(() => nowMs), pass: (ms) => void (nowMs += ms) };
}

test('a GPU that was lost once is used again', () => {
  const { trust } = trustAt();
  expect([trust.isTrusted, trust.reason]).toEqual([true, null]);
  trust.lost('device lost');
  expect([trust.isTrusted, trust.reason]).toEqual([true, 'device lost']);
});

test('one that is lost again soon is left alone for an hour, and then once more', () => {
  const { trust, pass } = trustAt();
  trust.lost('device lost');
  pass(minute);
  trust.lost('device lost again');
  expect(trust.isTrusted).toBe(false);
  pass(61 * minute);
  expect(trust.isTrusted).toBe(true);
  trust.lost('and again');
  expect(trust.isTrusted).toBe(true);
  trust.lost('at once');
  expect(trust.isTrusted).toBe(false);
});

test('losses far apart, as of a computer that sleeps, do not add up', () => {
  const { trust, pass } = trustAt();
  for (let night = 0; night < 5; night++) {
    trust.lost('driver reset');
    expect(trust.isTrusted).toBe(true);
    pass(11 * minute);
  }
});

test('an encoder that dies on the CPU, too, was not killed by the GPU', () => {
  const { trust } = trustAt();
  trust.lost('the encoder ended');
  trust.lost('the encoder ended');
  expect(trust.isTrusted).toBe(false);
  trust.diedOnCpu();
  expect([trust.isTrusted, trust.reason]).toEqual([true, null]);
});
