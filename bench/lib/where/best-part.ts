import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { recallAt } from '../statistics.ts';

/** Weights of the best part beside the whole photo. */
const weights = [0.2, 0.3, 0.4, 0.5, 0.6] as const;

/** In percent. */
interface Recall {
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
}

export interface BestPartFigures {
  readonly queries: number;
  readonly photos: number;
  readonly whole: Recall;
  readonly withParts: readonly ({ readonly parts: number; readonly weight: number } & Recall)[];
}

/** A photo with embeddings of parts of it: of whatever `counts` say, the first so many are used. */
export interface PhotoInParts {
  readonly whole: Embedding;
  readonly parts: readonly Embedding[];
}

export interface PartsQuery {
  readonly text: Embedding;
  /** Place of the photo that is right. */
  readonly target: number;
  /** Places of photos that are not there for this query. */
  readonly leftOut: readonly number[];
}

/** How much more the best of the first parts scores than the whole, for each number of parts. */
function excesses({ whole, parts }: PhotoInParts, text: Embedding): { score: number; excess: Record<number, number> } {
  const score = dot(whole, text);
  const excess: Record<number, number> = {};
  let best = -Infinity;
  parts.forEach((part, i) => {
    best = Math.max(best, dot(part, text));
    excess[i + 1] = best - score;
  });
  return { score, excess };
}

/**
 * Recall by whole photos, and by (1 - w) whole + w (best part - what the best part has over the whole in the mean).
 *
 * @param general texts that have nothing to do with the photos.
 */
export function measureBestPart(
  photos: readonly PhotoInParts[],
  queries: readonly PartsQuery[],
  { counts, general }: { readonly counts: readonly number[]; readonly general: readonly Embedding[] },
): BestPartFigures {
  // What the best part of a photo has over the whole of it for texts that have nothing to do with it says nothing.
  const expected = photos.map((photo) => {
    const sums: Record<number, number> = {};
    for (const text of general) {
      const { excess } = excesses(photo, text);
      for (const count of counts) sums[count] = (sums[count] ?? 0) + (excess[count] ?? 0) / general.length;
    }
    return sums;
  });
  const settings = counts.flatMap((parts) => weights.map((weight) => ({ parts, weight })));
  const ranks: (number | null)[][] = settings.map(() => []);
  const wholeRanks: (number | null)[] = [];
  for (const { text, target, leftOut } of queries) {
    const scored = photos.map((photo) => excesses(photo, text));
    const rankBy = (scoreOf: (place: number) => number): number => {
      const own = scoreOf(target);
      return (
        1 + scored.filter((_, place) => !leftOut.includes(place) && place !== target && scoreOf(place) > own).length
      );
    };
    wholeRanks.push(rankBy((place) => scored[place]?.score ?? 0));
    settings.forEach(({ parts, weight }, i) => {
      ranks[i]?.push(
        rankBy((place) => {
          const { score = 0, excess = {} } = scored[place] ?? {};
          return score + weight * ((excess[parts] ?? 0) - (expected[place]?.[parts] ?? 0));
        }),
      );
    });
  }
  return {
    queries: queries.length,
    photos: photos.length,
    whole: recall(wholeRanks),
    withParts: settings.map((setting, i) => ({ ...setting, ...recall(ranks[i] ?? []) })),
  };
}

function recall(ranks: readonly (number | null)[]): Recall {
  return { r1: recallAt(ranks, 1), r5: recallAt(ranks, 5), r10: recallAt(ranks, 10) };
}
