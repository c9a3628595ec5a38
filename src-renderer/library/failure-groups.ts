import type { ErrorCode, Failure } from '../../src-contract/index.ts';

/** Failures by what they have in common, most frequent first, each group in the order given. */
export function groupFailures(failures: readonly Failure[]): { code: ErrorCode; list: Failure[] }[] {
  const groups = new Map<ErrorCode, Failure[]>();
  for (const failure of failures) {
    const group = groups.get(failure.code);
    if (group === undefined) groups.set(failure.code, [failure]);
    else group.push(failure);
  }
  return [...groups].map(([code, list]) => ({ code, list })).sort((a, b) => b.list.length - a.list.length);
}
