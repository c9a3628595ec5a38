import type { Feedback } from '../../../../src-contract/index.ts';
import { logitOf, logitsPerScore } from '../../../core/calibration.ts';
import { type Judged, refine } from '../../../core/taste/feedback.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { Store } from '../../store/store.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { CloserLook } from '../windows/closer-look.ts';
import { type Look, type Refined, soughtBy } from './look-query.ts';
import type { Judgement, Said } from './ranked.ts';

/** Photos of the pack that answers, as something to learn from. */
export interface Learnable {
  /** Embeddings of photos, those that there are. */
  readonly embeddingsOf: (ids: readonly number[]) => ReadonlyMap<number, Embedding>;
  /** What all photos have in common, [dim]. */
  readonly centre: () => Float64Array;
}

interface Asked {
  readonly look: Look;
  readonly judgement: Judgement;
  /** Whether the photos' biases count. */
  readonly biased: boolean;
  /** How descriptions are compared with windows of photos, too; null where they are not. */
  readonly closer: CloserLook | null;
}

/**
 * What photos that were liked, or not, add to a query.
 *
 * [Note: Feedback] The log-odds that a photo is what is looked for are those of its confidence, plus what judged photos add: so
 * order, confidence and what matches all follow from one sum. Where there is no confidence, by an example image or with a
 * pack that is not calibrated, a deviation of its score stands for one of the log-odds, from the middle of the judged
 * photos on.
 */
export async function refinedBy(
  { liked, disliked }: Feedback,
  { embeddingsOf, centre }: Learnable,
  index: VectorIndex,
  asked: Asked,
): Promise<Refined | undefined> {
  const embeddings = embeddingsOf([...liked, ...disliked]);
  const ids = [...liked, ...disliked].filter((id) => embeddings.has(id) && index.has(id));
  if (ids.length === 0) return undefined;
  const { priors, logitsPerDeviation } = await priorsOf(ids, index, asked);
  const isLiked = new Set(liked);
  const judged = ids.flatMap((id, i): Judged[] => {
    const embedding = embeddings.get(id);
    return embedding === undefined ? [] : [{ embedding, isLiked: isLiked.has(id), prior: priors[i] ?? 0 }];
  });
  const refinement = refine(judged, centre());
  if (refinement === null) return undefined;
  const [comparison] = await index.compare([], [refinement.direction]);
  const weight = (refinement.logits * (comparison?.deviation ?? 1)) / logitsPerDeviation;
  return { ...refinement, weight };
}

/** Log-odds of photos by the query alone, and how many of them a deviation of its score is. */
async function priorsOf(
  ids: readonly number[],
  index: VectorIndex,
  { look, judgement: { confidence }, biased, closer }: Asked,
): Promise<{ priors: number[]; logitsPerDeviation: number }> {
  const { description } = look;
  const terms = soughtBy(look);
  const comparisons = await index.compare(ids, terms);
  const byWindows = description === null ? undefined : closer?.scores(ids, description);
  const scoreOf = (t: number, i: number): number => {
    const isDescribed = terms[t] === description;
    const bias = biased && isDescribed ? index.biasOf(ids[i] ?? 0) : 0;
    if (isDescribed && byWindows?.[i] !== undefined) return byWindows[i];
    return (comparisons[t]?.cosines[i] ?? 0) - bias;
  };
  if (description !== null && confidence !== undefined) {
    const { chance, shape } = confidence;
    return {
      priors: ids.map((_, i) => logitOf(scoreOf(0, i), chance, shape)),
      logitsPerDeviation: logitsPerScore(chance, shape) * (comparisons[0]?.deviation ?? 1),
    };
  }
  const scores = ids.map((_, i) =>
    comparisons.reduce((sum, { mean, deviation }, t) => sum + (scoreOf(t, i) - mean) / deviation, 0),
  );
  const middle = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { priors: scores.map((score) => score - middle), logitsPerDeviation: 1 };
}

/** What was said of photos holds for all that is in a stack with them: they are shown as one. */
export function saidOf(
  { liked, disliked }: Feedback,
  stacking: Pick<Store['stacking'], 'read' | 'partsOf'> | null,
): Said {
  const index = stacking?.read();
  const whole = (ids: readonly number[]): Set<number> =>
    new Set(
      ids.flatMap((id) => {
        const stack = index?.stackOf(id) ?? 0;
        return stack === 0 || stacking === null ? [id] : [id, ...stacking.partsOf(stack)];
      }),
    );
  const all = whole(liked);
  return { liked: all, disliked: new Set([...whole(disliked)].filter((id) => !all.has(id))) };
}
