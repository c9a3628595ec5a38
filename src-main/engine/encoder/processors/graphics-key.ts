import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { runtimePackage } from '../../runtime-package.ts';
import { systemNames, systemText } from '../../system-files.ts';

/** What chooses or changes a GPU's driver for this process alone. */
const variables = [
  'VK_ICD_FILENAMES',
  'VK_DRIVER_FILES',
  'VK_ADD_DRIVER_FILES',
  'VK_LOADER_DRIVERS_SELECT',
  'CUDA_VISIBLE_DEVICES',
  'DRI_PRIME',
  'LD_LIBRARY_PATH',
];

/** Folders of Linux in which drivers of Vulkan are registered. */
const vulkanFolders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/**
 * A key of everything that a trial of a provider rests on: another one, and it is tried anew. Made of the runtime, the
 * system and its graphics as far as files say it, without starting a program: on Linux the cards, their driver and what
 * is registered with Vulkan; on Windows the display drivers in the driver store, whose folders are named by content; on
 * macOS, where the system brings the driver, its version and the processor.
 *
 * @param libraries folder of the libraries of CUDA that were installed; null for none.
 */
export async function graphicsKey(env: NodeJS.ProcessEnv, libraries: string | null = null): Promise<string> {
  const facts = {
    runtime: (await runtimePackage())?.version ?? 'unknown',
    system: [process.platform, process.arch, release(), cpus()[0]?.model],
    environment: variables.map((name) => env[name] ?? null),
    graphics: await graphics(),
    // Not part of the key where there are none: what was measured before there could be any stays known.
    ...(libraries === null ? {} : { libraries }),
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

async function graphics(): Promise<unknown> {
  if (process.platform === 'linux') {
    const cards = (await systemNames('/sys/class/drm')).filter((name) => /^(?:card|renderD)\d+$/u.test(name));
    return Promise.all([
      ...cards.map(async (card) => [card, await systemText(`/sys/class/drm/${card}/device/uevent`)]),
      systemText('/proc/driver/nvidia/version'),
      ...vulkanFolders.map(changesIn),
    ]);
  }
  if (process.platform === 'win32') {
    const store = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'DriverStore', 'FileRepository');
    return (await systemNames(store)).filter((name) => /^(?:nv|u0|c0|ati|amd|ig|iigd|qcdx)/iu.test(name));
  }
  return null;
}

async function changesIn(folder: string): Promise<unknown> {
  const found = await systemNames(folder);
  return Promise.all(found.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs]));
}
