import {
  AppError,
  isLookSort,
  leastChoices,
  type ModelSort,
  type PixelSort,
  pixelSorts,
  type SearchSort,
} from '../../../../src-contract/index.ts';
import { endsOf } from '../../../core/looks/axes.ts';
import { embeddedChoices, learnTaste, mostChoices, tasteWeight } from '../../../core/taste/preference.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import type { Store } from '../../store/store.ts';
import { type Embedding, normalized } from '../../../core/math/vector.ts';
import type { Comparison, VectorIndex } from '../vector-index.ts';
import type { Query } from './answered.ts';
import type { DescriptionEncoder } from './description-encoder.ts';
import type { Learnable } from './feedback.ts';
import type { Ranked } from './ranked.ts';

export interface OrderOptions {
  readonly store: Pick<Store, 'catalog' | 'looks' | 'taste'>;
  readonly index: VectorIndex;
  readonly descriptions: Pick<DescriptionEncoder, 'encode' | 'encodePrompt'>;
  readonly learnable: Pick<Learnable, 'embeddingsOf'>;
}

export interface Order extends Pick<Query, 'sort' | 'axis'> {
  /** Embeddings of what is looked for. */
  readonly sought?: readonly Embedding[];
}

/**
 * Put photos in another order than the best first. Those of which the order knows nothing, which were not measured or have no
 * embedding of the pack yet, come last.
 *
 * [Note: Orders by looks] What can be measured in pixels is (note _Looks_); calm, happy and words of the user's are
 * axes between two texts t+ and t- in the space of the pack in use. Photos are ordered by x·t+ − x·t−, which is the order of
 * σ(100 (x·t+ − x·t−)), the probability that CLIP-IQA gives the first of both. What the photo is close to anyway
 * falls out of the difference.
 *
 * @throws INVALID_ARGUMENT where an order goes by words and there are none, TASTE_TOO_FEW_CHOICES, PACK_*, ENCODER_*, CANCELLED
 */
export async function ordered(
  options: OrderOptions,
  ids: readonly number[],
  { sort, axis, sought = [] }: Order,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  if (sort === 'relevance') return [...ids];
  if (sort === 'taste') return byTaste(options, ids, sought, signal);
  if (!isLookSort(sort)) return options.store.catalog.ordered(ids, sort);
  if (isPixelSort(sort)) return options.store.looks.ordered(ids, sort);
  return byModel(options, ids, { sort, axis }, signal);
}

function isPixelSort(sort: SearchSort): sort is PixelSort {
  return pixelSorts.some((each) => each === sort);
}

async function byModel(
  { index, descriptions }: OrderOptions,
  ids: readonly number[],
  { sort, axis }: { readonly sort: ModelSort; readonly axis: Query['axis'] },
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const ends = endsOf(sort, axis);
  if (ends === undefined) {
    throw new AppError('INVALID_ARGUMENT', `Expected an axis for the order "${sort}" but received none`);
  }
  const encode = (text: string): ReturnType<typeof descriptions.encode> =>
    ends.areWords ? descriptions.encode(text) : descriptions.encodePrompt(text);
  const embeddings = await Promise.all([encode(ends.towards), encode(ends.from)]);
  throwIfCancelled(signal);
  const [towards, from] = await compared(index, ids, embeddings, signal);
  return highestFirst(ids, (i) => (towards?.cosines[i] ?? NaN) - (from?.cosines[i] ?? NaN));
}

/**
 * By what the choices that are kept have in common, as the pack that answers sees it.
 *
 * [Note: Taste in searches] Where something is looked for, what matches best stays ahead, the more so the less is known of the
 * taste: photos are ordered by sum of z(x·t) + η z(x·w), η = n / (n + 10) after n choices, where t are what is looked for, w is
 * the taste, and z tells by how many deviations a photo is above the mean of the library.
 *
 * @param sought embeddings of what is looked for; none where photos were only filtered.
 */
async function byTaste(
  { store, index, learnable }: OrderOptions,
  ids: readonly number[],
  sought: readonly Embedding[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const kept = store.taste.choices(mostChoices);
  const embeddings = learnable.embeddingsOf([...new Set(kept.flatMap(({ better, worse }) => [better, worse]))]);
  const choices = embeddedChoices(kept, embeddings);
  const taste = choices.length < leastChoices ? null : learnTaste(choices);
  if (taste === null) {
    throw new AppError(
      'TASTE_TOO_FEW_CHOICES',
      `Expected at least ${leastChoices} choices between photos that the model in use has looked at, for an order by taste, ` +
        `but received ${choices.length}`,
    );
  }
  const [liked, ...matches] = await compared(index, ids, [normalized(taste), ...sought], signal);
  const weight = tasteWeight(choices.length);
  return highestFirst(ids, (i) =>
    matches.reduce((sum, match) => sum + standardAt(match, i), weight * standardAt(liked, i)),
  );
}

/** By how many deviations a photo is above the mean of the library; NaN where it is not known. */
function standardAt(comparison: Comparison | undefined, i: number): number {
  if (comparison === undefined) return NaN;
  return ((comparison.cosines[i] ?? NaN) - comparison.mean) / comparison.deviation;
}

/** Photos of which nothing is known, NaN, come last. */
function highestFirst(ids: readonly number[], valueOf: (i: number) => number): number[] {
  const known: { id: number; value: number }[] = [];
  const unknown: number[] = [];
  for (const [i, id] of ids.entries()) {
    const value = valueOf(i);
    if (Number.isNaN(value)) unknown.push(id);
    else known.push({ id, value });
  }
  known.sort((a, b) => b.value - a.value || a.id - b.id);
  return [...known.map(({ id }) => id), ...unknown];
}

async function compared(
  index: VectorIndex,
  ids: readonly number[],
  embeddings: readonly Embedding[],
  signal: AbortSignal | undefined,
): Promise<Comparison[]> {
  try {
    return await index.compare(ids, embeddings, { signal });
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  }
}

/** Put hits in an order other than the best first. @throws as `ordered` */
export async function inOrder(
  options: OrderOptions,
  hits: readonly Ranked[],
  order: Order,
  signal: AbortSignal | undefined,
): Promise<readonly Ranked[]> {
  if (order.sort === 'relevance') return hits;
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const ids = await ordered(options, [...byId.keys()], order, signal);
  return ids.flatMap((id) => byId.get(id) ?? []);
}
