import type { QueryChip } from '../../../../src-contract/index.ts';
import type { Ranked, Ranking, Said } from './ranked.ts';

/** What found photos where nothing but filters and chips was asked for. */
export function foundByChips(chips: readonly QueryChip[]): Ranked['foundBy'] {
  return chips.some(({ kind }) => kind === 'phrase' || kind === 'name') ? ['words'] : [];
}

interface Beyond {
  /** Ids of all photos that pass, newest first. */
  readonly passing: readonly number[];
  readonly said: Said | undefined;
  readonly foundBy: Ranked['foundBy'];
}

/**
 * Put behind the hits of a search by filters alone all else that passes: what is said of some photos tells their order, and
 * hides nothing. Those that somebody does not want do not match; a scan does not find those that have no embedding.
 */
export function withBeyond({ matching, weaker }: Ranking, { passing, said, foundBy }: Beyond): Ranking {
  const hits = new Set([...matching, ...weaker].map(({ id }) => id));
  const beyond: { matching: Ranked[]; weaker: Ranked[] } = { matching: [], weaker: [] };
  const score = Math.min(matching.at(-1)?.score ?? 0, weaker.at(-1)?.score ?? 0);
  for (const id of passing) {
    if (hits.has(id)) continue;
    const isWanted = said?.disliked.has(id) !== true;
    beyond[isWanted ? 'matching' : 'weaker'].push({ id, score, confidence: null, foundBy, shares: null, stack: null });
  }
  return { matching: [...matching, ...beyond.matching], weaker: [...weaker, ...beyond.weaker] };
}
