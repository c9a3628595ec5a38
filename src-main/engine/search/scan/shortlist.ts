import type { Mirror } from '../mirror/mirror.ts';
import { candidateOf, collectCandidates } from './block-scanner.ts';

/** What a scan has left to be compared exactly. */
interface Shortlist {
  /** Photos that can be among the best, the best by their codes first. */
  readonly ids: readonly number[];
  /** Photos of the best rows, one of which can have more than one. */
  readonly leading: readonly number[];
}

/**
 * Read what the threads of a scan have found for a query. See [Note: Margins].
 *
 * @param combined the query as one vector, [dim].
 * @param options.at its place among the queries of the scan; `top` is how many photos are wanted.
 */
export function shortlistOf(
  { segments, layout, coder, bounds }: Mirror,
  combined: Float64Array,
  { at, top, threads }: { readonly at: number; readonly top: number; readonly threads: number },
): Shortlist {
  const memories = segments.map(({ memory }) => memory);
  const candidates = collectCandidates(memories, layout, threads, at);
  const squared = combined.reduce((sum, value) => sum + value * value, 0);
  const margin = coder.margin(squared, bounds);
  let floor = -Infinity;
  // A photo that got another row meanwhile can be there twice.
  const ids = new Set<number>();
  const leading: number[] = [];
  for (const key of candidates.reverse()) {
    const { id, score } = candidateOf(key);
    if (score < floor) break;
    ids.add(id);
    if (leading.length < top) leading.push(id);
    if (ids.size === top) floor = Math.max(floor, score - margin);
  }
  return { ids: [...ids], leading };
}
