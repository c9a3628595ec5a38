import { dot, type Embedding } from '../math/vector.ts';
import type { RunningSums } from './running-sums.ts';

/** Photos that stand for a library: to learn from, with their sums, and others to measure by. */
export interface OtherPhotos {
  /** On the grid. */
  readonly learnt: ReadonlyMap<number, Embedding>;
  /** Of all of `learnt`. */
  readonly sums: RunningSums;
  readonly held: ReadonlyMap<number, Embedding>;
}

/** What may well be of an album itself. */
interface Nearness {
  /** The means of its examples, or of those of several albums; none where nothing is near. */
  readonly centres: readonly Embedding[];
  /** Of the photos, 0 to 1. */
  readonly share: number;
}

/**
 * Share of the other photos that may well be of the album themselves; in a small library twice as large as that of the
 * examples, since there photos of their kind are no small part of it.
 */
const nearestShare = { least: 0.05, most: 0.25 };

/** Share of the photos that may well be of an album, or of several. @param examples how many photos they have */
export function shareOfNearest(examples: number, others: OtherPhotos): number {
  const own = (2 * examples) / Math.max(1, others.learnt.size + others.held.size);
  return Math.min(nearestShare.most, Math.max(nearestShare.least, own));
}

/** Part photos into those that are far from an album's, and its own with those nearest to them. */
export function withoutNearest(
  photos: ReadonlyMap<number, Embedding>,
  { centres, share }: Nearness,
  isOwn: (id: number) => boolean,
): { kept: Embedding[]; leftOut: Embedding[] } {
  const leftOut: Embedding[] = [];
  const rest: { embedding: Embedding; nearness: number }[] = [];
  for (const [id, embedding] of photos) {
    if (isOwn(id)) leftOut.push(embedding);
    else rest.push({ embedding, nearness: Math.max(...centres.map((centre) => dot(embedding, centre))) });
  }
  if (centres.length === 0) return { kept: rest.map(({ embedding }) => embedding), leftOut };
  rest.sort((a, b) => b.nearness - a.nearness);
  const nearest = Math.ceil(rest.length * share);
  const embeddings = rest.map(({ embedding }) => embedding);
  return { kept: embeddings.slice(nearest), leftOut: [...leftOut, ...embeddings.slice(0, nearest)] };
}
