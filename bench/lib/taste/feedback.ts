import { type Feedback, noFilters } from '../../../src-contract/index.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import type { LocalHit, LocalSearchAnswer } from '../../../src-main/engine/search/local-search.ts';

/** What somebody looks for, and the words that they begin with. */
export interface Wish {
  readonly text: string;
  /** Registered folder that is searched. */
  readonly folder: string;
  /** Paths of what is looked for. */
  readonly photos: ReadonlySet<string>;
}

/** Of the photos that nobody has judged yet, in percent. */
export interface FeedbackMeans {
  readonly judged: number;
  readonly trials: number;
  /** Mean average precision; with what was judged, and without. */
  readonly precision: { readonly with: number; readonly without: number };
  /** Share of those that match which are right. */
  readonly right: { readonly with: number; readonly without: number };
  /** Share of those looked for that match. */
  readonly found: { readonly with: number; readonly without: number };
}

interface Rated {
  readonly precision: number;
  readonly right: number;
  readonly found: number;
}

const rounds = 4;
/** Photos that are judged in a round: the first that have not been. */
const judgedAtOnce = 5;

/**
 * Somebody searches, says of the first five photos whether they are what is looked for, and again of the next five. What is
 * rated are the photos that have not been judged, which is what is left to be found: those that were are known.
 */
export async function measureFeedback(engine: Engine, wishes: readonly Wish[]): Promise<FeedbackMeans[]> {
  const rated: { with: Rated; without: Rated }[][] = Array.from({ length: rounds }, () => []);
  for (const wish of wishes) {
    const feedback: Feedback = { liked: [], disliked: [] };
    const plain = await ask(engine, wish);
    for (const round of rated) {
      const answer = round === rated[0] ? plain : await ask(engine, wish, feedback);
      const known = new Set([...feedback.liked, ...feedback.disliked]);
      if (wish.photos.size - feedback.liked.length <= 0) break;
      const left = wish.photos.size - feedback.liked.length;
      round.push({ with: rate(answer, wish, known, left), without: rate(plain, wish, known, left) });
      for (const hit of unknown(answer.hits, known).slice(0, judgedAtOnce)) {
        (wish.photos.has(hit.path) ? feedback.liked : feedback.disliked).push(hit.photoId);
      }
    }
  }
  return rated.map((trials, round) => {
    const mean = (what: keyof Rated): { with: number; without: number } => ({
      with: (100 * trials.reduce((sum, trial) => sum + trial.with[what], 0)) / trials.length,
      without: (100 * trials.reduce((sum, trial) => sum + trial.without[what], 0)) / trials.length,
    });
    return {
      ...{ judged: round * judgedAtOnce, trials: trials.length },
      ...{ precision: mean('precision'), right: mean('right'), found: mean('found') },
    };
  });
}

/** Does a search without feedback answer the same after all that was said in others? */
export async function isRestored(engine: Engine, wish: Wish): Promise<boolean> {
  const before = await ask(engine, wish);
  const ids = before.hits.slice(0, 10).map(({ photoId }) => photoId);
  await ask(engine, wish, { liked: ids.slice(0, 5), disliked: ids.slice(5) });
  const after = await ask(engine, wish);
  return JSON.stringify(after.hits) === JSON.stringify(before.hits) && after.matching === before.matching;
}

function ask(engine: Engine, { text, folder }: Wish, feedback?: Feedback): Promise<LocalSearchAnswer> {
  return engine.search.local({
    ...{ text, images: [], top: 1000, filters: noFilters, sort: 'relevance', folder, stacks: false },
    ...(feedback && { feedback }),
  });
}

function unknown(hits: readonly LocalHit[], known: ReadonlySet<number>): LocalHit[] {
  return hits.filter(({ photoId }) => !known.has(photoId));
}

function rate(
  { hits, matching }: LocalSearchAnswer,
  { photos }: Wish,
  known: ReadonlySet<number>,
  left: number,
): Rated {
  let found = 0;
  let precision = 0;
  for (const [i, { path }] of unknown(hits, known).entries()) {
    if (!photos.has(path)) continue;
    found++;
    precision += found / (i + 1);
  }
  const match = unknown(hits.slice(0, matching), known);
  const right = match.filter(({ path }) => photos.has(path)).length;
  return { precision: precision / left, right: right / Math.max(1, match.length), found: right / left };
}
