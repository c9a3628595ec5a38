import { join } from 'node:path';
import type { CudaSupport } from '../../../src-contract/index.ts';
import type { CudaList } from '../../core/cuda/library-list.ts';
import { systemNames, systemText } from '../system-files.ts';

/** What a machine has of NVIDIA's, as far as files of the system tell. */
export interface NvidiaMachine {
  /** Whether a card is there. */
  readonly hasCard: boolean;
  /** The card's name; null where the driver does not say. */
  readonly card: string | null;
  /** PCI device id of the newest card; null where none is told. */
  readonly device: number | null;
  /** Version of the kernel driver; null where none is loaded. */
  readonly driver: string | null;
}

const nvidiaVendor = '0x10de';
/** PCI class of displays and of cards that only compute. */
const displayClass = '0x03';
/** PCI device ids rise with the generations: Turing begins here. Older cards are not in CUDA 13 any more. */
const firstTuring = 0x1e00;

/**
 * Look at the system's files; no program is started and nothing of the driver is loaded.
 *
 * @param root of the file system, for tests.
 */
export async function readNvidia(root = '/'): Promise<NvidiaMachine> {
  const proc = join(root, 'proc', 'driver', 'nvidia');
  const gpus = await systemNames(join(proc, 'gpus'));
  const devices = await cardDevices(root);
  const information = gpus[0] === undefined ? null : await systemText(join(proc, 'gpus', gpus[0], 'information'));
  return {
    hasCard: gpus.length > 0 || devices.length > 0,
    card: /^Model:\s*(\S.*)$/mu.exec(information ?? '')?.[1]?.trim() ?? null,
    device: devices.length === 0 ? null : Math.max(...devices),
    driver: driverVersion((await systemText(join(proc, 'version'))) ?? ''),
  };
}

/** The driver's version in what its kernel module says; null where there is none in it. */
export function driverVersion(version: string): string | null {
  return /^NVRM version:.*?\s(\d+(?:\.\d+)+)(?:\s|$)/mu.exec(version)?.[1] ?? null;
}

/** PCI device ids of NVIDIA's cards, as the system lists its displays and its devices. */
async function cardDevices(root: string): Promise<number[]> {
  const drm = join(root, 'sys', 'class', 'drm');
  const pci = join(root, 'sys', 'bus', 'pci', 'devices');
  const folders = [
    ...(await systemNames(drm)).filter((name) => /^card\d+$/u.test(name)).map((name) => join(drm, name, 'device')),
    ...(await systemNames(pci)).map((name) => join(pci, name)),
  ];
  const found: number[] = [];
  for (const folder of folders) {
    if ((await systemText(join(folder, 'vendor')))?.trim() !== nvidiaVendor) continue;
    if ((await systemText(join(folder, 'class')))?.startsWith(displayClass) !== true) continue;
    const device = Number((await systemText(join(folder, 'device')))?.trim());
    if (Number.isInteger(device)) found.push(device);
  }
  return found;
}

/** Whether a list of libraries is of use here; `list` is null where there is none for this system and runtime. */
export function supportOf({ hasCard, device, driver }: NvidiaMachine, list: CudaList | null): CudaSupport {
  if (list === null) return 'system';
  if (!hasCard) return 'noCard';
  if (device !== null && device < firstTuring) return 'oldCard';
  if (driver === null) return 'noDriver';
  return Number.parseInt(driver, 10) < list.neededDriver ? 'oldDriver' : 'ok';
}
