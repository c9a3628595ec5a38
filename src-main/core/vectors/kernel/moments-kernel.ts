import { momentsBinary } from './moments-binary.ts';

/** What moments.as.ts exports, over pointers into its memory. */
export interface MomentsKernel {
  readonly memory: WebAssembly.Memory;
  addProducts(matrix: number, left: number, right: number, dim: number, n: number): void;
  quadratic(matrix: number, query: number, dim: number): number;
}

const pageBytes = 65_536;

let module: WebAssembly.Module | undefined;

/** Make a kernel with at least `bytes` bytes of memory of its own, all 0. @throws RangeError if there is not as much. */
export function momentsKernel(bytes: number): MomentsKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(momentsBinary), (char) => char.charCodeAt(0)));
  const kernel = new WebAssembly.Instance(module).exports as unknown as MomentsKernel;
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
  return kernel;
}
