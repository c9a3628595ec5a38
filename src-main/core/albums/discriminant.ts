import { dot, type Embedding } from '../math/vector.ts';
import { type RunningSums } from './running-sums.ts';
import {
  type ClassMean,
  classMean,
  type ScatterSolver,
  solverOfRows,
  solverOfSums,
  type Weighted,
} from './scatter-solver.ts';

/** What tells photos of one kind from others: `direction . x + offset` is above 0 where it is more likely of that kind. */
export interface Discriminant {
  readonly direction: Float64Array;
  readonly offset: number;
}

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
  readonly #solver: ScatterSolver;
  readonly #meanOfWanted: Float64Array;
  readonly #meanOfOthers: Float64Array;
  readonly #wanted: number;
  /** M^-1 (m+ - m-). */
  readonly #solved: Float64Array;

  private constructor(wanted: ClassMean, others: ClassMean, solver: ScatterSolver) {
    this.#dim = wanted.mean.length;
    this.#wanted = wanted.weight;
    this.#meanOfWanted = wanted.mean;
    this.#meanOfOthers = others.mean;
    this.#solver = solver;
    this.#solved = solver.solve(minus(wanted.mean, others.mean));
  }

  /** From the sums of both classes: d^3 / 6 multiplications, however many photos there are. */
  static ofSums(wanted: RunningSums, others: RunningSums): DiscriminantAnalysis {
    return new DiscriminantAnalysis(
      { mean: wanted.mean(), weight: wanted.weight },
      { mean: others.mean(), weight: others.weight },
      solverOfSums([wanted, others]),
    );
  }

  /**
   * The same from the embeddings themselves, by Woodbury's identity: n^2 d multiplications, for when there are fewer of them
   * than they have values.
   *
   * @param wanted at least one, and at least one of `others`.
   */
  static ofRows(wanted: readonly Weighted[], others: readonly Weighted[]): DiscriminantAnalysis {
    return new DiscriminantAnalysis(classMean(wanted), classMean(others), solverOfRows([wanted, others]));
  }

  discriminant(): Discriminant {
    const direction = this.#solved.map((value) => value * this.#dim);
    return { direction, offset: -dot(direction, this.#middle(this.#meanOfWanted)) };
  }

  /**
   * How a wanted embedding would score if it had not been among the examples. See [Note: Left out].
   *
   * [Note: Left out] Without one of n examples the scatter is less by a multiple of the outer product of its distance from the
   * mean, so Sherman and Morrison's formula gives the other model from this one with half a solution. The ridge stays
   * that of all.
   */
  scoreLeftOut(embedding: Embedding): number {
    const n = this.#wanted;
    if (n < 2) return NaN;
    const distance = Float64Array.from(embedding, (value, i) => value - (this.#meanOfWanted[i] ?? 0));
    const squared = this.#solver.quadratic(distance);
    const along = dot(distance, this.#solved);
    // With v = M^-1 distance, the solution without it is `solved` + share v, of which only products with v are needed.
    const k = n / (n - 1);
    const share = (k * (along - squared / (n - 1))) / (1 - k * squared) - 1 / (n - 1);
    const between = dot(this.#solved, minus(this.#meanOfWanted, this.#meanOfOthers));
    // From the middle of both means to the embedding is half of what lies between them and `out` times the distance.
    const out = 1 + 1 / (2 * (n - 1));
    return this.#dim * (between / 2 + out * along + share * (along / 2 + out * squared));
  }

  #middle(mean: Float64Array): Float64Array {
    return mean.map((value, i) => (value + (this.#meanOfOthers[i] ?? 0)) / 2);
  }
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? 0));
}
