import { mostHits } from '../../../core/vectors/layout.ts';
import type { PhotoFilter } from '../vector-index.ts';
import type { LookHit } from './look-query.ts';

/** Photos that look right are counted up to about here: beyond it nothing was described. */
const mostLooks = 100_000;

export interface AllLooks {
  /** What a scan for `mostHits` has found, best first. */
  readonly first: readonly LookHit[];
  /** Photos that are compared. */
  readonly among: () => ReadonlySet<number>;
  /** Find the best of some photos, up to `mostHits`, best first. */
  readonly scan: (only: PhotoFilter) => Promise<readonly LookHit[]>;
  /** May there be more that match beyond these? */
  readonly mayBeMore: (looks: readonly LookHit[], most: number) => boolean;
}

/**
 * Find all photos that look right, where that may be more than a scan can answer with: scan again among those that were not
 * found yet, until none of them matches.
 *
 * @returns best first; and whether it ended before the last.
 */
export async function allLooks({
  first,
  among,
  scan,
  mayBeMore,
}: AllLooks): Promise<{ looks: LookHit[]; isCut: boolean }> {
  const looks = [...first];
  let left: Set<number> | undefined;
  for (let last = first; mayBeMore(last, mostHits);) {
    if (looks.length >= mostLooks) return { looks, isCut: true };
    left ??= new Set(among());
    for (const { id } of last) left.delete(id);
    last = left.size === 0 ? [] : await scan(left);
    looks.push(...last);
  }
  return { looks: looks.sort((a, b) => b.score - a.score || a.id - b.id), isCut: false };
}
