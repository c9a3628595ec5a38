import { noFilters, type SearchSort } from '../../../src-contract/index.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { inOrder, type Liking, teach } from './choices.ts';

/** Something that somebody looks for who likes another thing, and what is both. */
export interface LikedWish {
  readonly text: string;
  readonly liking: Liking;
  /** Paths of photos that show both. */
  readonly both: ReadonlySet<string>;
}

/** How what is found is put in order. `taste alone`: what matches, by the taste and nothing else. */
export const orders = ['relevance', 'taste alone', 'taste'] as const;
export type LikedOrder = (typeof orders)[number];

/** In percent. */
export interface LikedMeans {
  readonly choices: number;
  readonly searches: number;
  /** Mean average precision of what is both, among all that was found. */
  readonly precision: Readonly<Record<LikedOrder, number>>;
  /** Of the first ten, those that show what was looked for. */
  readonly sought: Readonly<Record<LikedOrder, number>>;
}

interface Rated {
  readonly precision: number;
  readonly sought: number;
}

const first = 10;

/**
 * Somebody makes choices by what they like, then looks for something else by words: photos that show both come first, it is
 * hoped, and those that show nothing of what was looked for do not.
 *
 * @param soughtBy paths of photos that show what a text says.
 */
export async function measureLikedHits(
  engine: Engine,
  wishes: readonly LikedWish[],
  soughtBy: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<LikedMeans[]> {
  const trials = new Map<number, Record<LikedOrder, Rated>[]>();
  for (const liking of new Set(wishes.map((wish) => wish.liking))) {
    await teach(engine, liking, 'asked', async (choices) => {
      const byTaste = await inOrder(engine, liking, 'taste');
      const place = new Map(byTaste.map(({ path }, at) => [path, at]));
      for (const { text, both } of wishes.filter((wish) => wish.liking === liking)) {
        const rated = (paths: readonly string[]): Rated => rate(paths, both, soughtBy.get(text) ?? new Set());
        const matching = await found(engine, liking, text, 'relevance');
        const alone = matching.toSorted((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity));
        trials.set(choices, [
          ...(trials.get(choices) ?? []),
          {
            relevance: rated(matching),
            'taste alone': rated(alone),
            taste: rated(await found(engine, liking, text, 'taste')),
          },
        ]);
      }
    });
  }
  engine.taste.forget();
  return [...trials].map(([choices, all]) => {
    const mean = (order: LikedOrder, what: keyof Rated): number =>
      (100 * all.reduce((sum, trial) => sum + trial[order][what], 0)) / all.length;
    const means = (what: keyof Rated): Record<LikedOrder, number> => ({
      relevance: mean('relevance', what),
      'taste alone': mean('taste alone', what),
      taste: mean('taste', what),
    });
    return { choices, searches: all.length, precision: means('precision'), sought: means('sought') };
  });
}

/** Paths of what matches, in an order. */
async function found(engine: Engine, { folder }: Liking, text: string, sort: SearchSort): Promise<string[]> {
  const { hits, matching } = await engine.search.local({
    ...{ text, images: [], top: 1_000_000, filters: noFilters, sort, folder, stacks: false },
  });
  return hits.slice(0, matching).map(({ path }) => path);
}

function rate(paths: readonly string[], both: ReadonlySet<string>, sought: ReadonlySet<string>): Rated {
  let hits = 0;
  let precision = 0;
  for (const [i, path] of paths.entries()) {
    if (!both.has(path)) continue;
    hits++;
    precision += hits / (i + 1);
  }
  const begin = paths.slice(0, first);
  return {
    precision: precision / both.size,
    sought: begin.filter((path) => sought.has(path)).length / Math.max(1, begin.length),
  };
}
