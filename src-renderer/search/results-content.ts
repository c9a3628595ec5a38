import type { MeantFiles, SearchAnswer } from '../../src-contract/index.ts';
import type { GridContent, GridSection } from '../grid/GridState.svelte.ts';

/** What stands between the photos that match and the others. */
interface ResultLabels {
  readonly weaker: string;
  readonly nearMisses: string;
  /** Over the photos of a month, where the order is one of dates. */
  readonly month: (month: string) => string;
}

/** Of the section of those that do not match. */
export const weakerKey = 'weaker';

const nothing: GridContent = Object.freeze({ ids: [], aspects: [], sections: [], files: { at: [], ids: [] } });

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
  const { hits, rest, nothingMatches } = answer;
  const total = hits.length + rest.ids.length;
  const matching = nothingMatches ? 0 : Math.min(answer.matching, total);
  const sections: GridSection[] = [];
  if (matching > 0 && answer.months.length > 0) {
    for (const { month, count } of answer.months) sections.push({ key: month, label: labels.month(month), count });
  } else if (matching > 0) sections.push({ key: 'matching', label: null, count: matching });
  if (matching < total) {
    const label = nothingMatches ? labels.nearMisses : labels.weaker;
    sections.push({ key: weakerKey, label, count: total - matching });
  }
  return {
    ids: [...hits.map(({ photoId }) => photoId), ...rest.ids],
    aspects: [...hits.map(({ aspect }) => aspect), ...rest.aspects],
    sections,
    files: filesOf(answer),
    ...(matching > 0 && matching < total && { firstAll: matching }),
  };
}

function filesOf({ hits, rest }: SearchAnswer): MeantFiles {
  const files: MeantFiles = { at: [], ids: [] };
  for (const [place, { fileId }] of hits.entries()) {
    if (fileId === null) continue;
    files.at.push(place);
    files.ids.push(fileId);
  }
  const restAt = rest.files.at.map((place) => hits.length + place);
  return { at: [...files.at, ...restAt], ids: [...files.ids, ...rest.files.ids] };
}
