/**
 * The part of the WebAssembly API that the kernels use: neither TypeScript's `es` libraries nor `@types/node` has it.
 *
 * @see https://webassembly.github.io/spec/js-api/
 */
declare namespace WebAssembly {
  class Memory<B extends ArrayBufferLike = ArrayBuffer> {
    readonly buffer: B;
    /**
     * Add pages of 64 KiB. Detaches the present buffer; where the memory is shared, `buffer` is a new and longer one
     * over the same bytes and the present one stays as it is. @throws RangeError where there is no more.
     */
    grow(pages: number): number;
    private constructor();
  }

  class Module {
    constructor(binary: Uint8Array<ArrayBuffer>);
    private readonly brand: unknown;
  }

  class Instance {
    constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
