import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pinnedList } from '../../../src-main/core/cuda/library-list.ts';
import { driverVersion, readNvidia, supportOf } from '../../../src-main/engine/cuda/nvidia-machine.ts';
import { nvidiaRoot } from '../../helpers/cuda-list.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

const list = pinnedList();

describe('the machine', () => {
  test('is told by the files of the driver and the system', async () => {
    await using root = await nvidiaRoot();
    expect(await readNvidia(root.path)).toEqual({
      hasCard: true,
      card: 'NVIDIA Test Card',
      device: 0x2786,
      driver: '580.65.06',
    });
  });

  test('has nothing where nothing is told', async () => {
    await using root = await tempFolder();
    const machine = await readNvidia(root.path);
    expect(machine).toEqual({ hasCard: false, card: null, device: null, driver: null });
    expect(supportOf(machine, list)).toBe('noCard');
  });

  test('has a card without its driver, found among the devices', async () => {
    await using root = await tempFolder();
    const device = (name: string, vendor: string, kind: string, id: string): Record<string, string> => ({
      [`sys/bus/pci/devices/${name}/vendor`]: `${vendor}\n`,
      [`sys/bus/pci/devices/${name}/class`]: `${kind}\n`,
      [`sys/bus/pci/devices/${name}/device`]: `${id}\n`,
    });
    await writeFiles(root.path, {
      ...device('0000:00:02.0', '0x8086', '0x030000', '0x9a49'),
      ...device('0000:01:00.0', '0x10de', '0x030200', '0x2321'),
      // The sound of the card.
      ...device('0000:01:00.1', '0x10de', '0x040300', '0x22ba'),
    });
    const machine = await readNvidia(root.path);
    expect(machine).toEqual({ hasCard: true, card: null, device: 0x2321, driver: null });
    expect(supportOf(machine, list)).toBe('noDriver');
  });

  test('whose card is a sound card alone has none', async () => {
    await using root = await nvidiaRoot();
    await rm(join(root.path, 'proc'), { recursive: true });
    await writeFiles(root.path, { 'sys/class/drm/card0/device/class': '0x040300\n' });
    expect((await readNvidia(root.path)).hasCard).toBe(false);
  });
});

describe('what is needed', () => {
  test.each([
    ['580.65.06', '0x2786', 'ok'],
    ['605.10', '0x1e02', 'ok'],
    ['575.57.08', '0x2786', 'oldDriver'],
    // The last Pascal: its driver is new enough, CUDA 13 has nothing for it.
    ['580.65.06', '0x1d01', 'oldCard'],
  ] as const)('driver %s with device %s: %s', async (driver, device, support) => {
    await using root = await nvidiaRoot({ driver, device });
    expect(supportOf(await readNvidia(root.path), list)).toBe(support);
  });

  test('a container may have the driver and not tell of devices', () => {
    expect(supportOf({ hasCard: true, card: null, device: null, driver: '590.1' }, list)).toBe('ok');
    expect(supportOf({ hasCard: true, card: null, device: null, driver: '590.1' }, null)).toBe('system');
  });
});

test.each([
  ['NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs)', '580.65.06'],
  ['NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023', '535.129.03'],
  ['NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54', '550.54'],
  ['GCC version:  gcc version 12.3.0', null],
  ['', null],
])('the driver that says "%s" is %s', (said, version) => {
  expect(driverVersion(said)).toBe(version);
});
