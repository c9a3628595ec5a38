import { noFilters, type PhotoPair, type SearchSort } from '../../../src-contract/index.ts';
import { seededRandom } from '../photos.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';

/** What somebody likes: of two photos the one that has more of it. */
export interface Liking {
  readonly name: string;
  /** Registered folder of the photos. */
  readonly folder: string;
  /** By path; the same number of two photos is no opinion. */
  readonly amountOf: (path: string) => number;
}

/** How pairs are found: as the product asks, or by chance. */
export const manners = ['asked', 'chance'] as const;
type Manner = (typeof manners)[number];

export interface ChoiceMeans {
  readonly choices: number;
  readonly likings: number;
  /** Percent of pairs of photos that nobody was asked about which the order has the right way round. */
  readonly accuracy: Readonly<Record<Manner, number>>;
  /** Mean number of pairs that it took, with those that neither was liked better of. */
  readonly questions: Readonly<Record<Manner, number>>;
}

interface Photo {
  readonly id: number;
  readonly amount: number;
}

interface Trial {
  readonly choices: number;
  readonly accuracy: number;
  readonly questions: number;
}

const steps = [5, 10, 20, 50];
/** Pairs after which somebody has had enough. */
const mostQuestions = 500;
/** Photos that are not asked about, so that they can be rated: every second one. */
const heldEvery = 2;

/** Somebody who likes one thing is asked until they have chosen often enough, and the order of other photos is held against it. */
export async function measureChoices(engine: Engine, likings: readonly Liking[]): Promise<ChoiceMeans[]> {
  const trials: Record<Manner, Trial[]> = { asked: [], chance: [] };
  for (const liking of likings) {
    const held = (await photosOf(engine, liking)).filter((_, i) => isHeld(i));
    for (const manner of manners) {
      await teach(engine, liking, manner, async (choices, questions) => {
        trials[manner].push({ choices, questions, accuracy: await accuracyOf(engine, liking, held) });
      });
    }
  }
  engine.taste.forget();
  return steps.map((choices) => {
    const mean = (manner: Manner, what: 'accuracy' | 'questions'): number => {
      const some = trials[manner].filter((trial) => trial.choices === choices);
      return some.reduce((sum, trial) => sum + trial[what], 0) / some.length;
    };
    return {
      choices,
      likings: trials.asked.filter((trial) => trial.choices === choices).length,
      accuracy: { asked: 100 * mean('asked', 'accuracy'), chance: 100 * mean('chance', 'accuracy') },
      questions: { asked: mean('asked', 'questions'), chance: mean('chance', 'questions') },
    };
  });
}

/**
 * Ask somebody for choices until they have made enough or had enough.
 *
 * @param learnt called after each of so many choices, with the pairs that it took.
 */
export async function teach(
  engine: Engine,
  liking: Liking,
  manner: Manner,
  learnt: (choices: number, questions: number) => Promise<void>,
): Promise<void> {
  engine.taste.forget();
  const photos = await photosOf(engine, liking);
  const amounts = new Map(photos.map(({ id, amount }) => [id, amount]));
  const askable = photos.filter((_, i) => !isHeld(i)).map(({ id }) => id);
  const passed: PhotoPair[] = [];
  const random = seededRandom(7);
  let made = 0;
  for (let questions = 0; questions < mostQuestions && made < (steps.at(-1) ?? 0);) {
    const pairs = manner === 'asked' ? engine.taste.pairs(askable, passed) : byChance(askable, random);
    if (pairs.length === 0) break;
    for (const [a, b] of pairs) {
      questions++;
      const difference = (amounts.get(a) ?? 0) - (amounts.get(b) ?? 0);
      if (difference === 0) {
        passed.push([a, b]);
        continue;
      }
      const [better, worse] = difference > 0 ? [a, b] : [b, a];
      const { choices } = engine.taste.choose({ better, worse });
      if (choices > made && steps.includes(choices)) await learnt(choices, questions);
      made = Math.max(made, choices);
    }
  }
}

function isHeld(place: number): boolean {
  return place % heldEvery === 0;
}

function byChance(ids: readonly number[], random: () => number): PhotoPair[] {
  const any = (): number => ids[Math.floor(random() * ids.length)] ?? 0;
  const [a, b] = [any(), any()];
  return a === b ? byChance(ids, random) : [[a, b]];
}

/** Share of pairs with a difference that the order has the right way round. */
async function accuracyOf(engine: Engine, liking: Liking, held: readonly Photo[]): Promise<number> {
  const places = new Map((await inOrder(engine, liking, 'taste')).map(({ id }, place) => [id, place]));
  let [right, all] = [0, 0];
  for (const [i, a] of held.entries()) {
    for (const b of held.slice(i + 1)) {
      if (a.amount === b.amount) continue;
      all++;
      if (a.amount > b.amount === (places.get(a.id) ?? 0) < (places.get(b.id) ?? 0)) right++;
    }
  }
  return right / all;
}

async function photosOf(engine: Engine, liking: Liking): Promise<Photo[]> {
  const found = await inOrder(engine, liking, 'bright');
  return found.map(({ id, path }) => ({ id, amount: liking.amountOf(path) })).sort((a, b) => a.id - b.id);
}

/** All photos of a folder, in an order. */
export async function inOrder(
  engine: Engine,
  { folder }: Pick<Liking, 'folder'>,
  sort: SearchSort,
): Promise<{ id: number; path: string }[]> {
  const { hits } = await engine.search.local({
    ...{ text: '', images: [], top: 1_000_000, filters: noFilters, sort, folder, stacks: false },
  });
  return hits.map(({ photoId, path }) => ({ id: photoId, path }));
}

/** Does a search answer the same after all choices have been forgotten? */
export async function isForgotten(engine: Engine, { folder, name }: Liking): Promise<boolean> {
  const ask = async (): Promise<string> => {
    const { hits, matching } = await engine.search.local({
      ...{ text: name, images: [], top: 1000, filters: noFilters, sort: 'relevance', folder, stacks: false },
    });
    return JSON.stringify({ hits, matching });
  };
  const before = await ask();
  const ids = (await inOrder(engine, { folder }, 'bright')).slice(0, 12).map(({ id }) => id);
  for (let i = 0; i + 1 < ids.length; i++) engine.taste.choose({ better: ids[i] ?? 0, worse: ids[i + 1] ?? 0 });
  const during = await ask();
  engine.taste.forget();
  return during === before && (await ask()) === before;
}
