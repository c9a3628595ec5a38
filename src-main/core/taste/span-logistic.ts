import { Cholesky } from '../math/cholesky.ts';
import { dot } from '../math/vector.ts';

const mostSteps = 20;
/** A step that changes no score by more than this is the last one. */
const settled = 1e-9;
const mostHalvings = 20;

/** Something that is to score above 0: a row, and what it scores already. */
export interface Wished {
  /** [dim]; of what is to score below 0 the negative. */
  readonly row: Float64Array;
  readonly offset: number;
  /** How often it counts; once when missing. */
  readonly weight?: number;
}

/**
 * Find the direction by which everything that is wished for scores above 0, by Newton's method:
 *
 *     min_v  sum_i weight_i log(1 + exp(-(offset_i + v . row_i))) + lambda |v|^2
 *
 * The best v lies in the span of the rows, so that n unknowns are solved for and not dim: v = sum_i a_i row_i / (2 lambda), where a
 * is what one step of the Laplace approximation of a Gaussian process with the kernel row_i . row_j / (2 lambda) finds.
 * n^2 dim / 2 multiplications before, n^3 / 6 a step.
 *
 * @param lambda above 0.
 * @returns [dim]; null where nothing is wished for.
 * @see https://gaussianprocess.org/gpml/ (Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithm 3.1)
 */
export function logisticInSpan(wished: readonly Wished[], lambda: number): Float64Array | null {
  const [first] = wished;
  if (first === undefined) return null;
  const kernel = kernelOf(wished, 2 * lambda);
  const known: Known = {
    offsets: Float64Array.from(wished, ({ offset }) => offset),
    counts: Float64Array.from(wished, ({ weight = 1 }) => weight),
  };
  let weights: Float64Array = new Float64Array(wished.length);
  let scores: Float64Array = new Float64Array(wished.length);
  let loss = lossOf(known, scores, weights);
  for (let step = 0; step < mostSteps; step++) {
    const target = newtonTarget(kernel, known, scores);
    let size = 1;
    let next = between(weights, target, size);
    let nextScores = product(kernel, next);
    let nextLoss = lossOf(known, nextScores, next);
    for (let halved = 0; nextLoss > loss && halved < mostHalvings; halved++) {
      size /= 2;
      next = between(weights, target, size);
      nextScores = product(kernel, next);
      nextLoss = lossOf(known, nextScores, next);
    }
    const moved = nextScores.reduce((most, score, i) => Math.max(most, Math.abs(score - (scores[i] ?? 0))), 0);
    if (nextLoss > loss) break;
    [weights, scores, loss] = [next, nextScores, nextLoss];
    if (moved < settled) break;
  }
  const direction = new Float64Array(first.row.length);
  for (const [i, { row }] of wished.entries()) {
    const weight = (weights[i] ?? 0) / (2 * lambda);
    for (let d = 0; d < direction.length; d++) direction[d] = (direction[d] ?? 0) + weight * (row[d] ?? 0);
  }
  return direction;
}

/** Of each wish. */
interface Known {
  readonly offsets: Float64Array;
  readonly counts: Float64Array;
}

/** [n * n], row-major. */
function kernelOf(wished: readonly Wished[], scale: number): Float64Array {
  const n = wished.length;
  const kernel = new Float64Array(n * n);
  for (const [i, { row }] of wished.entries()) {
    for (let j = 0; j <= i; j++) {
      const value = dot(row, wished[j]?.row ?? row) / scale;
      kernel[i * n + j] = value;
      kernel[j * n + i] = value;
    }
  }
  return kernel;
}

/** Where a whole step leads: the weights that are best for the square that the loss is like here. */
function newtonTarget(kernel: Float64Array, { offsets, counts }: Known, scores: Float64Array): Float64Array {
  const n = scores.length;
  const slope = new Float64Array(n);
  const root = new Float64Array(n);
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const miss = 1 / (1 + Math.exp((offsets[i] ?? 0) + (scores[i] ?? 0)));
    slope[i] = (counts[i] ?? 0) * miss * (1 - miss);
    root[i] = Math.sqrt(slope[i] ?? 0);
    b[i] = (slope[i] ?? 0) * (scores[i] ?? 0) + (counts[i] ?? 0) * miss;
  }
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix[i * n + j] = (root[i] ?? 0) * (kernel[i * n + j] ?? 0) * (root[j] ?? 0) + (i === j ? 1 : 0);
    }
  }
  const right = product(kernel, b).map((value, i) => (root[i] ?? 0) * value);
  const solved = new Cholesky(matrix, n).solve(right);
  return b.map((value, i) => value - (root[i] ?? 0) * (solved[i] ?? 0));
}

/** With scores = K weights the length of v weighs lambda |v|^2 = weights . scores / 2. */
function lossOf({ offsets, counts }: Known, scores: Float64Array, weights: Float64Array): number {
  let loss = dot(weights, scores) / 2;
  for (let i = 0; i < scores.length; i++) loss += (counts[i] ?? 0) * softplus(-((offsets[i] ?? 0) + (scores[i] ?? 0)));
  return loss;
}

/** log(1 + exp(x)), for any x. */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}

function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((value, i) => value + share * ((to[i] ?? 0) - value));
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return Float64Array.from({ length: n }, (_, i) => dot(matrix.subarray(i * n, (i + 1) * n), vector));
}
