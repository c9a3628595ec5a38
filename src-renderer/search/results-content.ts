import type { SearchAnswer } from '../../src-contract/index.ts';
import type { GridContent, GridSection } from '../grid/GridState.svelte.ts';

/** What stands between the photos that match and the others. */
interface ResultLabels {
  readonly weaker: string;
  readonly nearMisses: string;
}

const nothing: GridContent = Object.freeze({ ids: [], aspects: [], sections: [] });

/**
 * The hits of an answer as photos of a grid: those that match, then weaker ones under a line of their own.
 *
 * @param showsNearMisses whether hits are shown where nothing matches.
 */
export function resultsContent(
  answer: SearchAnswer | null,
  showsNearMisses: boolean,
  labels: ResultLabels,
): GridContent {
  if (answer === null || (answer.nothingMatches && !showsNearMisses)) return nothing;
  const { hits, nothingMatches } = answer;
  const matching = nothingMatches ? 0 : Math.min(answer.matching, hits.length);
  const sections: GridSection[] = [];
  if (matching > 0) sections.push({ key: 'matching', label: null, count: matching });
  if (matching < hits.length) {
    const label = nothingMatches ? labels.nearMisses : labels.weaker;
    sections.push({ key: 'weaker', label, count: hits.length - matching });
  }
  return { ids: hits.map(({ photoId }) => photoId), aspects: hits.map(({ aspect }) => aspect), sections };
}
