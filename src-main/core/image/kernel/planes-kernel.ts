import { planesBinary } from './planes-binary.ts';

/** What planes.as.ts exports, over pointers into its memory. */
export interface PlanesKernel {
  readonly memory: WebAssembly.Memory;
  reducePlane(
    source: number,
    sourceStride: number,
    extraBits: number,
    across: number,
    down: number,
    out: number,
    outStride: number,
    width: number,
    height: number,
    sums: number,
  ): void;
  planesToRgb(
    lumaPlane: number,
    lumaStride: number,
    bluePlane: number,
    redPlane: number,
    chromaStride: number,
    halfAcross: number,
    halfDown: number,
    y: number,
    width: number,
    height: number,
    black: number,
    luma: number,
    redOfRed: number,
    greenOfBlue: number,
    greenOfRed: number,
    blueOfBlue: number,
    out: number,
  ): void;
}

const pageBytes = 65_536;
/** Kernels that are kept for the next pictures: making one costs as much as using it. */
const kept = { kernels: 2, bytes: 32 * 1024 * 1024 } as const;

let module: WebAssembly.Module | undefined;
const free: PlanesKernel[] = [];

/**
 * Take a kernel with at least `bytes` bytes of memory, whose content is arbitrary. Nobody else has it until it is given
 * back, which need not be.
 *
 * @throws RangeError if there is not as much memory.
 */
export function takePlanesKernel(bytes: number): PlanesKernel {
  const kernel = free.pop() ?? instantiate();
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
  return kernel;
}

/** Memory of WebAssembly never shrinks: what has become large is left to the garbage collector. */
export function givePlanesKernelBack(kernel: PlanesKernel): void {
  if (free.length < kept.kernels && kernel.memory.buffer.byteLength <= kept.bytes) free.push(kernel);
}

function instantiate(): PlanesKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(planesBinary), (char) => char.charCodeAt(0)));
  return new WebAssembly.Instance(module).exports as unknown as PlanesKernel;
}
