const pageBits = 14;
const pageSize = 1 << pageBits;
const largestId = 2 ** 32 - 1;

/** Ids to rows, for ids that are mostly dense: 4 bytes an id, where a Map takes 40. */
export class IdMap {
  readonly #pages: (Int32Array | undefined)[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The row of an id; -1 when there is none. */
  get(id: number): number {
    return (this.#pages[id >>> pageBits]?.[id & (pageSize - 1)] ?? 0) - 1;
  }

  /** @throws RangeError when the id is not a whole number of 1 to 2^32 - 1. */
  set(id: number, row: number): void {
    if (!Number.isInteger(id) || id < 1 || id > largestId) {
      throw new RangeError(`Expected an id of 1 to ${largestId} but received ${id}`);
    }
    const page = (this.#pages[id >>> pageBits] ??= new Int32Array(pageSize));
    const at = id & (pageSize - 1);
    if (page[at] === 0) this.#size++;
    page[at] = row + 1;
  }

  delete(id: number): void {
    const page = this.#pages[id >>> pageBits];
    const at = id & (pageSize - 1);
    if (page === undefined || page[at] === 0) return;
    page[at] = 0;
    this.#size--;
  }
}
