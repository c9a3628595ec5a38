import type { AlbumRun } from '../../src-contract/index.ts';

/** Where photos lie in an album, as what moves them there when they have been taken out: before photos that stay. */
export function runsOf(members: readonly number[], taken: ReadonlySet<number>): AlbumRun[] {
  const runs: AlbumRun[] = [];
  let ids: number[] = [];
  for (const id of members) {
    if (taken.has(id)) {
      ids.push(id);
      continue;
    }
    if (ids.length > 0) runs.push({ photoIds: ids, before: id });
    ids = [];
  }
  if (ids.length > 0) runs.push({ photoIds: ids, before: null });
  return runs;
}

/** Photos of an album, some of them moved before the one at a place, or the next that stays. */
export function movedBefore(members: readonly number[], photoIds: ReadonlySet<number>, at: number): number[] {
  const stays = (id: number): boolean => !photoIds.has(id);
  const moved = members.filter((id) => photoIds.has(id));
  return [...members.slice(0, at).filter(stays), ...moved, ...members.slice(at).filter(stays)];
}
