import type { Filters, QueryChip } from '../../../../src-contract/index.ts';
import { shapeOf } from '../../../core/calibration.ts';
import { isSentence } from '../../../core/text/names.ts';
import { mostHits } from '../../../core/vectors/layout.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import type { HubCorrection } from '../hubs/hub-correction.ts';
import { letsAllPass } from '../../store/filter-sql.ts';
import type { Store } from '../../store/store.ts';
import type { PhotoFilter, VectorIndex } from '../vector-index.ts';
import type { CloserLook } from '../windows/closer-look.ts';
import type { WindowSearch } from '../windows/window-search.ts';
import { type AllLooks, allLooks } from './all-looks.ts';
import { type Answered, type Query, stackingOf } from './answered.ts';
import type { DescriptionEncoder } from './description-encoder.ts';
import { type Learnable, refinedBy, saidOf } from './feedback.ts';
import { foundByChips, withBeyond } from './filtered-beyond.ts';
import { inOrder } from './look-order.ts';
import { examplesOf, type Look, type LookHit, type LookRequest, rankByLook, soughtBy } from './look-query.ts';
import type { QueryParts } from './query-parts.ts';
import { type Judgement, looksRight, noThreshold, rank, type Ranking } from './ranked.ts';
import { stacked } from './stacked.ts';

export interface DescribedOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  readonly hubs: Pick<HubCorrection, 'isComplete' | 'chance' | 'calibration' | 'knowledge'>;
  /** Whether photos are looked at more closely, and how. */
  readonly windows: Pick<WindowSearch, 'look' | 'unread'>;
  readonly descriptions: DescriptionEncoder;
  /** Photos that have no embedding of the pack yet. */
  readonly countMissing: () => number;
  readonly learnable: Learnable;
}

/** A query with what it looks for as embeddings. */
export interface Described {
  readonly look: Look;
  readonly parts: QueryParts;
  readonly query: Query;
}

/** Photos that words find are counted up to here, where not all that match are wanted. */
const mostByWords = 1000;
const anyNumber = 1_000_000;

/**
 * Find photos by how they look, and by words that they are called.
 *
 * @returns null where nothing says what they are to look like: nothing is described, and photos that were judged say nothing.
 * @throws CANCELLED
 */
export async function rankDescribed(
  options: DescribedOptions,
  { look: asked, parts, query }: Described,
  signal: AbortSignal | undefined,
): Promise<Answered | null> {
  // Both of one moment: scores with biases are not to be held against chance without, nor the reverse.
  const { isComplete: biased } = options.hubs;
  const { look: closer } = options.windows;
  const judgement = judgementOf(options, closer, { look: asked, parts, query });
  const cannotTell = whyNotTold(options, closer, asked);
  const look = await refinedLook(query.feedback, options, { look: asked, judgement, biased, closer });
  const isByJudgedAlone = !isAnything(asked);
  if (isByJudgedAlone && look.refined === undefined) return null;
  const judged = { look, parts, query, judgement, cannotTell, biased, closer, isByJudgedAlone };
  return bestOf(options, judged, signal);
}

interface Judged extends Described, Pick<Answered, 'cannotTell'> {
  readonly judgement: Judgement;
  readonly biased: boolean;
  readonly closer: CloserLook | null;
  /** Nothing but what was said of photos says what to look for. */
  readonly isByJudgedAlone: boolean;
}

async function bestOf(
  options: DescribedOptions,
  { look, parts, query, judgement, cannotTell, biased, closer, isByJudgedAlone }: Judged,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  const { store, index } = options;
  const isDescribed = judgement.confidence !== undefined && look.description !== null;
  const passing = passingOf(store, query.filters, parts.filters);
  const only = passing && comparable(passing, index);
  // Of one moment: photos are encoded while others are compared.
  const [searched, unseen] = [only?.size ?? index.size, unseenOf(passing, only, options)];
  // Another order than the best first needs all that match, and not the best of them alone.
  const wantsAll = query.all || query.sort !== 'relevance';
  const words = store.words.find(parts.description, wantsAll ? anyNumber : mostByWords, passing);
  const also = [...words.slice(0, mostByWords), ...judgedOf(query, passing)].filter((id) => index.has(id));
  const ranked = rankerOf(options, { judgement, words, passing, query }, isByJudgedAlone ? parts.filters : null);
  const comparing: Comparing = {
    scan: (top, among) =>
      scanned(index, { look, biased, closer, top, only: among ?? only, also: among ? [] : also }, signal),
    mayBeMore: (looks, most) => !isByJudgedAlone && most < searched && mayMatchBeyond(looks, most, look, judgement),
    isEnough: (looks) => {
      const { matching, weaker } = ranked(looks);
      return matching.length + weaker.length >= query.top;
    },
    among: () => only ?? comparable(store.catalog.ids(query.filters), index),
  };
  const best = await theBest(comparing, isDescribed ? query.top : mostOf(query, isByJudgedAlone));
  const { looks, isCut } = wantsAll && isDescribed && best.isCut ? await allThatMatch(best, comparing) : best;
  const ranking = ranked(looks);
  const matching = await inOrder(options, ranking.matching, { ...query, sought: soughtBy(look) }, signal);
  return {
    matching: matching.slice(0, query.top),
    count: matching.length,
    mayBeMore: isCut || (!wantsAll && words.length === mostByWords),
    rest: query.all ? matching.slice(query.top).map(({ id }) => id) : [],
    weaker: ranking.weaker,
    ...{ searched, unseen, isDescribed, cannotTell },
  };
}

/** Where nothing tells what matches, as many are put in order as a scan answers with. */
function mostOf({ sort, top }: Query, isByJudgedAlone: boolean): number {
  return sort === 'relevance' && !isByJudgedAlone ? top : mostHits;
}

interface Rankable {
  readonly judgement: Judgement;
  readonly words: readonly number[];
  readonly passing: ReadonlySet<number> | null;
  readonly query: Query;
}

/**
 * Ranks the hits of scans; those of the last one are ranked to see whether they are enough, and are mostly the answer.
 *
 * @param alone chips, where with filters they are all that is asked for; else null.
 */
function rankerOf(
  { store }: Pick<DescribedOptions, 'store'>,
  { judgement, words, passing, query }: Rankable,
  alone: readonly QueryChip[] | null,
): (looks: readonly LookHit[]) => Ranking {
  const all = (ranking: Ranking): Ranking => {
    if (alone === null) return ranking;
    const beyond = { passing: store.catalog.matching(query.filters, alone), foundBy: foundByChips(alone) };
    return withBeyond(ranking, { ...beyond, said: judgement.said });
  };
  let latest: { readonly looks: readonly LookHit[]; readonly ranking: Ranking } | undefined;
  return (looks) => {
    if (latest?.looks !== looks) {
      const ranking = all(rank(looks, words, judgement));
      latest = { looks, ranking: stacked(ranking, stackingOf(store, query), passing) };
    }
    return latest.ranking;
  };
}

/** Is anything asked for by how it looks, before anything is said of photos? */
export function isAnything(look: Look): boolean {
  return look.description !== null || examplesOf(look).length > 0 || look.minus.length > 0;
}

async function refinedLook(
  feedback: Query['feedback'],
  { learnable, index }: DescribedOptions,
  asked: Parameters<typeof refinedBy>[3],
): Promise<Look> {
  const { look } = asked;
  return feedback ? { ...look, refined: await refinedBy(feedback, learnable, index, asked) } : look;
}

/** Whatever somebody has said of photos, they are among the hits. */
function judgedOf({ feedback }: Query, passing: ReadonlySet<number> | null): number[] {
  const judged = feedback ? [...feedback.liked, ...feedback.disliked] : [];
  return judged.filter((id) => passing?.has(id) ?? true);
}

function unseenOf(
  passing: ReadonlySet<number> | null,
  only: ReadonlySet<number> | null,
  { countMissing }: DescribedOptions,
): number {
  return passing === null || only === null ? countMissing() : passing.size - only.size;
}

interface Comparing extends Pick<AllLooks, 'among' | 'mayBeMore'> {
  /** The best of some photos, or of all, best first. */
  readonly scan: (top: number, among?: PhotoFilter) => Promise<LookHit[]>;
  /** Are these as many hits as are asked for? */
  readonly isEnough: (looks: readonly LookHit[]) => boolean;
}

interface Looks {
  readonly looks: readonly LookHit[];
  /** There may be more that match. */
  readonly isCut: boolean;
}

function allThatMatch({ looks: first }: Looks, { scan, among, mayBeMore }: Comparing): Promise<Looks> {
  return allLooks({ first, among, scan: (left) => scan(mostHits, left), mayBeMore });
}

async function theBest({ scan, mayBeMore, isEnough }: Comparing, wanted: number): Promise<Looks> {
  for (let top = wanted; ; top = Math.min(mostHits, 3 * top)) {
    const looks = await scan(top);
    // Where many of the best are of the same stacks, those that follow are wanted too.
    if (top >= mostHits || looks.length < top || isEnough(looks)) return { looks, isCut: mayBeMore(looks, top) };
  }
}

async function scanned(index: VectorIndex, request: LookRequest, signal: AbortSignal | undefined): Promise<LookHit[]> {
  try {
    return await rankByLook(index, request, { signal });
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  }
}

function judgementOf(
  { hubs, store }: DescribedOptions,
  closer: CloserLook | null,
  { look, parts, query }: Described,
): Judgement {
  const said = query.feedback && saidOf(query.feedback, stackingOf(store, query));
  const { chance, calibration } = closer ?? hubs;
  // What an example image has in common with photos is not what the calibration is about.
  if (examplesOf(look).length > 0 || calibration === undefined || chance === undefined)
    return { confidence: undefined, threshold: noThreshold, said };
  const kind = isSentence(parts.description) ? 'sentence' : 'words';
  return {
    confidence: { shape: shapeOf(calibration, kind), chance: chance[kind] },
    threshold: calibration.thresholds[store.settings.get().strictness],
    said,
  };
}

/** Why the judgement has no confidence to tell by. Where nothing is described none is asked for. */
function whyNotTold(
  { hubs }: Pick<DescribedOptions, 'hubs'>,
  closer: CloserLook | null,
  look: Look,
): Answered['cannotTell'] {
  if (examplesOf(look).length > 0) return 'example';
  if (look.description === null) return null;
  const known = closer === null ? hubs.knowledge : closer.calibration === undefined ? 'tooLittle' : 'known';
  return known === 'known' ? null : known;
}

/** May there be photos that match beyond those of a scan for so many? Best first, they match from the first on. */
function mayMatchBeyond(looks: readonly LookHit[], most: number, look: Look, judgement: Judgement): boolean {
  const last = looks[most - 1];
  if (last === undefined) return false;
  // With more than a description to go by, those that come first are not those that match most surely.
  const isByDescription = look.minus.length + look.ignore.length === 0 && look.refined === undefined;
  return isByDescription ? looksRight(last, judgement) : looks.some((each) => looksRight(each, judgement));
}

/** Photos that filters and chips let pass; null where they let all. */
function passingOf(store: Store, filters: Filters, chips: readonly QueryChip[]): ReadonlySet<number> | null {
  if (letsAllPass(filters) && chips.length === 0) return null;
  return store.catalog.ids(filters, chips);
}

/** Those that have an embedding of this pack: after a change of packs some still wait for theirs. */
function comparable(passing: ReadonlySet<number>, index: VectorIndex): ReadonlySet<number> {
  return new Set([...passing].filter((id) => index.has(id)));
}
