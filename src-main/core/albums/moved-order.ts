import type { AlbumRun } from '../../../src-contract/index.ts';

/**
 * Put photos in the order that they have when runs of them have been moved, each before a photo that stays. One that moves
 * itself stands for the next that does not; one that is not there for the end. Of several runs before the same photo the
 * first comes first, and a photo is of the first run that has it.
 */
export function movedOrder(ids: readonly number[], runs: readonly AlbumRun[]): number[] {
  const runOf = new Map<number, number>();
  for (const [run, { photoIds }] of runs.entries()) {
    for (const id of photoIds) if (!runOf.has(id)) runOf.set(id, run);
  }
  const moved = runs.map((): number[] => []);
  for (const id of ids) moved[runOf.get(id) ?? -1]?.push(id);
  const staysFrom = new Map<number, number>();
  let next: number | undefined;
  for (const id of ids.toReversed()) {
    if (!runOf.has(id)) next = id;
    if (next !== undefined) staysFrom.set(id, next);
  }
  const before = Map.groupBy(runs.keys(), (run) => staysFrom.get(runs[run]?.before ?? NaN));
  const runsBefore = (id: number | undefined): number[] => (before.get(id) ?? []).flatMap((run) => moved[run] ?? []);
  const stay = ids.filter((id) => !runOf.has(id));
  return [...stay.flatMap((id) => [...runsBefore(id), id]), ...runsBefore(undefined)];
}
