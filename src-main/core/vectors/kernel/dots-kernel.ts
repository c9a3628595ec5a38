import { dotsBinary } from './dots-binary.ts';

/** What dots.as.ts exports, over pointers into its memory. */
export interface DotsKernel {
  readonly memory: WebAssembly.Memory;
  dots(vector: number, rows: number, out: number, dim: number, n: number): void;
}

const pageBytes = 65_536;

let module: WebAssembly.Module | undefined;

/** Make a kernel with at least `bytes` bytes of memory of its own, all 0. @throws RangeError if there is not as much. */
export function dotsKernel(bytes: number): DotsKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(dotsBinary), (char) => char.charCodeAt(0)));
  const kernel = new WebAssembly.Instance(module).exports as unknown as DotsKernel;
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
  return kernel;
}
