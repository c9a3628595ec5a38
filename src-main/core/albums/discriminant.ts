import { Cholesky } from '../math/cholesky.ts';
import { dot, type Embedding } from '../math/vector.ts';
import { type RunningSums } from './running-sums.ts';

/** An embedding that counts as often as `weight` says, a whole number. */
export interface Weighted {
  readonly embedding: Embedding;
  readonly weight: number;
}

/** What tells photos of one kind from others: `direction . x + offset` is above 0 where it is more likely of that kind. */
export interface Discriminant {
  readonly direction: Float64Array;
  readonly offset: number;
}

/** Solves M x = b, M the scatter within the classes plus its ridge. */
interface Solver {
  solve(b: Float64Array): Float64Array;
}

/** Of photos that are all the same there would be no ridge. */
const leastRidge = 1e-6;

/**
 * Gaussian discriminant analysis of two classes with one covariance, shrunk towards a multiple of the identity, and
 * equal priors:
 *
 *     S = ((n - 1) / d) C + (tr C / d) I,   w = S^-1 (m+ - m-),   b = -1/2 (m+' S^-1 m+ - m-' S^-1 m-)
 *
 * with C the covariance within the classes. In terms of the scatter W = (n - 1) C that is S = (W + c I) / d, c = tr C.
 *
 * @see https://arxiv.org/abs/2402.04087 (a hard-to-beat baseline for training-free CLIP-based adaptation)
 */
export class DiscriminantAnalysis {
  readonly #dim: number;
  readonly #solver: Solver;
  readonly #meanOfWanted: Float64Array;
  readonly #meanOfOthers: Float64Array;
  readonly #wanted: number;
  /** M^-1 (m+ - m-). */
  readonly #solved: Float64Array;

  private constructor(wanted: ClassMean, others: ClassMean, solver: Solver) {
    this.#dim = wanted.mean.length;
    this.#wanted = wanted.weight;
    this.#meanOfWanted = wanted.mean;
    this.#meanOfOthers = others.mean;
    this.#solver = solver;
    this.#solved = solver.solve(minus(wanted.mean, others.mean));
  }

  /** From the sums of both classes: d^3 / 6 multiplications, however many photos there are. */
  static ofSums(wanted: RunningSums, others: RunningSums): DiscriminantAnalysis {
    const { dim } = wanted;
    const means = { wanted: wanted.mean(), others: others.mean() };
    const matrix = new Float64Array(dim * dim);
    addScatter(matrix, wanted, means.wanted);
    addScatter(matrix, others, means.others);
    let trace = 0;
    for (let i = 0; i < dim; i++) trace += matrix[i * dim + i] ?? 0;
    const ridge = ridgeOf(trace, wanted.weight + others.weight);
    for (let i = 0; i < dim; i++) matrix[i * dim + i] = (matrix[i * dim + i] ?? 0) + ridge;
    return new DiscriminantAnalysis(
      { mean: means.wanted, weight: wanted.weight },
      { mean: means.others, weight: others.weight },
      new Cholesky(matrix, dim),
    );
  }

  /**
   * The same from the embeddings themselves, by Woodbury's identity: n^2 d multiplications, for when there are fewer of them
   * than they have values.
   *
   * @param wanted at least one, and at least one of `others`.
   */
  static ofRows(wanted: readonly Weighted[], others: readonly Weighted[]): DiscriminantAnalysis {
    const classes = [classMean(wanted), classMean(others)] as const;
    const rows = [
      ...wanted.map((row) => centred(row, classes[0].mean)),
      ...others.map((row) => centred(row, classes[1].mean)),
    ];
    const trace = rows.reduce((sum, row) => sum + dot(row, row), 0);
    const ridge = ridgeOf(trace, classes[0].weight + classes[1].weight);
    return new DiscriminantAnalysis(...classes, woodbury(rows, ridge));
  }

  discriminant(): Discriminant {
    const direction = this.#solved.map((value) => value * this.#dim);
    return { direction, offset: -dot(direction, this.#middle(this.#meanOfWanted)) };
  }

  /**
   * How a wanted embedding would score if it had not been among the examples. See [Note: Left out].
   *
   * [Note: Left out] Without one of n examples the scatter is less by a multiple of the outer product of its distance from the
   * mean, so Sherman and Morrison's formula gives the other model from this one with one more solution. The ridge stays
   * that of all.
   */
  scoreLeftOut(embedding: Embedding): number {
    const n = this.#wanted;
    if (n < 2) return NaN;
    const distance = Float64Array.from(embedding, (value, i) => value - (this.#meanOfWanted[i] ?? 0));
    const mean = this.#meanOfWanted.map((value, i) => value - (distance[i] ?? 0) / (n - 1));
    const solvedDistance = this.#solver.solve(distance);
    const solved = this.#solved.map((value, i) => value - (solvedDistance[i] ?? 0) / (n - 1));
    const k = n / (n - 1);
    const factor = (k * dot(distance, solved)) / (1 - k * dot(distance, solvedDistance));
    const middle = this.#middle(mean);
    let score = 0;
    for (let i = 0; i < this.#dim; i++) {
      const direction = (solved[i] ?? 0) + factor * (solvedDistance[i] ?? 0);
      score += direction * ((embedding[i] ?? 0) - (middle[i] ?? 0));
    }
    return score * this.#dim;
  }

  #middle(mean: Float64Array): Float64Array {
    return mean.map((value, i) => (value + (this.#meanOfOthers[i] ?? 0)) / 2);
  }
}

interface ClassMean {
  readonly mean: Float64Array;
  readonly weight: number;
}

function classMean(rows: readonly Weighted[]): ClassMean {
  const mean = new Float64Array(rows[0]?.embedding.length ?? 0);
  let weight = 0;
  for (const row of rows) {
    weight += row.weight;
    for (const [i, value] of row.embedding.entries()) mean[i] = (mean[i] ?? 0) + row.weight * value;
  }
  return { mean: mean.map((value) => value / Math.max(1, weight)), weight };
}

function ridgeOf(trace: number, weight: number): number {
  return Math.max(leastRidge, trace / Math.max(1, weight - 1));
}

function addScatter(matrix: Float64Array, sums: RunningSums, mean: Float64Array): void {
  const { dim, products, weight } = sums;
  for (let i = 0; i < dim; i++) {
    const scaled = weight * (mean[i] ?? 0);
    for (let j = i; j < dim; j++) {
      matrix[i * dim + j] = (matrix[i * dim + j] ?? 0) + (products[i * dim + j] ?? 0) - scaled * (mean[j] ?? 0);
    }
  }
}

function centred({ embedding, weight }: Weighted, mean: Float64Array): Float64Array {
  const root = Math.sqrt(weight);
  return Float64Array.from(embedding, (value, i) => root * (value - (mean[i] ?? 0)));
}

/** (X'X + cI)^-1 b = (b - X' (XX' + cI)^-1 X b) / c, for X of `rows`. */
function woodbury(rows: readonly Float64Array[], ridge: number): Solver {
  const size = rows.length;
  const gram = new Float64Array(size * size);
  for (const [i, a] of rows.entries()) {
    for (let j = i; j < size; j++) gram[i * size + j] = dot(a, rows[j] ?? a) + (i === j ? ridge : 0);
  }
  const factored = new Cholesky(gram, size);
  return {
    solve: (b) => {
      const inner = factored.solve(Float64Array.from(rows, (row) => dot(row, b)));
      const x = Float64Array.from(b);
      for (const [i, row] of rows.entries()) {
        const factor = inner[i] ?? 0;
        for (const [j, value] of row.entries()) x[j] = (x[j] ?? 0) - factor * value;
      }
      return x.map((value) => value / ridge);
    },
  };
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? 0));
}
