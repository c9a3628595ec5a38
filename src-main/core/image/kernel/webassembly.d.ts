/**
 * The part of the WebAssembly API that the kernels use: neither TypeScript's `es` libraries nor `@types/node` has it.
 *
 * @see https://webassembly.github.io/spec/js-api/
 */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer;
    /** Add pages of 64 KiB, which detaches the present buffer. @throws RangeError where there is no more. */
    grow(pages: number): number;
    private constructor();
  }

  class Module {
    constructor(binary: Uint8Array<ArrayBuffer>);
    private readonly brand: unknown;
  }

  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
