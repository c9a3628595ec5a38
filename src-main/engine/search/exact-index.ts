import { TopK } from '../../core/math/top-k.ts';
import { directionNorm, dotAt, requireFinite, type Embedding } from '../../core/math/vector.ts';
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

/** Photos in one block of memory: growing adds a block and copies nothing. 8 MB at 512 dimensions. */
const blockRows = 4096;

/**
 * Exact scan over float32 embeddings in plain TypeScript: the reference for what `QuantizedIndex` must answer.
 * N * dim multiplications a term on the calling thread, about 85 ms for 100,000 x 512.
 */
export class ExactIndex implements VectorIndex {
  readonly dim: number;
  readonly #blocks: Embedding[] = [];
  readonly #ids: number[] = [];
  readonly #rowOf = new Map<number, number>();
  readonly #biases = new Map<number, number>();
  readonly #listeners: ((id: number) => void)[] = [];

  constructor(dim: number) {
    this.dim = dim;
  }

  get size(): number {
    return this.#ids.length;
  }

  has(id: number): boolean {
    return this.#rowOf.has(id);
  }

  onChanged(listener: (id: number) => void): void {
    this.#listeners.push(listener);
  }

  biasOf(id: number): number {
    return this.#biases.get(id) ?? 0;
  }

  set(id: number, embedding: Embedding, bias = 0): void {
    requireFinite(bias, id);
    directionNorm(embedding, this.dim, `an embedding for photo ${id}`);
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.#ids.length;
      this.#ids.push(id);
      this.#rowOf.set(id, row);
      if (row % blockRows === 0) this.#blocks.push(new Float32Array(blockRows * this.dim));
    }
    this.#row(row).set(embedding);
    this.#biases.set(id, Math.fround(bias));
    for (const listener of this.#listeners) listener(id);
  }

  delete(id: number): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    const last = this.#ids.length - 1;
    const lastId = this.#ids[last];
    if (row !== last && lastId !== undefined) {
      this.#row(row).set(this.#row(last));
      this.#ids[row] = lastId;
      this.#rowOf.set(lastId, row);
    }
    this.#ids.pop();
    this.#rowOf.delete(id);
    this.#biases.delete(id);
    for (const listener of this.#listeners) listener(id);
    if (last % blockRows === 0) this.#blocks.pop();
  }

  // Async, so that what is thrown comes as a rejection like everywhere else.
  // eslint-disable-next-line @typescript-eslint/require-await
  async scan(request: ScanRequest, options: ScanOptions = {}): Promise<ScanResult> {
    options.signal?.throwIfAborted();
    return this.#answer(request.terms, request.top, request.only);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async compare(ids: readonly number[], embeddings: readonly Embedding[]): Promise<Comparison[]> {
    return embeddings.map((embedding) => {
      const all = this.#cosines({ embedding, weight: 1 });
      const cosines = Float64Array.from(ids, (id) => all[this.#rowOf.get(id) ?? -1] ?? NaN);
      return { ...moments(all), cosines };
    });
  }

  async scanBatch(request: BatchRequest, options: ScanOptions = {}): Promise<ScanResult[]> {
    const { top, only, biased = false } = request;
    const results: ScanResult[] = [];
    for (const embedding of request.queries) {
      results.push(await this.scan({ terms: [{ embedding, weight: 1, biased }], top, only }, options));
    }
    return results;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  #answer(terms: readonly QueryTerm[], top: number, only: PhotoFilter | null): ScanResult {
    const scores = this.#combine(terms);
    const best = new TopK(top);
    let floor = -Infinity;
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] ?? -Infinity;
      // A score equal to the floor may still win its tie.
      if (score < floor) continue;
      const id = this.#ids[row];
      if (id === undefined || (only !== null && !only.has(id))) continue;
      best.offer(id, score);
      floor = best.floor;
    }
    return { hits: best.sorted() };
  }

  #combine(terms: readonly QueryTerm[]): Float64Array {
    const [first] = terms;
    if (first === undefined) throw new RangeError('Expected at least one query term but received none');
    if (terms.length === 1) return this.#cosines(first);
    const sum = new Float64Array(this.size);
    for (const term of terms) {
      const { mean, deviation } = moments(this.#cosines({ ...term, biased: false }));
      const cosines = this.#cosines(term);
      for (let row = 0; row < sum.length; row++) {
        sum[row] = (sum[row] ?? 0) + (term.weight * ((cosines[row] ?? 0) - mean)) / deviation;
      }
    }
    return sum;
  }

  #cosines({ embedding: query, biased = false }: QueryTerm): Float64Array {
    directionNorm(query, this.dim, 'a query');
    const scores = new Float64Array(this.size);
    for (let row = 0; row < scores.length; row++) {
      const block = this.#blocks[Math.floor(row / blockRows)];
      if (block === undefined) continue;
      const bias = biased ? this.biasOf(this.#ids[row] ?? 0) : 0;
      scores[row] = dotAt(query, block, (row % blockRows) * this.dim) - bias;
    }
    return scores;
  }

  #row(row: number): Embedding {
    const block = this.#blocks[Math.floor(row / blockRows)];
    if (block === undefined) throw new RangeError(`Expected row ${row} below ${this.size}`);
    const start = (row % blockRows) * this.dim;
    return block.subarray(start, start + this.dim);
  }
}

/** Mean and standard deviation; the deviation of a constant is taken as 1, which makes its z-scores 0. */
function moments(values: Float64Array): { mean: number; deviation: number } {
  const n = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  // The mean of equal values need not be that value to the last bit.
  return { mean, deviation: variance > 1e-20 * mean * mean ? Math.sqrt(variance) : 1 };
}
