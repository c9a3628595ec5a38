import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../core/logger.ts';
import { TopK } from '../../core/math/top-k.ts';
import { directionNorm, dotAt, requireFinite, type Embedding } from '../../core/math/vector.ts';
import { mostHits, queriesAtOnce } from '../../core/vectors/layout.ts';
import { Slices, sliceMs } from '../slices.ts';
import type { CodeStore } from '../store/search/codes.ts';
import { CodeArchive } from './mirror/code-archive.ts';
import { Mirror } from './mirror/mirror.ts';
import { RowFilter } from './scan/row-filter.ts';
import { ScanPool } from './scan/scan-pool.ts';
import { shortlistOf } from './scan/shortlist.ts';
import type {
  BatchRequest,
  Comparison,
  PhotoFilter,
  QueryTerm,
  ScanOptions,
  ScanRequest,
  ScanResult,
  VectorIndex,
} from './vector-index.ts';

export interface QuantizedIndexOptions {
  readonly store: CodeStore;
  /** Row of the pack. */
  readonly pack: number;
  readonly dim: number;
  readonly log: Logger;
  /** Threads that scan. Four use up the memory bandwidth of common machines. */
  readonly threads?: number;
  /** As few blocks as this are scanned without threads. */
  readonly inlineBlocks?: number;
  /** Most that one shared memory grows to. */
  readonly segmentBytes?: number;
}

/** Rows that a query waits for until they are counted, and so does closing: 60 ms at 512 dimensions, in slices. */
const waitingLimit = 4096;

/** How often a scan is made again because of what changed under it. */
const mostScans = 6;

/** A query as a weighted sum of terms, each with the moments of its scores. */
interface Query {
  readonly terms: readonly { readonly embedding: Embedding; readonly factor: number }[];
  /** Subtracted from the sum of the terms. */
  readonly shift: number;
  /** The terms as one vector, [dim]. */
  readonly combined: Float64Array;
  /** By which biases are subtracted. */
  readonly biasWeight: number;
}

/** What one scan of a group of queries is to do. */
interface GroupScan {
  readonly top: number;
  /** Rows beyond `top` that may be lost without harm. */
  readonly spare: number;
  readonly only: PhotoFilter | null;
  readonly signal: AbortSignal | undefined;
  readonly urgent: boolean;
  /** Filled with the photos that change from the beginning of the scan on. */
  readonly changed: Set<number>;
}

/**
 * Scan over codes of 8 bits a value in memory that a pool of threads shares, then exact comparison of the few that can
 * be among the best, read from the database: the answers of `ExactIndex`, at the speed of the memory.
 *
 * See [Note: Cascade] for the scan, [Note: Margins] for why it loses nothing, [Note: Moments] for queries of several
 * terms, [Note: Torn reads] and [Note: Lost rows] for changes while scans run, [Note: Code blocks] for how it is stored.
 */
export class QuantizedIndex implements VectorIndex {
  readonly dim: number;
  readonly #options: QuantizedIndexOptions;
  readonly #mirror: Mirror;
  readonly #archive: CodeArchive;
  readonly #pool: ScanPool;
  /** Filters of scans that have not begun. */
  readonly #filters = new Set<RowFilter>();
  /** Photos that came, changed or went since a scan began, for each scan that has not been answered. */
  readonly #changed = new Set<Set<number>>();
  readonly #listeners: ((id: number) => void)[] = [];
  #attached = 0;
  #maintenance: Promise<void> | undefined;
  #closed = false;

  private constructor(options: QuantizedIndexOptions) {
    const threads = options.threads ?? Math.min(4, availableParallelism());
    this.dim = options.dim;
    this.#options = options;
    this.#mirror = new Mirror(options.dim, threads, { segmentBytes: options.segmentBytes });
    this.#mirror.onPlaced = (id, row) => {
      for (const filter of this.#filters) filter.follow(id, row);
    };
    this.#archive = new CodeArchive(options.store, options.pack, this.#mirror, options.log);
    this.#pool = new ScanPool({ layout: this.#mirror.layout, threads, inlineBlocks: options.inlineBlocks ?? 8 });
  }

  /** Open the index of a pack from what the database has of it. */
  static async open(options: QuantizedIndexOptions): Promise<QuantizedIndex> {
    const index = new QuantizedIndex(options);
    await index.#archive.restore();
    index.#attachSegments();
    index.#pool.warmUp(index.#mirror.blockCount);
    index.#maintain();
    return index;
  }

  get size(): number {
    return this.#mirror.size;
  }

  has(id: number): boolean {
    return this.#mirror.rowOf(id) >= 0;
  }

  biasOf(id: number): number {
    return this.#mirror.biasOf(id);
  }

  set(id: number, embedding: Embedding, bias = 0): void {
    requireFinite(bias, id);
    const norm = directionNorm(embedding, this.dim, `an embedding for photo ${id}`);
    this.#mirror.set(id, embedding, norm, bias);
    this.#note(id);
  }

  delete(id: number): void {
    if (!this.has(id)) return;
    this.#mirror.delete(id);
    this.#note(id);
  }

  onChanged(listener: (id: number) => void): void {
    this.#listeners.push(listener);
  }

  #note(id: number): void {
    for (const listener of this.#listeners) listener(id);
    for (const changed of this.#changed) changed.add(id);
    this.#archive.note(id);
    this.#maintain();
  }

  async scan(request: ScanRequest, options: ScanOptions = {}): Promise<ScanResult> {
    await this.#countChanges();
    const query = this.#query(request.terms);
    const [result] = await this.#scanGroup([query], request.top, request.only, options.signal, true);
    if (result === undefined) throw new Error('Expected the result of one query but received none');
    return result;
  }

  async scanBatch(request: BatchRequest, options: ScanOptions = {}): Promise<ScanResult[]> {
    const { queries, top, only, biased = false } = request;
    for (const query of queries) directionNorm(query, this.dim, 'a query');
    await this.#countChanges();
    const results: ScanResult[] = [];
    for (let start = 0; start < queries.length; start += queriesAtOnce) {
      const group = queries
        .slice(start, start + queriesAtOnce)
        .map((embedding) => this.#query([{ embedding, weight: 1, biased }]));
      results.push(...(await this.#scanGroup(group, top, only, options.signal, false)));
    }
    return results;
  }

  async compare(
    ids: readonly number[],
    embeddings: readonly Embedding[],
    options: ScanOptions = {},
  ): Promise<Comparison[]> {
    for (const embedding of embeddings) directionNorm(embedding, this.dim, 'a query');
    await this.#countChanges();
    const places = new Map(ids.map((id, place) => [id, place]));
    const comparisons = embeddings.map((embedding) => ({
      embedding,
      ...this.#moments(embedding),
      cosines: new Float64Array(ids.length).fill(NaN),
    }));
    await this.#readVectors(ids, new Slices(), options.signal, (photoId, vector) => {
      const place = places.get(photoId) ?? -1;
      for (const { embedding, cosines } of comparisons) cosines[place] = dotAt(embedding, vector, 0);
    });
    return comparisons;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#pool[Symbol.asyncDispose]();
    await this.#maintenance;
    const { moments } = this.#mirror;
    if (moments.waiting > waitingLimit) return;
    moments.catchUp(Infinity);
    this.#store(() => {
      this.#archive.close();
    });
  }

  async #scanGroup(
    queries: readonly Query[],
    top: number,
    only: PhotoFilter | null,
    signal: AbortSignal | undefined,
    urgent: boolean,
  ): Promise<ScanResult[]> {
    if (!Number.isInteger(top) || top < 1 || top > mostHits) {
      throw new RangeError(`Expected 1 to ${mostHits} hits wanted but received ${top}`);
    }
    const changed = new Set<number>();
    this.#changed.add(changed);
    try {
      let spare = 0;
      for (let scans = 1; ; scans++) {
        const answer = await this.#answer(queries, { top, spare, only, signal, urgent, changed });
        if (answer.lost <= spare || scans === mostScans || top + spare >= mostHits) return answer.results;
        spare = Math.min(2 * answer.lost, mostHits - top);
      }
    } finally {
      this.#changed.delete(changed);
    }
  }

  /**
   * [Note: Lost rows] What a scan passes over is worse than the best `top` rows that it has met. One of those may have gone or
   * got another embedding before it is compared; then one that was passed over belongs in its place. So it is counted how
   * many of the best are lost that way, and when they are more than were looked for to spare, the scan is made again with
   * more of them.
   *
   * @returns the hits, and for the query that lost most how many it lost.
   */
  async #answer(
    queries: readonly Query[],
    { top, spare, only, signal, urgent, changed }: GroupScan,
  ): Promise<{ results: ScanResult[]; lost: number }> {
    const most = top + spare;
    const filter = only === null ? null : new RowFilter(this.#mirror, only);
    const shortlists = await this.#following(filter, () =>
      this.#pool.run({
        urgent,
        signal,
        prepare: () => {
          changed.clear();
          return this.#prepare(queries, most, filter);
        },
        collect: (threads) =>
          queries.map(({ combined }, i) => shortlistOf(this.#mirror, combined, { at: i, top: most, threads })),
      }),
    );
    const results: ScanResult[] = [];
    const slices = new Slices();
    let lost = 0;
    for (const [i, query] of queries.entries()) {
      signal?.throwIfAborted();
      const { ids, leading } = shortlists[i] ?? { ids: [], leading: [] };
      results.push({ hits: await this.#rescore(query, ids, top, slices) });
      lost = Math.max(lost, leading.filter((id) => changed.has(id)).length);
    }
    return { results, lost };
  }

  /**
   * Have photos counted that came or went just now, unless they are so many that a query had better not wait: but then
   * most others must be counted.
   */
  async #countChanges(): Promise<void> {
    const { moments } = this.#mirror;
    while (moments.waiting <= waitingLimit || moments.waiting > moments.moments.count) {
      if (moments.catchUp(sliceMs)) return;
      await nextTurn();
    }
  }

  #query(terms: readonly QueryTerm[]): Query {
    if (terms.length === 0) throw new RangeError('Expected at least one query term but received none');
    const combined = new Float64Array(this.dim);
    const parts: { embedding: Embedding; factor: number }[] = [];
    let shift = 0;
    let biasWeight = 0;
    for (const { embedding, weight, biased = false } of terms) {
      directionNorm(embedding, this.dim, 'a query');
      let factor = 1;
      if (terms.length > 1) {
        const { mean, deviation } = this.#moments(embedding);
        factor = weight / deviation;
        shift += factor * mean;
      }
      parts.push({ embedding, factor });
      if (biased) biasWeight += factor;
      for (const [i, value] of embedding.entries()) combined[i] = (combined[i] ?? 0) + factor * value;
    }
    return { terms: parts, shift, combined, biasWeight };
  }

  /** Of the scores of all photos; not yet of those that came or went by the hundred a moment ago. */
  #moments(query: ArrayLike<number>): { mean: number; deviation: number } {
    return this.#mirror.moments.moments.of(this.#mirror.coder.rotate(query));
  }

  /** Build a filter and scan by it; it is told of every new row meanwhile. */
  async #following<T>(filter: RowFilter | null, scan: () => Promise<T>): Promise<T> {
    if (filter === null) return scan();
    this.#filters.add(filter);
    try {
      await filter.build(new Slices().breathe);
      return await scan();
    } finally {
      this.#filters.delete(filter);
    }
  }

  #prepare(
    queries: readonly Query[],
    top: number,
    filter: RowFilter | null,
  ): { count: number; top: number; filtered: boolean; blocks: number } {
    const { coder, layout, segments, bounds, blockCount } = this.#mirror;
    this.#attachSegments();
    this.#mirror.sweep();
    filter?.write();
    for (const [i, query] of queries.entries()) {
      const bytes = new Uint8Array(layout.queryBytes);
      coder.encodeQuery({ vector: query.combined, biasWeight: query.biasWeight }, top, bounds, bytes);
      for (const segment of segments) segment.bytes.set(bytes, layout.queries + i * layout.queryBytes);
    }
    return { count: queries.length, top, filtered: filter !== null, blocks: blockCount };
  }

  /** Compare the embeddings themselves. */
  async #rescore(query: Query, shortlist: readonly number[], top: number, slices: Slices): Promise<ScanResult['hits']> {
    const best = new TopK(top);
    await this.#readVectors(shortlist, slices, undefined, (photoId, vector) => {
      let score = -query.shift - query.biasWeight * this.biasOf(photoId);
      for (const { embedding, factor } of query.terms) score += factor * dotAt(embedding, vector, 0);
      best.offer(photoId, score);
    });
    return best.sorted();
  }

  /** Visit the embeddings of photos that are there, in slices. */
  async #readVectors(
    ids: readonly number[],
    slices: Slices,
    signal: AbortSignal | undefined,
    visit: (photoId: number, vector: Embedding) => void,
  ): Promise<void> {
    const { store, pack } = this.#options;
    const atOnce = 250;
    for (let start = 0; start < ids.length; start += atOnce) {
      signal?.throwIfAborted();
      store.readVectors(pack, ids.slice(start, start + atOnce), (photoId, vector) => {
        if (this.has(photoId)) visit(photoId, vector);
      });
      await slices.breathe();
    }
  }

  #attachSegments(): void {
    const { segments } = this.#mirror;
    for (const segment of segments.slice(this.#attached)) this.#pool.attach(segment.memory);
    this.#attached = segments.length;
  }

  /** Write blocks. That it fails costs time at the next start, and nothing else. */
  #store(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#options.log.warn({ error }, 'codes could not be stored: the next start takes longer');
    }
  }

  /** Count what changed, and write blocks when there is enough, in slices in the background. */
  #maintain(): void {
    this.#maintenance ??= this.#work().finally(() => {
      this.#maintenance = undefined;
    });
  }

  async #work(): Promise<void> {
    const { moments } = this.#mirror;
    do {
      await nextTurn();
      if (this.#closed) return;
      if (!moments.catchUp(sliceMs) || !this.#archive.isDue) continue;
      this.#store(() => {
        this.#archive.settle(!this.#pool.busy);
      });
    } while (moments.waiting > 0 || this.#archive.isDue);
  }
}
