import { dot, type Embedding, meanDirection } from '../math/vector.ts';
import { DiscriminantAnalysis } from './discriminant.ts';
import { type OtherPhotos, shareOfNearest, withoutNearest } from './far-others.ts';
import { type Held, thresholdOf } from './held.ts';
import { onGrid, RunningSums } from './running-sums.ts';
import type { Weighted } from './scatter-solver.ts';

/** How many other photos one that was refused counts as; see [Note: Refused]. */
const refusedWeight = 25;
/** Refused photos that are learnt from, the latest. */
const mostRefused = 100;
/** Examples that are left out in turn: of more, that many at equal distances. */
const mostLeftOut = 64;
/** What learning may weigh beside the description. */
const alphas = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];

export interface AlbumExamples {
  /** Embeddings of the photos that are in it, by id; the latest last. */
  readonly wanted: ReadonlyMap<number, Embedding>;
  /** Those that were refused, the latest last. */
  readonly refused: ReadonlyMap<number, Embedding>;
  /** Examples of albums that it excludes, but for those that it has itself; none where it excludes none. */
  readonly rivals?: ReadonlyMap<number, Embedding>;
  /** What the album is called or described as, less what texts have in common, [dim]; null without. */
  readonly text: Float64Array | null;
  readonly others: OtherPhotos;
  /** By which the pack turns cosines into logits. */
  readonly logitScale: number;
}

/** What the scores of an album come from. */
type Evidence = 'description' | 'example' | 'examples';

/** Scores photos by how likely they belong to an album: the dot product of their embedding with a direction. */
export interface AlbumModel {
  readonly evidence: Evidence;
  /** What is scored by, [dim], unit length. */
  readonly direction: Embedding;
  /** What learning weighed beside the description; null where nothing was weighed. */
  readonly alpha: number | null;
  /**
   * Least score of a photo that is suggested.
   *
   * @param strictness 0 (nearly all that may) to 1 (the surest alone)
   * @param nearest score of the last of the nearest photos, which the laxest suggests in any case. See [Note: Nearest]
   */
  threshold(strictness: number, nearest?: number): number;
}

/**
 * Learn an album from its examples and its description.
 *
 *     score = logitScale x . (t_album - t_generic) + alpha (w . x + b)
 *
 * with w and b of `DiscriminantAnalysis` between the examples and photos of the library, less the 5 % nearest to the
 * examples. With one example there is nothing to learn from, and it is compared itself; with none, the description is.
 *
 * [Note: Refused] A photo that somebody refused says more than one of a thousand taken by chance: it counts as 25 of them.
 *
 * @returns null where there is neither an example nor a description.
 * @see https://arxiv.org/abs/2402.04087
 */
export function learnAlbum(examples: AlbumExamples): AlbumModel | null {
  const { text, logitScale } = examples;
  const wanted = [...examples.wanted.values()].map(onGrid);
  const [first] = wanted;
  const described = text?.map((value) => value * logitScale) ?? null;
  const others = farOthers(examples, wanted);
  if (first === undefined) {
    return described && finished('description', described, { alpha: null, held: heldBy(described, others.held) });
  }
  if (wanted.length === 1 || others.learnt.length + others.refused.length < 2) {
    const exemplar = wanted.length === 1 ? first : meanDirection(wanted);
    const direction = mixed(Float64Array.from(exemplar), described, others.held);
    return finished('example', direction, { alpha: null, held: heldBy(direction, others.held) });
  }
  return learn(wanted, others, described);
}

interface FarOthers {
  readonly learnt: readonly Embedding[];
  readonly leftOut: readonly Embedding[];
  /** Of `learnt` and `leftOut`. */
  readonly sums: RunningSums;
  readonly refused: readonly Embedding[];
  readonly held: readonly Embedding[];
}

/** The library without the album's own photos, and without those nearest to them. */
function farOthers({ wanted, refused, rivals, others }: AlbumExamples, examples: readonly Embedding[]): FarOthers {
  const isOwn = (id: number): boolean => wanted.has(id) || refused.has(id) || rivals?.has(id) === true;
  const centres = examples.length === 0 ? [] : [meanDirection(examples)];
  const nearness = { centres, share: shareOfNearest(examples.length, others) };
  const learnt = withoutNearest(others.learnt, nearness, isOwn);
  const held = withoutNearest(others.held, nearness, isOwn);
  return {
    ...{ learnt: learnt.kept, leftOut: learnt.leftOut, sums: others.sums, held: held.kept },
    refused: [...refused.values()].slice(-mostRefused).map(onGrid),
  };
}

function learn(wanted: readonly Embedding[], others: FarOthers, described: Float64Array | null): AlbumModel | null {
  const analysis = analysed(wanted, others);
  // The offset of the model without a photo is not that of all: what is compared are scores less the offset of all.
  const { direction, offset } = analysis.discriminant();
  const leftOut = evenly(wanted, mostLeftOut);
  const learntScores = leftOut.map((embedding) => analysis.scoreLeftOut(embedding) - offset);
  const textScores = leftOut.map((embedding) => (described === null ? 0 : dot(described, embedding)));
  const heldLearnt = others.held.map((embedding) => dot(direction, embedding));
  const heldText = others.held.map((embedding) => (described === null ? 0 : dot(described, embedding)));
  const candidates = (described === null ? [1] : alphas).map((alpha) => ({
    alpha,
    wanted: learntScores.map((score, i) => alpha * score + (textScores[i] ?? 0)),
    others: heldLearnt.map((score, i) => alpha * score + (heldText[i] ?? 0)),
  }));
  const best = bestOf(candidates);
  const combined = direction.map((value, i) => best.alpha * value + (described?.[i] ?? 0));
  return finished('examples', combined, {
    alpha: described === null ? null : best.alpha,
    held: { wanted: best.wanted, others: best.others },
  });
}

function analysed(wanted: readonly Embedding[], others: FarOthers): DiscriminantAnalysis {
  const { learnt, leftOut, refused } = others;
  const { dim } = others.sums;
  if (wanted.length + learnt.length + refused.length < dim) {
    const once = (embedding: Embedding): Weighted => ({ embedding, weight: 1 });
    const rows = [...learnt.map(once), ...refused.map((embedding) => ({ embedding, weight: refusedWeight }))];
    return DiscriminantAnalysis.ofRows(wanted.map(once), rows);
  }
  const ofWanted = new RunningSums(dim);
  ofWanted.add(wanted);
  const ofOthers = others.sums.copy();
  ofOthers.remove(leftOut);
  ofOthers.add(refused, refusedWeight);
  return DiscriminantAnalysis.ofSums(ofWanted, ofOthers);
}

interface Weighed extends Held {
  readonly alpha: number;
}

/** The weight that parts examples and others best; of those that do so equally well, the one that parts them furthest. */
function bestOf(candidates: readonly Weighed[]): Weighed {
  const rated = candidates.map((candidate) => ({ candidate, ...parted(candidate) }));
  const most = Math.max(...rated.map(({ area }) => area));
  const [first] = candidates;
  const size = Math.max(1, (first?.wanted.length ?? 0) * (first?.others.length ?? 0));
  const equal = rated.filter(({ area }) => area >= most - 0.5 / size);
  const best = equal.sort((a, b) => b.distance - a.distance)[0];
  if (best === undefined) throw new Error('Expected weights to choose from but received none');
  return best.candidate;
}

/** Share of pairs in which the example scores higher than the other photo, and by how many deviations it does on average. */
function parted({ wanted, others }: Held): { area: number; distance: number } {
  if (others.length === 0) return { area: 1, distance: 0 };
  const sorted = Float64Array.from(others).sort();
  let below = 0;
  let distance = 0;
  const { mean, deviation } = momentsOf(others);
  for (const score of wanted) {
    let at = 0;
    let end = sorted.length;
    while (at < end) {
      const middle = (at + end) >> 1;
      if ((sorted[middle] ?? 0) < score) at = middle + 1;
      else end = middle;
    }
    below += at;
    distance += (score - mean) / deviation;
  }
  return { area: below / (wanted.length * others.length), distance: distance / wanted.length };
}

/** An example and a description count the same, each by how much photos differ in it. */
function mixed(example: Float64Array, described: Float64Array | null, held: readonly Embedding[]): Float64Array {
  if (described === null) return example;
  const scale = (direction: Float64Array): number => momentsOf(held.map((each) => dot(direction, each))).deviation;
  const [a, b] = [scale(example), scale(described)];
  return example.map((value, i) => value / a + (described[i] ?? 0) / b);
}

/** Where nothing was learnt, no example was left out. */
function heldBy(direction: Float64Array, others: readonly Embedding[]): Held {
  return { wanted: [], others: others.map((embedding) => dot(direction, embedding)) };
}

function finished(
  evidence: Evidence,
  direction: Float64Array,
  { alpha, held }: { alpha: number | null; held: Held },
): AlbumModel | null {
  const norm = Math.sqrt(dot(direction, direction));
  // A description that says what every text says.
  if (!(norm > 0) || !Number.isFinite(norm)) return null;
  const scaled: Held = { wanted: held.wanted.map((s) => s / norm), others: held.others.map((s) => s / norm) };
  return {
    evidence,
    direction: Float32Array.from(direction, (value) => value / norm),
    alpha,
    threshold: thresholdOf(scaled),
  };
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const n = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { mean, deviation: variance > 1e-20 * mean * mean ? Math.sqrt(variance) : 1 };
}

/** At most `most` of them, at equal distances. */
function evenly<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]).filter(
    (each) => each !== undefined,
  );
}
