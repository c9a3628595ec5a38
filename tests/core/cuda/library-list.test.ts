import { basename } from 'node:path';
import { expect, test } from 'vitest';
import {
  CudaList,
  downloadBytes,
  licensesOf,
  pinnedList,
  unpackedBytes,
} from '../../../src-main/core/cuda/library-list.ts';
import { runtimePackage } from '../../../src-main/engine/runtime-package.ts';

const list = pinnedList();

test('the list fits the runtime that comes with the app', async () => {
  expect(list.runtime).toBe((await runtimePackage())?.version);
  expect(list.wheels[0]?.url).toContain(`onnxruntime_gpu-${list.runtime}-`);
});

test('every library has one place, and what the provider asks for is there', () => {
  const paths = list.wheels.flatMap(({ members }) => members.map(({ path }) => path));
  expect(new Set(paths).size).toBe(paths.length);
  const needed = ['providers_cuda', 'providers_shared', 'cublas.', 'cublasLt', 'curand', 'cudart', 'cudnn.', 'nvrtc.'];
  expect(needed.filter((name) => !paths.some((path) => path.includes(name)))).toEqual([]);
  // The app's own runtime is put beside them.
  expect(paths).not.toContain('libonnxruntime.so.1');
});

test('every wheel has its license, in the folder, too', () => {
  const known = list.licenses.map(({ id }) => id);
  for (const { license, members } of list.wheels) {
    expect(known).toContain(license);
    expect(members.some(({ path }) => path.startsWith('licenses/'))).toBe(true);
  }
  const nvidia = licensesOf(list).filter(({ name }) => name.startsWith('NVIDIA'));
  expect(nvidia.map(({ mustAccept }) => mustAccept)).toEqual([true, true]);
  expect(licensesOf(list).flatMap(({ parts }) => parts)).toHaveLength(list.wheels.length);
});

test('its sizes are those of the wheels and of what is taken out of them', () => {
  expect(downloadBytes(list)).toBe(1_188_003_106);
  expect(unpackedBytes(list)).toBe(1_608_976_839);
  expect(new Set(list.wheels.map(({ url }) => basename(url))).size).toBe(list.wheels.length);
});

test.each([
  ['another site', { url: 'https://example.org/packages/a.whl' }],
  ['a place outside', { members: [{ member: 'a', path: '../a', bytes: 1 }] }],
  ['an absolute place', { members: [{ member: 'a', path: '/a', bytes: 1 }] }],
  ['no sha256', { sha256: '' }],
])('a list with %s is refused', (_what, change) => {
  const [first, ...others] = list.wheels;
  expect(CudaList.safeParse({ ...list, wheels: [{ ...first, ...change }, ...others] }).success).toBe(false);
});
