import type { Hit } from '../../../../src-contract/index.ts';
import { type ChanceScores, confidenceOf, type ConfidenceShape, type Threshold } from '../../../core/calibration.ts';
import { fuseRanks } from '../../../core/math/rank-fusion.ts';
import type { LookHit } from './look-query.ts';

/** A hit before it is known what it looks like on the page. */
export interface Ranked extends Pick<Hit, 'score' | 'confidence' | 'foundBy' | 'stack'> {
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
}

/** With it everything matches that is not unwanted. */
export const noThreshold: Threshold = { any: 0, each: 0 };

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
  const matching: Ranked[] = [];
  const weaker: Ranked[] = [];
  const judged = looks.map((look) => ({ ...look, confidence: confidenceIn(look, judgement) }));
  const { any, each } = judgement.threshold;
  const isAny = judged.some(({ isUnwanted, confidence }) => !isUnwanted && (confidence ?? 1) >= any);
  for (const { id, score, isUnwanted, confidence } of judged) {
    const looksRight = isAny && !isUnwanted && (confidence ?? 1) >= each;
    const isCalled = called.has(id) && !isUnwanted;
    const foundBy: Ranked['foundBy'] = [];
    if (looksRight || !isCalled) foundBy.push('look');
    if (called.has(id)) foundBy.push('words');
    const ranked = { id, score: fused?.get(id) ?? score, confidence, foundBy, stack: null };
    (looksRight || isCalled ? matching : weaker).push(ranked);
    called.delete(id);
  }
  matching.push(...byWordsAlone(called, fused));
  const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || a.id - b.id;
  return { matching: matching.sort(byScore), weaker: weaker.sort(byScore) };
}

/** Does a photo look so that it matches, where any does? */
export function looksRight(look: LookHit, judgement: Judgement): boolean {
  return !look.isUnwanted && (confidenceIn(look, judgement) ?? 1) >= judgement.threshold.each;
}

function byWordsAlone(ids: ReadonlySet<number>, fused: ReadonlyMap<number, number> | undefined): Ranked[] {
  return Array.from(ids, (id) => ({
    id,
    score: fused?.get(id) ?? 0,
    confidence: null,
    foundBy: ['words'],
    stack: null,
  }));
}

function confidenceIn({ descriptionScore }: LookHit, { confidence }: Judgement): number | null {
  if (confidence === undefined || descriptionScore === null) return null;
  return confidenceOf(descriptionScore, confidence.chance, confidence.shape);
}
