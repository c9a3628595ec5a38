import { resampleBinary } from './resample-binary.ts';

/** What resample.as.ts exports: its passes, over pointers into its memory. */
export interface ResampleKernel {
  readonly memory: WebAssembly.Memory;
  resampleRows(
    source: number,
    sourceStride: number,
    height: number,
    taps: number,
    recordBytes: number,
    out: number,
    outStride: number,
    width: number,
  ): void;
  resampleColumns(
    source: number,
    sourceStride: number,
    taps: number,
    recordBytes: number,
    out: number,
    rowBytes: number,
    height: number,
  ): void;
}

const pageBytes = 65_536;
/** WebAssembly memory never shrinks: an instance larger than this is not kept for the next photo. */
const keptBytes = 64 * 1024 * 1024;

let module: WebAssembly.Module | undefined;
let kept: ResampleKernel | undefined;

/**
 * Run the thread's kernel with at least `bytes` bytes of memory, whose content is arbitrary; it is compiled on first
 * use. The memory must not be used after `work` has returned.
 *
 * @throws RangeError if there is not as much memory.
 */
export function withResampleKernel<T>(bytes: number, work: (kernel: ResampleKernel) => T): T {
  const kernel = (kept ??= instantiate());
  try {
    const missing = bytes - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
    return work(kernel);
  } finally {
    if (kernel.memory.buffer.byteLength > keptBytes) kept = undefined;
  }
}

function instantiate(): ResampleKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(resampleBinary), (char) => char.charCodeAt(0)));
  return new WebAssembly.Instance(module).exports as unknown as ResampleKernel;
}
