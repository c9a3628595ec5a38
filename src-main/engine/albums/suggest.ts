import { type Album, noFilters, type PhotoColumns, type Suggestions } from '../../../src-contract/index.ts';
import type { Rivalry } from '../../core/albums/rivalry.ts';
import type { Scored } from '../../core/math/top-k.ts';
import { mostHits } from '../../core/vectors/layout.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { columnsOf } from '../photo-columns.ts';
import type { PhotoFilter, VectorIndex } from '../search/index.ts';
import type { Store } from '../store/store.ts';
import type { LearntAlbums } from './learnt-albums.ts';

/** What is asked of an album. */
export interface Wanted {
  readonly top: number;
  /** Instead of its own. */
  readonly strictness?: number | undefined;
}

type Suggested = Pick<Store, 'albums' | 'catalog' | 'codes' | 'photos' | 'stacking'>;

/** Hits that may be passed over because they are known: where more are, they are filtered out. */
const mostPassedOver = 1000;
/** Photos that the laxest setting suggests in any case, if there are so many. */
const leastSuggested = 3;

/**
 * Find what belongs to an album by what it has learnt, surest first.
 *
 * @throws CANCELLED, PACK_*, ENCODER_*
 */
export async function suggest(
  store: Suggested,
  learnt: LearntAlbums,
  album: Album,
  { top, strictness }: Wanted,
  signal?: AbortSignal,
): Promise<Suggestions> {
  const { index, row } = learnt.pack;
  const { model, rivalry, unread } = await learnt.of(album);
  throwIfCancelled(signal);
  const stacks = store.stacking.isOn ? store.stacking.read() : null;
  const columns = (ids: readonly number[]): PhotoColumns =>
    columnsOf(ids, { sizes: store.photos.sizes(ids), files: new Map(), stacks });
  const nothing = { photos: columns([]), mayBeMore: false, evidence: null, searched: 0, unread };
  if (model === null || index.size === 0) return nothing;
  const known = knownTo(album, store);
  const { passedOver, only } = unknown(store, known, index);
  const terms = [{ embedding: model.direction, weight: 1 }];
  for (let found = Math.min(mostHits, top + passedOver + 1); ; found = Math.min(mostHits, 3 * found)) {
    const { hits } = await index.scan({ terms, top: found, only }, { signal });
    const others = withoutKnownStacks(
      hits.filter(({ id }) => !known.has(id)),
      known,
      stacks,
    );
    const fit = fitting(others, album.id, rivalry, store, row);
    const least = model.threshold(strictness ?? album.strictness, lastOfNearest(fit));
    const shown = fit.filter(({ score }) => score >= least);
    const isCut = hits.length === found;
    const mayBeMore = isCut && (hits.at(-1)?.score ?? least) >= least;
    // What other albums or stacks take is passed over: there may be more behind it.
    const isEnough = fit.length >= leastSuggested && (shown.length > top || !mayBeMore);
    if (!isEnough && isCut && found < mostHits) continue;
    return {
      photos: columns(shown.slice(0, top).map(({ id }) => id)),
      mayBeMore: shown.length > top || mayBeMore,
      ...{ evidence: model.evidence, searched: index.size, unread },
    };
  }
}

/** Photos of an album, those it refused, and those of albums that it excludes. */
function knownTo({ id, rivals }: Album, { albums }: Pick<Store, 'albums'>): Set<number> {
  const examples = [id, ...rivals].flatMap((each) => albums.examples(each));
  return new Set([...examples, ...albums.refused(id)]);
}

/** Score of the last of those that the laxest setting suggests in any case. @param hits best first */
function lastOfNearest(hits: readonly Scored[]): number | undefined {
  return hits[Math.min(leastSuggested, hits.length) - 1]?.score;
}

/** How to find photos that are not known: by passing over a few, or by a filter where they are many. */
function unknown(
  { catalog }: Pick<Store, 'catalog'>,
  known: ReadonlySet<number>,
  index: VectorIndex,
): { passedOver: number; only: PhotoFilter | null } {
  if (known.size <= mostPassedOver) return { passedOver: known.size, only: null };
  const others = [...catalog.ids(noFilters)].filter((id) => !known.has(id) && index.has(id));
  return { passedOver: 0, only: new Set(others) };
}

/** One of each stack, and none of a stack that a photo is known of. */
function withoutKnownStacks(
  hits: readonly Scored[],
  known: Iterable<number>,
  stacks: ReturnType<Store['stacking']['read']> | null,
): readonly Scored[] {
  if (stacks?.hasStacks !== true) return hits;
  const seen = new Set<number>();
  for (const id of known) seen.add(stacks.stackOf(id));
  seen.delete(0);
  return hits.filter(({ id }) => {
    const stack = stacks.stackOf(id);
    if (stack === 0) return true;
    if (seen.has(stack)) return false;
    seen.add(stack);
    return true;
  });
}

/** Those that no other album fits better. */
function fitting(
  hits: readonly Scored[],
  album: number,
  rivalry: Rivalry | null,
  { codes }: Pick<Store, 'codes'>,
  pack: number,
): Scored[] {
  if (rivalry?.takesPart(album) !== true) return [...hits];
  const best = new Map<number, number | undefined>();
  codes.readVectors(
    pack,
    hits.map(({ id }) => id),
    (id, vector) => best.set(id, rivalry.best(vector)),
  );
  return hits.filter(({ id }) => best.get(id) === album);
}
