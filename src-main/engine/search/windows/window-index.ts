import { availableParallelism } from 'node:os';
import { type Scored, TopK } from '../../../core/math/top-k.ts';
import { directionNorm, dot, type Embedding } from '../../../core/math/vector.ts';
import { mostHits, queriesAtOnce } from '../../../core/vectors/layout.ts';
import type { Coder } from '../../../core/vectors/codes.ts';
import { codedBlends } from '../../../core/windows/blended.ts';
import { windowBoxes } from '../../../core/windows/window-boxes.ts';
import { Slices } from '../../slices.ts';
import { Mirror } from '../mirror/mirror.ts';
import { RowFilter } from '../scan/row-filter.ts';
import { ScanPool } from '../scan/scan-pool.ts';
import { shortlistOf } from '../scan/shortlist.ts';
import type { PhotoFilter, ScanOptions } from '../vector-index.ts';

/** Rows of a photo. */
const rowsOfPhoto = windowBoxes.length;
/** As few blocks as this are scanned without threads. */
const inlineBlocks = 8;
/** Blends lie between unit vectors. */
const longest = 1;
/** Sparse blocks that are moved together before a scan. */
const gatheredAtOnce = 1;

export interface WindowScan {
  /** Photos wanted. */
  readonly top: number;
  readonly only: PhotoFilter | null;
}

/**
 * Blends of photos with their windows, in memory that threads scan as they do embeddings: five rows a photo, of which the best
 * counts. A photo's score is that of what is stored, the codes, so nothing is read from the database. See [Note: Windows].
 */
export class WindowIndex implements AsyncDisposable {
  readonly #mirror: Mirror;
  readonly #pool: ScanPool;
  /** Filters of scans that have not begun. */
  readonly #filters = new Set<RowFilter>();
  readonly #photos = new Set<number>();
  #attached = 0;

  /** @param threads that scan: as many as scan embeddings when missing. */
  constructor(dim: number, threads = Math.min(4, availableParallelism())) {
    this.#mirror = new Mirror(dim, threads, { isCounted: false });
    this.#mirror.onPlaced = (row, at) => {
      for (const filter of this.#filters) filter.follow(row, at);
    };
    this.#pool = new ScanPool({ layout: this.#mirror.layout, threads, inlineBlocks });
  }

  /** Photos that have windows. */
  get size(): number {
    return this.#photos.size;
  }

  get coder(): Coder {
    return this.#mirror.coder;
  }

  has(photoId: number): boolean {
    return this.#photos.has(photoId);
  }

  /** What the scores of a photo are lowered by, as a 32-bit float; 0 when there is no such photo. */
  loweredBy(photoId: number): number {
    return this.#mirror.biasOf(firstRow(photoId));
  }

  /**
   * Add the windows of a photo, or replace them.
   *
   * @param codes as `encodeBlends` makes them.
   * @param lowered what the scores are lowered by: its bias, and the excess.
   * @returns false where the codes are damaged, or of another size than the pack's.
   * @throws RangeError when there is no memory.
   */
  set(photoId: number, codes: Uint8Array, lowered: number): boolean {
    const coded = codedBlends(this.#mirror.coder, codes);
    if (coded === undefined || !Number.isFinite(lowered)) return false;
    this.#photos.add(photoId);
    for (const [i, { scale, row }] of coded.entries())
      this.#mirror.place(firstRow(photoId) + i, row, { scale, norm: longest, bias: lowered });
    return true;
  }

  delete(photoId: number): void {
    if (this.#photos.delete(photoId)) for (const row of rowsOf(photoId)) this.#mirror.delete(row);
  }

  /** Blends of a photo, as its codes have them, each [dim]; none when there is no such photo. */
  blendsOf(photoId: number): Embedding[] {
    return rowsOf(photoId).flatMap((row) => {
      const values = this.#mirror.decoded(row);
      return values === undefined ? [] : [this.coder.unrotate(values)];
    });
  }

  /** Scores of photos by their best blends, less what they are lowered by; undefined of those that are not there. */
  scores(photoIds: readonly number[], query: Embedding): (number | undefined)[] {
    const rotated = this.#rotated(query);
    return photoIds.map((photoId) => this.#bestOf(rowsOf(photoId), rotated).get(photoId));
  }

  /**
   * Find the photos that fit a query best, best first; ties go to the lower id.
   *
   * Of a photo all five rows can be among the best, so five times as many are looked for. Where that is more than a scan
   * finds, it is made again without those found, until there are enough.
   *
   * @throws the signal's reason
   */
  async scan(query: Embedding, { top, only }: WindowScan, { signal }: ScanOptions = {}): Promise<Scored[]> {
    const hits: Scored[] = [];
    const seen = new Set<number>();
    for (;;) {
      const left = seen.size === 0 ? only : except(only ?? this.#photos, seen);
      const wanted = Math.min(top - hits.length, Math.floor(mostHits / rowsOfPhoto));
      const [found = []] = await this.#scanGroup([query], { top: wanted, only: left }, signal, true);
      for (const hit of found) {
        hits.push(hit);
        seen.add(hit.id);
      }
      if (found.length < wanted || hits.length >= top) return hits;
    }
  }

  /** The photo that fits each of many queries best. @throws the signal's reason */
  async best(
    queries: readonly Embedding[],
    only: PhotoFilter | null,
    { signal }: ScanOptions = {},
  ): Promise<(Scored | undefined)[]> {
    const best: (Scored | undefined)[] = [];
    for (let start = 0; start < queries.length; start += queriesAtOnce) {
      const group = queries.slice(start, start + queriesAtOnce);
      best.push(...(await this.#scanGroup(group, { top: 1, only }, signal, false)).map(([hit]) => hit));
    }
    return best;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  async #scanGroup(
    queries: readonly Embedding[],
    { top, only }: WindowScan,
    signal: AbortSignal | undefined,
    urgent: boolean,
  ): Promise<Scored[][]> {
    const combined = queries.map((query) => {
      directionNorm(query, this.#mirror.coder.embeddingDim, 'a query');
      return Float64Array.from(query);
    });
    const rows = top * rowsOfPhoto;
    return this.#following(only, (filter) =>
      this.#pool.run({
        urgent,
        signal,
        prepare: () => {
          this.#prepare(combined, rows, filter);
          return { count: queries.length, top: rows, filtered: filter !== null, blocks: this.#mirror.blockCount };
        },
        collect: (threads) =>
          combined.map((query, at) => {
            const { ids } = shortlistOf(this.#mirror, query, { at, top: rows, threads });
            const best = new TopK(top);
            // The best row of each of the best photos is among them.
            for (const [photoId, score] of this.#bestOf(ids, this.#rotated(query))) best.offer(photoId, score);
            return best.sorted();
          }),
      }),
    );
  }

  /** Build a filter and scan by it; it is told of every new row meanwhile. */
  async #following<T>(only: PhotoFilter | null, scan: (filter: RowFilter | null) => Promise<T>): Promise<T> {
    if (only === null) return scan(null);
    const filter = new RowFilter(this.#mirror, rowsIn(only));
    this.#filters.add(filter);
    try {
      await filter.build(new Slices().breathe);
      return await scan(filter);
    } finally {
      this.#filters.delete(filter);
    }
  }

  #prepare(queries: readonly Float64Array[], top: number, filter: RowFilter | null): void {
    const mirror = this.#mirror;
    mirror.sweep();
    mirror.release();
    mirror.gather(gatheredAtOnce);
    for (const segment of mirror.segments.slice(this.#attached)) this.#pool.attach(segment.memory);
    this.#attached = mirror.segments.length;
    filter?.write();
    for (const [i, vector] of queries.entries()) {
      const bytes = new Uint8Array(mirror.layout.queryBytes);
      mirror.coder.encodeQuery({ vector, biasWeight: 1 }, top, mirror.bounds, bytes);
      for (const segment of mirror.segments) segment.bytes.set(bytes, mirror.layout.queries + i * bytes.length);
    }
  }

  #rotated(query: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.#mirror.coder.rotate(query));
  }

  /** The best score of each photo by some rows. */
  #bestOf(rows: Iterable<number>, rotated: Float64Array): Map<number, number> {
    const best = new Map<number, number>();
    for (const row of rows) {
      const values = this.#mirror.decoded(row);
      if (values === undefined) continue;
      const score = dot(values, rotated) - this.#mirror.biasOf(row);
      const photoId = photoOf(row);
      if (score > (best.get(photoId) ?? -Infinity)) best.set(photoId, score);
    }
    return best;
  }
}

function firstRow(photoId: number): number {
  return photoId * rowsOfPhoto;
}

function photoOf(row: number): number {
  return Math.floor(row / rowsOfPhoto);
}

function rowsOf(photoId: number): number[] {
  return windowBoxes.map((_, i) => firstRow(photoId) + i);
}

/** The rows of photos. */
function rowsIn(only: PhotoFilter): PhotoFilter {
  return {
    size: only.size * rowsOfPhoto,
    has: (row) => only.has(photoOf(row)),
    *[Symbol.iterator]() {
      for (const photoId of only) yield* rowsOf(photoId);
    },
  };
}

/** Photos of a filter but for some. */
function except(only: PhotoFilter, some: ReadonlySet<number>): PhotoFilter {
  return {
    size: Math.max(0, only.size - some.size),
    has: (id) => only.has(id) && !some.has(id),
    *[Symbol.iterator]() {
      for (const id of only) if (!some.has(id)) yield id;
    },
  };
}
