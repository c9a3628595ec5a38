import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encoderEnvironment } from '../../../src-main/core/encoder-environment.ts';
import { cudaLibrary, missingLibrary, whyCudaNotLoaded } from '../../../src-main/encoder/sessions/cuda-library.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

const library = 'libonnxruntime_providers_cuda.so';

test('the provider is looked for beside the runtime that is loaded', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, {
    [`with/${library}`]: 'x',
    'with/libonnxruntime.so.1': 'x',
    [`other/${library}`]: 'x',
  });
  const paths = (...names: string[]): string => names.map((name) => join(folder.path, name)).join(':');
  expect(cudaLibrary({ LD_LIBRARY_PATH: paths('other', 'with') })).toBe(join(folder.path, 'with', library));
  expect(cudaLibrary({ LD_LIBRARY_PATH: paths('other') })).toBe(cudaLibrary({}));
});

test('an encoder finds the folder before those of the system, and nothing in the current one', () => {
  const path = (env: Record<string, string>, dir: string | null): string | undefined =>
    encoderEnvironment(env, dir)['LD_LIBRARY_PATH'];
  expect(path({}, '/data/cuda/1')).toBe('/data/cuda/1');
  expect(path({ LD_LIBRARY_PATH: '/a:/b' }, '/data/cuda/1')).toBe('/data/cuda/1:/a:/b');
  expect(path({ LD_LIBRARY_PATH: '' }, '/data/cuda/1')).toBe('/data/cuda/1');
  expect(path({ LD_LIBRARY_PATH: '/a' }, null)).toBe('/a');
});

test.each([
  [
    'libcuda.so.1: cannot open shared object file: No such file or directory',
    "NVIDIA's driver is missing: the system has no libcuda.so.1",
  ],
  [
    'libcublasLt.so.13: cannot open shared object file: No such file or directory',
    'the CUDA libraries are not whole: the system has no libcublasLt.so.13',
  ],
  ['/x/libonnxruntime_providers_cuda.so: undefined symbol: Provider_GetHost', null],
])('what the loader says is put plainly: %s', (said, plain) => {
  expect(missingLibrary(said)).toBe(plain);
});

test('where there is no library nothing is said', () => {
  expect(whyCudaNotLoaded(null)).toBeNull();
});
