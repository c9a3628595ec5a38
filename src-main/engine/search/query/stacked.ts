import type { Store } from '../../store/store.ts';
import type { Ranked, Ranking } from './ranked.ts';

type Stacking = Pick<Store['stacking'], 'read' | 'partsOf'>;

/**
 * Make one hit of those of a stack: the best, with the photo in place of its own that shows the stack. Where filters do not
 * let that one pass, it is the first that passes: whatever is asked for, nothing is lost because it is stacked.
 *
 * @param stacking null where stacks are taken apart.
 * @param passing photos that filters let pass; null where they let all.
 */
export function stacked(ranking: Ranking, stacking: Stacking | null, passing: ReadonlySet<number> | null): Ranking {
  const index = stacking?.read();
  if (stacking === null || index?.hasStacks !== true) return ranking;
  const places = new Map<number, { readonly in: Ranked[]; readonly at: number }>();
  const shownOf = (id: number, stack: number): number => {
    if (passing === null) return index.coverOf(stack) || id;
    return stacking.partsOf(stack).find((part) => passing.has(part)) ?? id;
  };
  const collapsed = (hits: readonly Ranked[], isMatching: boolean): Ranked[] => {
    const kept: Ranked[] = [];
    for (const hit of hits) {
      const stack = index.stackOf(hit.id);
      const place = stack === 0 ? undefined : places.get(stack);
      if (place === undefined) {
        if (stack !== 0) places.set(stack, { in: kept, at: kept.length });
        kept.push(stack === 0 ? hit : { ...hit, id: shownOf(hit.id, stack), stack: index.badgeOf(hit.id) });
        continue;
      }
      const before = place.in[place.at];
      // That a weaker hit looks like it somehow says nothing of one that matches.
      if (before !== undefined && isMatching) {
        place.in[place.at] = { ...before, foundBy: [...new Set([...before.foundBy, ...hit.foundBy])] };
      }
    }
    return kept;
  };
  // Those that match first: a stack matches when any of it does.
  const matching = collapsed(ranking.matching, true);
  return { matching, weaker: collapsed(ranking.weaker, false) };
}
