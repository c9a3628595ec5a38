import { scanBinary } from './scan-binary.ts';

/** A memory that threads share. */
export type SharedMemory = WebAssembly.Memory<SharedArrayBuffer>;

/** What scan.as.ts exports, over pointers into the memory it was given. */
export interface ScanKernel {
  scanBlock(
    block: number,
    half: number,
    alive: number,
    filter: number,
    queries: number,
    queryBytes: number,
    count: number,
    found: number,
    keys: number,
    capacity: number,
  ): void;
}

let module: WebAssembly.Module | undefined;

/** Instantiate the kernel over a memory; it is compiled on first use, once a thread. */
export function scanKernel(memory: SharedMemory): ScanKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(scanBinary), (char) => char.charCodeAt(0)));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as ScanKernel;
}
