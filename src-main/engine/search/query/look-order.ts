import {
  AppError,
  isLookSort,
  type ModelSort,
  type PixelSort,
  pixelSorts,
  type SearchSort,
} from '../../../../src-contract/index.ts';
import { endsOf } from '../../../core/looks/axes.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import type { Store } from '../../store/store.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { Comparison, VectorIndex } from '../vector-index.ts';
import type { Query } from './answered.ts';
import type { DescriptionEncoder } from './description-encoder.ts';
import type { Ranked } from './ranked.ts';

export interface OrderOptions {
  readonly store: Pick<Store, 'catalog' | 'looks'>;
  readonly index: VectorIndex;
  readonly descriptions: Pick<DescriptionEncoder, 'encode' | 'encodePrompt'>;
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
 * @throws INVALID_ARGUMENT where an order goes by words and there are none, PACK_*, ENCODER_*, CANCELLED
 */
export async function ordered(
  options: OrderOptions,
  ids: readonly number[],
  { sort, axis }: Pick<Query, 'sort' | 'axis'>,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  if (sort === 'relevance') return [...ids];
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
  const known: { id: number; difference: number }[] = [];
  const unknown: number[] = [];
  for (const [i, id] of ids.entries()) {
    const difference = (towards?.cosines[i] ?? NaN) - (from?.cosines[i] ?? NaN);
    if (Number.isNaN(difference)) unknown.push(id);
    else known.push({ id, difference });
  }
  known.sort((a, b) => b.difference - a.difference || a.id - b.id);
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
  query: Pick<Query, 'sort' | 'axis'>,
  signal: AbortSignal | undefined,
): Promise<readonly Ranked[]> {
  if (query.sort === 'relevance') return hits;
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const ids = await ordered(options, [...byId.keys()], query, signal);
  return ids.flatMap((id) => byId.get(id) ?? []);
}
