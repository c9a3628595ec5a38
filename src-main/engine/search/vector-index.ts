import type { Scored } from '../../core/math/top-k.ts';
import type { Embedding } from '../../core/math/vector.ts';

/** One thing to look for. */
export interface QueryTerm {
  readonly embedding: Embedding;
  readonly weight: number;
  /** Whether each photo's bias is subtracted from its cosine with this. */
  readonly biased?: boolean;
}

/** Photos that may be found: a set of their ids, or anything like it. */
export interface PhotoFilter extends Iterable<number> {
  readonly size: number;
  has(id: number): boolean;
}

export interface ScanRequest {
  /**
   * One term scores by its cosine, less the bias. Several are each turned into z-scores over the whole index and summed with their
   * weights, because cosines of image and image lie on another scale than those of text and image.
   */
  readonly terms: readonly QueryTerm[];
  /** Hits wanted: at most `mostHits`. */
  readonly top: number;
  /** Only these ids; null for all. The z-scores are over the whole index either way. */
  readonly only: PhotoFilter | null;
}

/** Many queries of one term each. */
export interface BatchRequest {
  readonly queries: readonly Embedding[];
  /** Whether each photo's bias is subtracted from its cosines. */
  readonly biased?: boolean;
  /** Hits wanted of each: at most `mostHits`. */
  readonly top: number;
  readonly only: PhotoFilter | null;
}

export interface ScanOptions {
  /** Stops the scan, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface ScanResult {
  /** The best photos, best first. */
  readonly hits: readonly Scored[];
}

/** How photos compare with one embedding. */
export interface Comparison {
  /** Of the cosines of all photos of the index, biases aside; 0 when it is empty. */
  readonly mean: number;
  /** Above 0: 1 where all cosines are the same. */
  readonly deviation: number;
  /** Of the photos that were asked for, in order; NaN for those that are not there. */
  readonly cosines: Float64Array;
}

/**
 * Embeddings of one pack, by photo id, answering top-k. A mirror of the database that can be rebuilt at any time.
 *
 * Scores of hits are exact; ties go to the lower id. An answer holds what was there when the scan began and is still
 * there when it ends; of what came or went meanwhile, anything.
 */
export interface VectorIndex extends AsyncDisposable {
  readonly dim: number;
  readonly size: number;
  /**
   * Add or replace the embedding of a photo, in the same turn of the event loop in which the database got it.
   *
   * @param bias what its cosines with biased terms are lowered by: for photos that come up whatever is looked for.
   * @throws RangeError when it is of another length, zero or not finite, or the id not a whole number of 1 to 2^32 - 1.
   */
  set(id: number, embedding: Embedding, bias?: number): void;
  /** Remove a photo, in the same turn as the database; unknown ids are ignored. */
  delete(id: number): void;
  has(id: number): boolean;
  /** Be told of photos that came, changed or went, in the same turn. */
  onChanged(listener: (id: number) => void): void;
  /** The bias of a photo, as a 32-bit float; 0 when there is no such photo. */
  biasOf(id: number): number;
  /** Compare some photos with embeddings, exactly. @throws as `scan` */
  compare(ids: readonly number[], embeddings: readonly Embedding[], options?: ScanOptions): Promise<Comparison[]>;
  /** @throws RangeError when a query is of another length, zero or not finite, or there is none; the signal's reason. */
  scan(request: ScanRequest, options?: ScanOptions): Promise<ScanResult>;
  /** The answers to many queries, in order, for less than as many scans. @throws as `scan` */
  scanBatch(request: BatchRequest, options?: ScanOptions): Promise<ScanResult[]>;
}
