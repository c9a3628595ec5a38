/** How well groups and labels of the same photos say the same. */
export interface Agreement {
  /** Normalised mutual information, 0 to 1. */
  readonly information: number;
  /** Share of photos whose label is the most frequent one of their group. */
  readonly accuracy: number;
}

export function agreement(labels: readonly string[], groups: readonly (number | string)[]): Agreement {
  const n = labels.length;
  const pairs = labels.map((label, i) => `${groups[i] ?? ''}\n${label}`);
  const [ofLabels, ofGroups, ofPairs] = [counts(labels), counts(groups), counts(pairs)];
  let shared = 0;
  const largest = new Map<string, number>();
  for (const [pair, count] of ofPairs) {
    const [group = '', label = ''] = pair.split('\n');
    shared += (count / n) * Math.log((count * n) / ((ofGroups.get(group) ?? 0) * (ofLabels.get(label) ?? 0)));
    largest.set(group, Math.max(largest.get(group) ?? 0, count));
  }
  const both = entropy(ofLabels, n) + entropy(ofGroups, n);
  return {
    information: both === 0 ? 1 : (2 * shared) / both,
    accuracy: [...largest.values()].reduce((sum, count) => sum + count, 0) / n,
  };
}

function counts(values: readonly (number | string)[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const value of values) found.set(String(value), (found.get(String(value)) ?? 0) + 1);
  return found;
}

function entropy(of: ReadonlyMap<string, number>, n: number): number {
  return [...of.values()].reduce((sum, count) => sum - (count / n) * Math.log(count / n), 0);
}
