import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** The package of the inference runtime, which the engine never loads. */
export interface RuntimePackage {
  readonly version: string;
  /** Absolute path of its library for this system. */
  readonly library: string;
}

/** Find the package; null where it is not installed. */
export async function runtimePackage(): Promise<RuntimePackage | null> {
  const file = findPackageJSON('onnxruntime-node', import.meta.url);
  if (file === undefined) return null;
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { readonly version: string };
  const folder = join(dirname(file), 'bin', 'napi-v6', process.platform, process.arch);
  // In a packaged app libraries lie beside the archive: the system cannot read into it.
  const onDisk = folder.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
  return { version, library: join(onDisk, runtimeLibrary) };
}

/** Name by which the runtime's binding asks the system for its library on Linux. */
export const runtimeLibrary = 'libonnxruntime.so.1';
