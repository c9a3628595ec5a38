import type { Scored } from '../../core/math/top-k.ts';
import type { Embedding } from '../../core/math/vector.ts';

/** One thing to look for. */
export interface QueryTerm {
  readonly embedding: Embedding;
  readonly weight: number;
}

export interface ScanRequest {
  /**
   * One term scores by its cosine. Several are each turned into z-scores over the whole index and summed with their
   * weights, because cosines of image and image lie on another scale than those of text and image.
   */
  readonly terms: readonly QueryTerm[];
  readonly top: number;
  /** Only these ids; null for all. The z-scores are over the whole index either way. */
  readonly only: ReadonlySet<number> | null;
}

export interface ScanResult {
  /** The best, best first. */
  readonly hits: readonly Scored[];
  /** Mean and standard deviation of the scores of the whole index, `only` or not; the deviation of a constant is 1. */
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Embeddings of one pack, by photo id, answering top-k. A mirror of the database that can be rebuilt at any time.
 *
 * Scores are exact; ties go to the lower id.
 */
export interface VectorIndex {
  readonly dim: number;
  readonly size: number;
  /** Add or replace the embedding of a photo. */
  set(id: number, embedding: Embedding): void;
  /** Remove a photo; unknown ids are ignored. */
  delete(id: number): void;
  has(id: number): boolean;
  /** The best `top` photos, and how the scores are spread. */
  scan(request: ScanRequest): ScanResult;
}
