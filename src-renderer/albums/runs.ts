/** Photos of an album that lie one after the other. */
interface Run {
  readonly ids: number[];
  /** The photo behind them; null at the end. */
  readonly before: number | null;
}

/** Where photos lie in an album, as what moves them there when they have been taken out: before photos that stay. */
export function runsOf(members: readonly number[], taken: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  let ids: number[] = [];
  for (const id of members) {
    if (taken.has(id)) {
      ids.push(id);
      continue;
    }
    if (ids.length > 0) runs.push({ ids, before: id });
    ids = [];
  }
  if (ids.length > 0) runs.push({ ids, before: null });
  return runs;
}
