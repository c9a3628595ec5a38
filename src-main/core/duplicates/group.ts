import type { KeepReason } from '../../../src-contract/duplicates.ts';
import { keeperOf, type Version } from './keeper.ts';

/** Versions of one picture. */
export interface VersionGroup<V extends Version = Version> {
  readonly keeper: V;
  /** Each the same picture as the keeper, with why that one is kept rather than it. */
  readonly others: readonly { readonly version: V; readonly reason: KeepReason }[];
}

/**
 * Group photos that are the same picture, each with the best version of those that hang together. Whatever is in a group was
 * found to be the same as the one that is kept, so that no chain of small differences leads to another picture; what is left
 * of a chain makes groups of its own.
 *
 * @param pairs of ids; those of versions that are not there are passed over.
 */
export function groupVersions<V extends Version>(
  versions: readonly V[],
  pairs: readonly (readonly [number, number])[],
): VersionGroup<V>[] {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const alike = new Map<number, Set<number>>();
  for (const [a, b] of pairs) {
    if (!byId.has(a) || !byId.has(b)) continue;
    connect(alike, a, b);
    connect(alike, b, a);
  }
  const groups: VersionGroup<V>[] = [];
  const open = new Set([...alike.keys()].sort((a, b) => a - b));
  for (const id of open) {
    const connected = reachable(id, alike, open);
    if (connected.length < 2) continue;
    const { keeper, reasons } = keeperOf(connected.flatMap((each) => byId.get(each) ?? []));
    const others = connected.filter((each) => alike.get(keeper.id)?.has(each) === true);
    for (const each of [keeper.id, ...others]) open.delete(each);
    groups.push({
      keeper,
      others: withReasons(
        others.flatMap((each) => byId.get(each) ?? []),
        reasons,
      ),
    });
    // The rest of what hung together is looked at again, from its own beginning.
    for (const each of connected) if (open.delete(each)) open.add(each);
  }
  return groups;
}

/** Versions beside the one that is kept, in order. @param reasons of `keeperOf`, which chose among them */
export function withReasons<V extends Version>(
  others: readonly V[],
  reasons: ReadonlyMap<V, KeepReason>,
): VersionGroup<V>['others'] {
  return others.flatMap((version) => {
    const reason = reasons.get(version);
    return reason === undefined ? [] : [{ version, reason }];
  });
}

function connect(alike: Map<number, Set<number>>, a: number, b: number): void {
  const known = alike.get(a);
  if (known === undefined) alike.set(a, new Set([b]));
  else known.add(b);
}

/** What hangs together with an id, of those that are open, by id. */
function reachable(id: number, alike: ReadonlyMap<number, ReadonlySet<number>>, open: ReadonlySet<number>): number[] {
  const found = new Set([id]);
  for (const each of found) for (const next of alike.get(each) ?? []) if (open.has(next)) found.add(next);
  return [...found].sort((a, b) => a - b);
}
