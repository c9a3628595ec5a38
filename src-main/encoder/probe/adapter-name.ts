import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GpuProvider } from '../../core/processor/trial.ts';

/** Finds out what a provider runs on, in a process that does nothing else. */
export interface AdapterWatch extends Disposable {
  /** The adapter, once a session is open; null where the system does not say. */
  name(): string | null;
}

/**
 * [Note: Adapter] onnxruntime knows the adapter it runs on and does not say. What does, without another program:
 *
 * - Linux, WebGPU: the Vulkan loader, which is asked by VK_LOADER_DEBUG to write what it does to stderr. It names the
 *   device that was made (`Using "<name>" with driver: "<path>"`).
 * - Linux, CUDA: the driver, in /proc/driver/nvidia.
 * - macOS: Apple's GPU is part of the processor and called like it.
 * - Windows: the driver's module that is in the process by then, which tells the maker, or WARP.
 *
 * @see https://github.com/KhronosGroup/Vulkan-Loader/blob/main/docs/LoaderDebugging.md
 */
export function watchAdapter(provider: GpuProvider): AdapterWatch {
  if (process.platform === 'linux' && provider === 'webgpu') return watchVulkanLoader();
  const looks: Partial<Record<NodeJS.Platform, () => string | null>> = {
    linux: nvidiaModel,
    darwin: () => cpus()[0]?.model ?? null,
    win32: windowsDriver,
  };
  return { name: () => looks[process.platform]?.() ?? null, [Symbol.dispose]: () => undefined };
}

function watchVulkanLoader(): AdapterWatch {
  const folder = mkdtempSync(join(tmpdir(), 'eidetic-adapter-'));
  const file = join(folder, 'loader');
  process.env['VK_LOADER_DEBUG'] = 'driver';
  // The loader writes to the descriptor, which Node cannot turn elsewhere: what is opened next gets the number.
  closeSync(2);
  openSync(file, 'a');
  return {
    name: () => deviceInLoaderLog(readFileSync(file, 'utf8')),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The device that an application made last, by what the Vulkan loader wrote; null when it made none. */
export function deviceInLoaderLog(log: string): string | null {
  return Array.from(log.matchAll(/Using "([^"]+)" with driver:/gu)).at(-1)?.[1] ?? null;
}

function nvidiaModel(): string | null {
  const folder = '/proc/driver/nvidia/gpus';
  try {
    const [first] = readdirSync(folder);
    if (first === undefined) return null;
    return nvidiaName(readFileSync(join(folder, first, 'information'), 'utf8'));
  } catch (error) {
    // The driver is another, or has no such folder in a container.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The model in what NVIDIA's driver says of a GPU. */
export function nvidiaName(information: string): string | null {
  return /^Model:\s*(\S.*)$/mu.exec(information)?.[1]?.trim() ?? null;
}

function windowsDriver(): string | null {
  // It would look at the network devices, too. The switch is newer than its type.
  Object.assign(process.report, { excludeNetwork: true });
  const { sharedObjects } = process.report.getReport() as { readonly sharedObjects: readonly string[] };
  return driverAmong(sharedObjects);
}

/** User-mode Direct3D drivers by their files, and Windows' own that computes on the CPU. */
const windowsDrivers = [
  [/^nv(?:wgf2um|d3dum|ldumd)x?/iu, 'NVIDIA'],
  [/^(?:ati|amdx)[a-z0-9]*\.dll$/iu, 'AMD'],
  [/^ig[a-z0-9]*um[a-z0-9]*\.dll$/iu, 'Intel'],
  [/^qcdx/iu, 'Qualcomm'],
  [/^d3d10warp\.dll$/iu, 'WARP (software adapter)'],
] as const;

/** Whose Direct3D driver is among the modules of a process; null when none is known. */
export function driverAmong(modules: readonly string[]): string | null {
  const files = modules.map((path) => path.split(/[\\/]/u).at(-1) ?? '');
  return windowsDrivers.find(([pattern]) => files.some((file) => pattern.test(file)))?.[1] ?? null;
}
