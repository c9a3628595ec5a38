import { randomFrom } from '../math/random.ts';
import type { Embedding } from '../math/vector.ts';
import { type Clustering, sphericalKMeans } from './spherical-k-means.ts';

/** Photos of which fewer make no groups worth a name. */
export const leastPhotos = 6;
/** More groups than that nobody looks through. */
export const mostGroups = 30;
/** Photos that centres are found by. */
const mostSampled = 3000;
const rounds = 25;
/** Beginnings by chance, of which the best is taken. */
const beginnings = 3;

/**
 * How many groups: the square root of half the photos. The silhouette chooses none that is better: measured on labelled
 * photos it rises with the number of groups up to one for each few photos.
 */
export function groupCount(photos: number): number {
  return Math.max(2, Math.min(mostGroups, Math.round(Math.sqrt(photos / 2))));
}

/** Some at equal distances that stand for all, at most 3,000. */
export function sampled<T>(all: readonly T[]): T[] {
  if (all.length <= mostSampled) return [...all];
  return Array.from({ length: mostSampled }, (_, i) => all[Math.floor((i * all.length) / mostSampled)]).filter(
    (each) => each !== undefined,
  );
}

/**
 * Find the centres of groups of photos that look alike.
 *
 * @param embeddings [n][dim], unit length, of photos that stand for all; at least `leastPhotos`.
 * @param photos how many there are in all.
 * @param breathe lets others have their turn.
 * @returns [k][dim], unit length.
 */
export async function groupCentres(
  embeddings: readonly Embedding[],
  photos: number,
  breathe: () => Promise<void>,
): Promise<readonly Embedding[]> {
  const k = Math.min(groupCount(photos), embeddings.length);
  let best: Clustering | undefined;
  for (let seed = 1; seed <= beginnings; seed++) {
    const found = await sphericalKMeans(embeddings, k, randomFrom(seed), { rounds, breathe });
    if (best === undefined || found.closeness > best.closeness) best = found;
  }
  return best?.centres ?? [];
}
