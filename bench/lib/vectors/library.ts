import type { Embedding } from '../../../src-main/core/math/vector.ts';

/** How embeddings are spread: groups of a few hundred around random centres, or noise around real photos. */
export type Spread = 'clustered' | 'photos';

/** Real embeddings to start from. */
export interface RealEmbeddings {
  readonly photos: readonly Embedding[];
  readonly texts: readonly Embedding[];
}

export interface VectorLibrary {
  readonly dataDir: string;
  readonly pack: number;
  readonly dim: number;
  readonly count: number;
  readonly queries: readonly Embedding[];
  /** Every hundredth photo, at random. */
  readonly some: readonly number[];
  /** The exact best hundred ids of the first queries, by float32 embeddings; of all photos and of `some`. */
  readonly best: readonly (readonly number[])[];
  readonly bestOfSome: readonly (readonly number[])[];
}

/** Hits that are compared. */
export const top = 100;

/** Share of the best that were found, 0..1. */
export function recall(found: readonly (readonly number[])[], best: readonly (readonly number[])[]): number {
  let hits = 0;
  let wanted = 0;
  for (const [i, ids] of best.entries()) {
    const set = new Set(found[i] ?? []);
    wanted += ids.length;
    hits += ids.filter((id) => set.has(id)).length;
  }
  return wanted === 0 ? 1 : hits / wanted;
}
