import type { Hit } from '../../../../src-contract/index.ts';
import { type ChanceScores, confidenceOf, type ConfidenceShape, type Threshold } from '../../../core/calibration.ts';
import { fuseRanks } from '../../../core/math/rank-fusion.ts';
import { hitShares } from './hit-shares.ts';
import type { LookHit } from './look-query.ts';

/** A hit before it is known what it looks like on the page. */
export interface Ranked extends Pick<Hit, 'score' | 'confidence' | 'foundBy' | 'shares' | 'stack'> {
  readonly id: number;
}

export interface Ranking {
  readonly matching: readonly Ranked[];
  /** Best first, also where those that match are in another order. */
  readonly weaker: readonly Ranked[];
}

export interface Judgement {
  /** Undefined where confidence means nothing: then everything matches that is not unwanted. */
  readonly confidence: { readonly shape: ConfidenceShape; readonly chance: ChanceScores } | undefined;
  readonly threshold: Threshold;
  /** Photos that match, or do not, because somebody says so; with all that is in a stack with them. */
  readonly said?: Said | undefined;
}

/** By ids. */
export interface Said {
  readonly liked: ReadonlySet<number>;
  readonly disliked: ReadonlySet<number>;
}

/** With it everything matches that is not unwanted. */
export const noThreshold: Threshold = { any: 0, each: 0 };

const nothingSaid: Said = { liked: new Set(), disliked: new Set() };

/**
 * Tell hits that match from weaker ones, and fuse how photos look with what words say of them.
 *
 * @param looks best first.
 * @param words ids of photos that are called what was described, best first. They match also where they have not been
 * compared by their looks.
 */
export function rank(looks: readonly LookHit[], words: readonly number[], judgement: Judgement): Ranking {
  const called = new Set(words);
  const fused = words.length === 0 ? undefined : fuseRanks([looks.map(({ id }) => id), words]);
  const ofWords = fuseRanks([words]);
  const shareOfWords = (id: number): number => (ofWords.get(id) ?? 0) / (fused?.get(id) ?? 1);
  const matching: Ranked[] = [];
  const weaker: Ranked[] = [];
  const judged = looks.map((look) => ({ ...look, confidence: confidenceIn(look, judgement) }));
  const { any, each } = judgement.threshold;
  const { liked, disliked } = judgement.said ?? nothingSaid;
  const isOut = ({ id, isUnwanted }: LookHit): boolean => disliked.has(id) || (isUnwanted && !liked.has(id));
  const isFrom = (least: number, { id, confidence }: (typeof judged)[number]): boolean =>
    liked.has(id) || (confidence ?? 1) >= least;
  const isAny = judged.some((one) => !isOut(one) && isFrom(any, one));
  for (const one of judged) {
    const { id, score, confidence } = one;
    const looksRight = isAny && !isOut(one) && isFrom(each, one);
    const isCalled = called.has(id) && !isOut(one);
    const foundBy: Ranked['foundBy'] = [];
    if (looksRight || !isCalled) foundBy.push('look');
    if (called.has(id)) foundBy.push('words');
    // Of one that does not look right nothing but its words counts.
    const shares = foundBy.includes('look') ? hitShares(one.shares, shareOfWords(id)) : null;
    const ranked = { id, score: fused?.get(id) ?? score, confidence, foundBy, shares, stack: null };
    (looksRight || isCalled ? matching : weaker).push(ranked);
    called.delete(id);
  }
  const byWords = byWordsAlone(called, fused);
  matching.push(...byWords.filter(({ id }) => !disliked.has(id)));
  weaker.push(...byWords.filter(({ id }) => disliked.has(id)));
  const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || a.id - b.id;
  return { matching: matching.sort(byScore), weaker: weaker.sort(byScore) };
}

/** Does a photo look so that it matches, where any does? */
export function looksRight(look: LookHit, judgement: Judgement): boolean {
  const { liked, disliked } = judgement.said ?? nothingSaid;
  if (liked.has(look.id) || disliked.has(look.id)) return liked.has(look.id);
  return !look.isUnwanted && (confidenceIn(look, judgement) ?? 1) >= judgement.threshold.each;
}

function byWordsAlone(ids: ReadonlySet<number>, fused: ReadonlyMap<number, number> | undefined): Ranked[] {
  return Array.from(ids, (id) => ({
    id,
    score: fused?.get(id) ?? 0,
    confidence: null,
    foundBy: ['words'],
    shares: null,
    stack: null,
  }));
}

function confidenceIn({ descriptionScore, evidence }: LookHit, { confidence }: Judgement): number | null {
  if (confidence === undefined || descriptionScore === null) return null;
  return confidenceOf(descriptionScore, confidence.chance, confidence.shape, evidence);
}
