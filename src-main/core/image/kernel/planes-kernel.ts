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

let module: WebAssembly.Module | undefined;

/** Make a kernel with at least `bytes` bytes of memory of its own, all 0. @throws RangeError if there is not as much. */
export function planesKernel(bytes: number): PlanesKernel {
  module ??= new WebAssembly.Module(Uint8Array.from(atob(planesBinary), (char) => char.charCodeAt(0)));
  const kernel = new WebAssembly.Instance(module).exports as unknown as PlanesKernel;
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
  return kernel;
}
