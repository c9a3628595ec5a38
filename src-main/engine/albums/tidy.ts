import type { TidyProposal, TidyRequest } from '../../../src-contract/index.ts';
import type { Embedding } from '../../core/math/vector.ts';
import { groupNames } from '../../core/tidy/group-names.ts';
import { groupCentres, leastPhotos, sampled } from '../../core/tidy/group-photos.ts';
import { closest } from '../../core/tidy/spherical-k-means.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';
import type { AlbumPack } from './learnt-albums.ts';

/** Photos of a group that is worth an album. */
const leastOfGroup = 3;
/** Photos that are read at a time: their embeddings are not all in memory at once. */
const readAtOnce = 256;

/**
 * Propose albums for photos by what they look like: groups by `groupCentres`, named by `groupNames`. The same photos give the
 * same proposal.
 *
 * @throws CANCELLED
 */
export async function tidy(
  store: Pick<Store, 'catalog' | 'codes'>,
  { row, index, search }: Pick<AlbumPack, 'row' | 'index' | 'search'>,
  asked: TidyRequest,
  signal?: AbortSignal,
): Promise<TidyProposal> {
  const wanted = 'photoIds' in asked ? new Set(asked.photoIds) : store.catalog.ids(asked.filters);
  const ids = [...wanted].filter((id) => index.has(id)).sort((a, b) => a - b);
  const unread = wanted.size - ids.length;
  if (ids.length < leastPhotos) return { groups: [], left: ids.length, unread };
  const slices = new Slices();
  const breathe = async (): Promise<void> => {
    throwIfCancelled(signal);
    await slices.breathe();
  };
  const some = sampled(ids);
  const chosen: Embedding[] = [];
  for (let start = 0; start < some.length; start += readAtOnce) {
    chosen.push(...store.codes.vectorsOf(row, some.slice(start, start + readAtOnce)).values());
    await breathe();
  }
  const centres = await groupCentres(chosen, ids.length, breathe);
  const groups = centres.map((): { id: number; cosine: number }[] => []);
  for (let start = 0; start < ids.length; start += readAtOnce) {
    store.codes.readVectors(row, ids.slice(start, start + readAtOnce), (id, vector) => {
      const { group, cosine } = closest(vector, centres);
      groups[group]?.push({ id, cosine });
    });
    await breathe();
  }
  const vocabulary = search.hubs.vocabulary ?? { words: [], vectors: new Float32Array(0) };
  const names = await groupNames(centres, vocabulary, breathe);
  const proposed = groups.flatMap((photos, place) => {
    if (photos.length < leastOfGroup) return [];
    photos.sort((a, b) => b.cosine - a.cosine || a.id - b.id);
    return [{ words: names[place] ?? [], photoIds: photos.map(({ id }) => id) }];
  });
  const inGroups = proposed.reduce((sum, { photoIds }) => sum + photoIds.length, 0);
  return {
    groups: proposed.sort((a, b) => b.photoIds.length - a.photoIds.length),
    left: ids.length - inGroups,
    unread,
  };
}
