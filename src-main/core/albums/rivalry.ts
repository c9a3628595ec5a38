import { dot, type Embedding, meanDirection } from '../math/vector.ts';
import { type OtherPhotos, shareOfNearest, withoutNearest } from './far-others.ts';
import { onGrid, RunningSums } from './running-sums.ts';
import { classMean, type ScatterSolver, solverOfClasses, solverOfRows, type Weighted } from './scatter-solver.ts';

/** Examples of each album by which it is told how far photos of one album lie apart. */
const mostMeasured = 16;
/** Examples that are learnt from, the latest, as many of each album: nothing else is answered meanwhile. */
const mostLearnt = 2000;

/** Albums that exclude each other: says which of them a photo fits best. */
export interface Rivalry {
  /** The album that a photo fits best; undefined where none has examples of its own. */
  best(embedding: Embedding): number | undefined;
  /** Has it examples of its own? Without them it cannot be the one that a photo fits best. */
  takesPart(album: number): boolean;
}

/** Embeddings of examples by photo. */
export type Examples = ReadonlyMap<number, Embedding>;

/** An album as a class of photos. */
interface Class {
  readonly album: number;
  readonly direction: Float64Array;
  readonly offset: number;
}

/**
 * Learn albums that exclude each other, by Gaussian discriminant analysis of several classes, one for each album and one for the
 * library, with one covariance and equal priors. The album k is best for which
 *
 *     (m_k - m_0)' S^-1 (x - (m_k + m_0) / 2) + s / (2 n_k)
 *
 * is most, S and the means as in `DiscriminantAnalysis`, m_0 the mean of the library.
 *
 * [Note: Few examples] The mean of n examples lies off the true one by s / n on average, s the squared distance of a photo from
 * the mean of its kind, in terms of S^-1. So an album with few examples would seem further from every photo than one with
 * many, and that is taken off. s is measured by leaving out examples: k h / (1 - k h), k = n / (n - 1), h the distance from
 * the mean that the example has a part in.
 *
 * Examples that several of the albums have say nothing of which is best, and are left out.
 *
 * @param albums their examples, by id.
 */
export function learnRivalry(albums: ReadonlyMap<number, Examples>, others: OtherPhotos): Rivalry {
  const classes = ownExamples(albums);
  const centres = classes.map(({ embeddings }) => meanDirection(embeddings));
  const all = new Set([...albums.values()].flatMap((examples) => [...examples.keys()]));
  const nearness = { centres, share: shareOfNearest(all.size, others) };
  const { kept, leftOut } = withoutNearest(others.learnt, nearness, (id) => all.has(id));
  const [first] = classes[0]?.embeddings ?? [];
  if (first === undefined) return { best: () => undefined, takesPart: () => false };
  const learnt = { classes, kept, leftOut, sums: others.sums };
  const { solver, means, middle } = analysed(learnt);
  const spread = spreadOf(learnt, means, solver);
  const linear = classes.map(({ album, embeddings }, i): Class => {
    const mean = means[i] ?? middle;
    const direction = solver.solve(mean.map((value, j) => value - (middle[j] ?? 0)));
    const centre = mean.map((value, j) => (value + (middle[j] ?? 0)) / 2);
    return { album, direction, offset: spread / (2 * embeddings.length) - dot(direction, centre) };
  });
  const taking = new Set(linear.map(({ album }) => album));
  return { best: (embedding) => bestOf(linear, embedding), takesPart: (album) => taking.has(album) };
}

interface Learnt {
  readonly classes: readonly { readonly album: number; readonly embeddings: readonly Embedding[] }[];
  /** Photos of the library, and those of them that are not to be learnt from. */
  readonly kept: readonly Embedding[];
  readonly leftOut: readonly Embedding[];
  /** Of both. */
  readonly sums: RunningSums;
}

function ownExamples(albums: ReadonlyMap<number, Examples>): Learnt['classes'] {
  const times = new Map<number, number>();
  for (const examples of albums.values()) {
    for (const id of examples.keys()) times.set(id, (times.get(id) ?? 0) + 1);
  }
  const most = Math.max(1, Math.floor(mostLearnt / albums.size));
  return [...albums]
    .sort(([a], [b]) => a - b)
    .map(([album, examples]) => ({
      album,
      embeddings: [...examples]
        .filter(([id]) => times.get(id) === 1)
        .slice(-most)
        .map(([, embedding]) => onGrid(embedding)),
    }))
    .filter(({ embeddings }) => embeddings.length > 0);
}

/** What solves with the scatter within all classes, the mean of each album, and that of the library. */
function analysed({ classes, kept, leftOut, sums }: Learnt): {
  solver: ScatterSolver;
  means: Float64Array[];
  middle: Float64Array;
} {
  const { dim } = sums;
  const examples = classes.map(({ embeddings }) => embeddings);
  const size = examples.reduce((sum, { length }) => sum + length, kept.length);
  if (size < dim) {
    const rows = [...examples, kept].map((each) => each.map((embedding): Weighted => ({ embedding, weight: 1 })));
    const means = rows.map((each) => classMean(each).mean);
    const middle = kept.length > 0 ? means.pop() : undefined;
    return { solver: solverOfRows(rows), means, middle: middle ?? new Float64Array(dim) };
  }
  const ofAlbums = new RunningSums(dim);
  for (const each of examples) ofAlbums.add(each);
  const library = sums.copy();
  library.remove(leftOut);
  const means = examples.map((each) => classMean(each.map((embedding): Weighted => ({ embedding, weight: 1 }))));
  const middle = { mean: library.mean(), weight: library.weight };
  const solver = solverOfClasses([ofAlbums, library], [...means, middle]);
  return { solver, means: means.map(({ mean }) => mean), middle: middle.mean };
}

/** See [Note: Few examples]. 0 where no album has two. */
function spreadOf({ classes }: Learnt, means: readonly Float64Array[], solver: ScatterSolver): number {
  let sum = 0;
  let count = 0;
  for (const [i, { embeddings }] of classes.entries()) {
    const n = embeddings.length;
    const mean = means[i];
    if (n < 2 || mean === undefined) continue;
    for (const embedding of embeddings.slice(-mostMeasured)) {
      const k = n / (n - 1);
      const h = solver.quadratic(Float64Array.from(embedding, (value, j) => value - (mean[j] ?? 0)));
      // On average k s: the mean of the others is off, too.
      sum += (k * h) / (1 - k * h);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function bestOf(classes: readonly Class[], embedding: Embedding): number | undefined {
  let best: number | undefined;
  let most = -Infinity;
  for (const { album, direction, offset } of classes) {
    const score = dot(direction, embedding) + offset;
    if (score <= most) continue;
    most = score;
    best = album;
  }
  return best;
}
