import { scanBinary } from './scan-binary.ts';

/** A memory that threads share. Spelled out, because the DOM's types do not tell it from one that they do not. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** See `WebAssembly.Memory`. */
  grow(pages: number): number;
}

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
  // What the DOM's types want of a memory is more than is passed on here.
  const imports = { env: { memory } } as never;
  return new WebAssembly.Instance(module, imports).exports as unknown as ScanKernel;
}
