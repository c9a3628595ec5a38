import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromiumPath } from '../e2e/lib/chromium.ts';

/** Folders in which Chromium has SwiftShader, a driver of Vulkan that computes on the CPU. */
const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', dirname(chromiumPath ?? '/')];
const driver = folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((file) => existsSync(file));

/**
 * Environment in which WebGPU runs without a GPU, on SwiftShader and with the Vulkan loader that lies beside it; undefined
 * where there is none, or the system is not Linux.
 */
export const softwareGpu: Readonly<Record<string, string>> | undefined =
  driver === undefined || process.platform !== 'linux'
    ? undefined
    : {
        VK_ICD_FILENAMES: driver,
        VK_DRIVER_FILES: driver,
        LD_LIBRARY_PATH: [dirname(driver), process.env['LD_LIBRARY_PATH'] ?? '']
          .filter((part) => part !== '')
          .join(':'),
      };
