import type { Refinement } from '../../../core/taste/feedback.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import { mostHits } from '../../../core/vectors/layout.ts';
import type { PhotoFilter, QueryTerm, ScanOptions, VectorIndex } from '../vector-index.ts';
import { type LookShares, lookShares } from './hit-shares.ts';
import type { CloserLook } from '../windows/closer-look.ts';

/** What photos are to look like, as embeddings. */
export interface Look {
  readonly description: Embedding | null;
  readonly example: Embedding | null;
  /** Parts of photos, all of which they are to show. */
  readonly parts?: readonly Embedding[] | undefined;
  /** What they are not to show. */
  readonly minus: readonly Embedding[];
  /** What does not count either way. */
  readonly ignore: readonly Embedding[];
  /** What somebody has said of photos adds. */
  readonly refined?: Refined | undefined;
}

/** A refinement, and what it weighs beside the z-score of another term. */
export interface Refined extends Refinement {
  readonly weight: number;
}

export interface LookHit {
  readonly id: number;
  /** Cosine with one positive term alone, less the bias of a description, or its score by windows; else the sum of z-scores. */
  readonly score: number;
  /** Cosine with the description less the photo's bias, or its score by windows; null without a description. */
  readonly descriptionScore: number | null;
  /** Shows so much of what it is not to show that it does not match, whatever else it shows. */
  readonly isUnwanted: boolean;
  /** What of its score the things make that it is to look like. */
  readonly shares: LookShares;
  /** Log-odds that what somebody has said of photos adds to its confidence. */
  readonly evidence?: number | undefined;
}

export interface LookRequest {
  readonly look: Look;
  /** Hits wanted. */
  readonly top: number;
  readonly only: PhotoFilter | null;
  /** Photos to compare besides, which something else has found. */
  readonly also: readonly number[];
  /** Whether the photos' biases count; see [Note: Hubs]. */
  readonly biased: boolean;
  /** How descriptions are compared with windows of photos, too; null where they are not. */
  readonly closer?: CloserLook | null;
}

/** Z-score from which on a photo shows what it is not to. */
export const unwantedFrom = 1.5;
/**
 * Least weight of what is ignored. Taking away just what a term has in common with it brings the share of the thing down
 * by a third; more halves it. Measured by `npm run eval -- --suite trust`.
 */
const leastIgnored = 0.59;

/**
 * Rank photos by how they look, best first.
 *
 * [Note: Mixed queries] Cosines of image and image lie on another scale than those of text and image, so terms are summed
 * as z-scores over the library: z(description) + z(example) + sum of z(part) - sum of max(0, z(minus)). Not to look like what is excluded
 * is no merit, hence the maximum. It makes the sum more than the index can scan for; but it lies below two that the index
 * can, without the minus terms and with all of them, so the best of either are compared exactly.
 *
 * [Note: Ignoring] What is ignored is taken out of the scores of each term by regression, z(term) - r z(ignored) with r
 * their correlation over the library, which unlike the projection of embeddings does not mind that texts and images lie
 * apart; r is taken as at least `leastIgnored`.
 *
 * Where photos are looked at more closely ([Note: Windows]), a description alone scores by windows, too. Among several terms
 * the photos are put in order by the whole, and how sure each is follows from its windows still.
 */
export async function rankByLook(index: VectorIndex, request: LookRequest, options: ScanOptions): Promise<LookHit[]> {
  const { look, only, also, biased, closer = null } = request;
  const terms: QueryTerm[] = [];
  if (look.description !== null) terms.push({ embedding: look.description, weight: 1, biased });
  for (const embedding of examplesOf(look)) terms.push({ embedding, weight: 1 });
  const ignored = await ignoredTerms(index, terms, look.ignore, biased);
  // Without biases, which would move what counts as more than usual.
  const minus = look.minus.map((embedding) => ({ embedding, weight: -1 }));
  const top = Math.max(1, Math.min(request.top, mostHits));
  const { refined } = look;
  const linear = [...terms, ...ignored, ...(refined ? [termOf(refined)] : [])];
  if (linear.length + minus.length === 0) return [];
  const { description } = look;
  // A scan for one term alone has compared its hits exactly already.
  const isScore = linear.length === 1 && minus.length === 0;
  const known: LookHit[] = [];
  const ids = new Set(also);
  for (const scan of scansFor(linear, minus, top)) {
    const isCloser = isScore && description !== null && closer !== null;
    const hits = isCloser
      ? await closer.scan(description, { top: scan.top, only }, options)
      : (await index.scan({ ...scan, only }, options)).hits;
    for (const { id, score } of hits) {
      // By one thing alone, which makes all of it.
      const shares = lookShares([1], look);
      if (isScore) known.push({ id, score, descriptionScore: description && score, isUnwanted: false, shares });
      else ids.add(id);
    }
  }
  for (const { id } of known) ids.delete(id);
  const compared = await compare(index, [...ids], { terms: linear, minus, look, closer }, options);
  return [...known, ...compared].sort((a, b) => b.score - a.score || a.id - b.id);
}

/** What example images and parts of them look like: each a term of its own. */
export function examplesOf({ example, parts = [] }: Pick<Look, 'example' | 'parts'>): readonly Embedding[] {
  return example === null ? parts : [example, ...parts];
}

/** All that photos are to look like: what is described, and the examples. */
export function soughtBy(look: Look): readonly Embedding[] {
  return look.description === null ? examplesOf(look) : [look.description, ...examplesOf(look)];
}

async function ignoredTerms(
  index: VectorIndex,
  terms: readonly QueryTerm[],
  ignore: readonly Embedding[],
  biased: boolean,
): Promise<QueryTerm[]> {
  const ignored: QueryTerm[] = [];
  if (terms.length === 0) return ignored;
  for (const embedding of ignore) {
    let weight = 0;
    for (const term of terms) {
      weight -= Math.max(leastIgnored, await correlation(index, term.embedding, embedding));
    }
    ignored.push({ embedding, weight, biased });
  }
  return ignored;
}

/** Correlation of two embeddings' cosines over the library: from the variance of their sum. */
async function correlation(index: VectorIndex, a: Embedding, b: Embedding): Promise<number> {
  const sum = a.map((value, i) => value + (b[i] ?? 0));
  // Opposite embeddings have no sum to compare with.
  if (sum.every((value) => Math.abs(value) < 1e-6)) return -1;
  const [ofA, ofB, ofSum] = await index.compare([], [a, b, sum]);
  if (ofA === undefined || ofB === undefined || ofSum === undefined) throw new Error('Expected three comparisons');
  const covariance = (ofSum.deviation ** 2 - ofA.deviation ** 2 - ofB.deviation ** 2) / 2;
  return covariance / (ofA.deviation * ofB.deviation);
}

/** What to scan for, so that the best are among what is found. */
function scansFor(
  terms: readonly QueryTerm[],
  minus: readonly QueryTerm[],
  top: number,
): { terms: readonly QueryTerm[]; top: number }[] {
  if (minus.length === 0) return [{ terms, top }];
  const all = { terms: [...terms, ...minus], top: mostHits };
  return terms.length === 0 ? [all] : [{ terms, top: mostHits }, all];
}

interface Terms {
  readonly terms: readonly QueryTerm[];
  readonly minus: readonly QueryTerm[];
  /** Its description is the first of the terms, examples and parts follow, what refines it is the last. */
  readonly look: Look;
  readonly closer: CloserLook | null;
}

function termOf({ direction, weight }: Refined): QueryTerm {
  return { embedding: direction, weight };
}

async function compare(
  index: VectorIndex,
  ids: readonly number[],
  { terms, minus, look, closer }: Terms,
  options: ScanOptions,
): Promise<LookHit[]> {
  if (ids.length === 0) return [];
  const { description, refined } = look;
  const all = [...terms, ...minus];
  const comparisons = await index.compare(
    ids,
    all.map(({ embedding }) => embedding),
    options,
  );
  const isSingle = all.length === 1 && minus.length === 0;
  const byWindows = description === null ? undefined : closer?.scores(ids, description);
  return ids.flatMap((id, i): LookHit[] => {
    const cosines = all.map(
      ({ biased = false }, t) => (comparisons[t]?.cosines[i] ?? NaN) - (biased ? index.biasOf(id) : 0),
    );
    if (cosines.some(Number.isNaN)) return [];
    const descriptionScore = description === null ? null : (byWindows?.[i] ?? cosines[0] ?? null);
    const values = all.map((_, t) =>
      isSingle ? (descriptionScore ?? cosines[t] ?? NaN) : zScore(cosines[t], comparisons[t]),
    );
    const evidence = refined && refined.logits * ((cosines[terms.length - 1] ?? NaN) - refined.middle);
    const score = sumOf(values, terms, minus);
    const isUnwanted = values.slice(terms.length).some((z) => z >= unwantedFrom);
    const shares = lookShares(isSingle ? [1] : values.slice(0, terms.length), look);
    return [{ id, score, descriptionScore, isUnwanted, shares, ...(evidence !== undefined && { evidence }) }];
  });
}

/** The sum of the values of all terms, with their weights. */
function sumOf(values: readonly number[], terms: readonly QueryTerm[], minus: readonly QueryTerm[]): number {
  let sum = 0;
  for (const [t, { weight }] of [...terms, ...minus].entries()) {
    const value = values[t] ?? NaN;
    // With nothing else to go by, the least like what is excluded come first.
    sum += t >= terms.length && terms.length > 0 ? -Math.max(0, value) : weight * value;
  }
  return sum;
}

function zScore(cosine = NaN, { mean, deviation } = { mean: NaN, deviation: NaN }): number {
  return (cosine - mean) / deviation;
}
