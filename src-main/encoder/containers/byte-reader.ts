/** A structure that is damaged, or of a form that is not read. */
export class StructureError extends Error {
  override readonly name = 'StructureError';
}

/** Reads big-endian numbers one after the other. @throws StructureError behind the end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** An unsigned number of `size` bytes: 1 to 4, 8, or 0, which is 0. Beyond 2^53 it is not exact. */
  uint(size: number): number {
    if (size === 0) return 0;
    if (size === 8) return this.uint(4) * 2 ** 32 + this.uint(4);
    const at = this.#advance(size);
    return this.#bytes.readUIntBE(at, size);
  }

  int(size: number): number {
    return this.#bytes.readIntBE(this.#advance(size), size);
  }

  /** Four characters. */
  type(): string {
    const at = this.#advance(4);
    return this.#bytes.toString('latin1', at, at + 4);
  }

  skip(size: number): void {
    this.#advance(size);
  }

  /** What is left, as a view. */
  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  #advance(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) throw new StructureError('A box ends too early');
    this.#at += size;
    return at;
  }
}
