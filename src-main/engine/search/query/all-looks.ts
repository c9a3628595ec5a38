import { mostHits } from '../../../core/vectors/layout.ts';
import type { PhotoFilter } from '../vector-index.ts';
import type { LookHit } from './look-query.ts';

/** Photos that look right are counted up to about here: beyond it nothing was described. */
const mostLooks = 100_000;

export interface AllLooks {
  /** What a first scan has found, of which all match: there may be more. */
  readonly first: readonly LookHit[];
  /** Photos that are compared. */
  readonly among: () => ReadonlySet<number>;
  /** Find the best of some photos, up to `mostHits`, best first. */
  readonly scan: (only: PhotoFilter) => Promise<readonly LookHit[]>;
  /** May there be more that match beyond these? */
  readonly mayBeMore: (looks: readonly LookHit[], most: number) => boolean;
}

/**
 * Find all photos that look right, where that may be more than a scan has answered with: scan again among those that were not
 * found yet, until none of them matches.
 *
 * @returns best first; and whether it ended before the last.
 */
export async function allLooks(asked: AllLooks): Promise<{ looks: LookHit[]; isCut: boolean }> {
  const { first, among, scan, mayBeMore } = asked;
  const looks = [...first];
  const left = new Set(among());
  for (const { id } of first) left.delete(id);
  for (let isOpen = left.size > 0; isOpen;) {
    if (looks.length >= mostLooks) return { looks, isCut: true };
    const found = await scan(left);
    for (const { id } of found) left.delete(id);
    looks.push(...found);
    isOpen = left.size > 0 && mayBeMore(found, mostHits);
  }
  return { looks: looks.sort((a, b) => b.score - a.score || a.id - b.id), isCut: false };
}
