import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const libraryName = 'libonnxruntime_providers_cuda.so';
const runtimeName = 'libonnxruntime.so.1';

/**
 * The library of the runtime's CUDA provider: beside the runtime that this process loads, which is one in a folder of
 * LD_LIBRARY_PATH, or else the package's own. Null where there is none.
 */
export function cudaLibrary(env: NodeJS.ProcessEnv = process.env): string | null {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const own = join(dirname(entry), '..', 'bin', 'napi-v6', 'linux', process.arch);
  const before = (env['LD_LIBRARY_PATH'] ?? '').split(':').filter((path) => existsSync(join(path, runtimeName)));
  const folders = [...before, own];
  return folders.map((folder) => join(folder, libraryName)).find((path) => existsSync(path)) ?? null;
}

/**
 * Why the CUDA provider was not loaded: the runtime says that it was not, and writes the reason to stderr alone. The
 * system is asked again. Null where it does not say.
 */
export function whyCudaNotLoaded(library = cudaLibrary()): string | null {
  if (library === null) return null;
  try {
    process.dlopen({ exports: {} }, library);
    return null;
  } catch (error) {
    return missingLibrary(error instanceof Error ? error.message : String(error));
  }
}

/** Which library was missing, in plain words, by what the system's loader said; null where none was. */
export function missingLibrary(said: string): string | null {
  const [, name] = /^(lib[\w.+-]+): cannot open shared object file/u.exec(said) ?? [];
  if (name === undefined) return null;
  if (name === 'libcuda.so.1') return `NVIDIA's driver is missing: the system has no ${name}`;
  return `the CUDA libraries are not whole: the system has no ${name}`;
}
