import { blockRows, maskBytes } from '../../../core/vectors/layout.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { PhotoFilter } from '../vector-index.ts';

const blockWords = maskBytes / 4;
/** Ids that are looked up between two looks at the clock. */
const stride = 4096;

/** Rows that a scan is limited to: the photos of a filter, as a bit for each row. */
export class RowFilter {
  readonly #mirror: Mirror;
  readonly #only: PhotoFilter;
  #words: Uint32Array<ArrayBuffer>;

  constructor(mirror: Mirror, only: PhotoFilter) {
    this.#mirror = mirror;
    this.#only = only;
    this.#words = new Uint32Array(mirror.blockCount * blockWords);
  }

  /** Look up the photos; `breathe` is awaited now and then. Until it ends, `follow` must be told of every new row. */
  async build(breathe: () => Promise<void>): Promise<void> {
    let looked = 0;
    for (const id of this.#only) {
      const row = this.#mirror.rowOf(id);
      if (row >= 0) this.#mark(row);
      looked++;
      if (looked % stride === 0) await breathe();
    }
  }

  /** A photo has a new row: let it pass where the photo does. */
  follow(id: number, row: number): void {
    if (this.#only.has(id)) this.#mark(row);
  }

  /** Put the mask where the kernel reads it. */
  write(): void {
    const { segments, layout } = this.#mirror;
    const segmentWords = layout.capacity * blockWords;
    for (const [i, segment] of segments.entries()) {
      const start = i * segmentWords;
      const part = this.#words.subarray(start, start + segmentWords);
      const mask = segment.numbers.subarray(layout.filter / 4, layout.filter / 4 + segmentWords);
      mask.set(part);
      mask.fill(0, part.length);
    }
  }

  #mark(row: number): void {
    const word = Math.floor(row / blockRows) * blockWords + ((row % blockRows) >>> 5);
    if (word >= this.#words.length) {
      const longer = new Uint32Array(Math.max(2 * this.#words.length, word + blockWords));
      longer.set(this.#words);
      this.#words = longer;
    }
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (row & 31));
  }
}
