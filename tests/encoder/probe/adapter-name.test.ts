import { expect, test } from 'vitest';
import { deviceInLoaderLog, driverAmong, nvidiaName } from '../../../src-main/encoder/probe/adapter-name.ts';

test("the Vulkan loader's log names the device that was made, the last of them", () => {
  const log = `[Vulkan Loader] INFO | DRIVER:  linux_read_sorted_physical_devices:
[Vulkan Loader] INFO | DRIVER:             [0] AMD Radeon RX 7800 XT (RADV NAVI32)
[Vulkan Loader] INFO | DRIVER:             [1] llvmpipe (LLVM 19.1.7, 256 bits)
[Vulkan Loader] DRIVER:                Using "llvmpipe (LLVM 19.1.7, 256 bits)" with driver: "/usr/lib/libvulkan_lvp.so"
[Vulkan Loader] DRIVER:                Using "AMD Radeon RX 7800 XT (RADV NAVI32)" with driver: "/usr/lib/libvulkan_radeon.so"
`;
  expect(deviceInLoaderLog(log)).toBe('AMD Radeon RX 7800 XT (RADV NAVI32)');
  expect(deviceInLoaderLog('[Vulkan Loader] DRIVER: Searching for driver manifest files\n')).toBeNull();
});

test("NVIDIA's driver says which model a GPU is", () => {
  expect(nvidiaName('Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 17\n')).toBe('NVIDIA H100 80GB HBM3');
  expect(nvidiaName('IRQ: 17\n')).toBeNull();
});

test.each([
  ['C:\\Windows\\System32\\DriverStore\\FileRepository\\nv_dispi.inf_amd64_1b2c\\nvwgf2umx.dll', 'NVIDIA'],
  ['C:\\Windows\\System32\\DriverStore\\FileRepository\\u0403.inf_amd64_9d\\amdxc64.dll', 'AMD'],
  ['C:\\Windows\\System32\\DriverStore\\FileRepository\\iigd_dch.inf_amd64_77\\igd12um64xel.dll', 'Intel'],
  ['C:\\Windows\\System32\\d3d10warp.dll', 'WARP (software adapter)'],
  ['C:\\Windows\\System32\\kernel32.dll', null],
])('the maker of a Direct3D driver is told by its module: %s', (module, maker) => {
  expect(driverAmong(['C:\\Windows\\System32\\ntdll.dll', module])).toBe(maker);
});
