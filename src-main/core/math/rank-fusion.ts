/** Keeps the first few ranks from counting for everything. */
const damping = 60;

/**
 * Fuse rankings by reciprocal rank: a photo scores the sum of 1 / (60 + rank) over the rankings that it is in, rank from 1.
 *
 * @param rankings ids, best first.
 * @see G. V. Cormack, C. L. A. Clarke, S. Büttcher, Reciprocal Rank Fusion outperforms Condorcet (SIGIR 2009)
 */
export function fuseRanks(rankings: readonly (readonly number[])[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    for (const [i, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (damping + i + 1));
  }
  return scores;
}
