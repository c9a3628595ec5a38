import { Cholesky } from '../math/cholesky.ts';
import { dot, type Embedding } from '../math/vector.ts';
import { type RunningSums } from './running-sums.ts';

/** An embedding that counts as often as `weight` says, a whole number. */
export interface Weighted {
  readonly embedding: Embedding;
  readonly weight: number;
}

/**
 * M = W + c I, ready to solve linear equations with: W the scatter within classes, c = tr W / (n - 1). That is the covariance
 * within the classes shrunk towards a multiple of the identity, times the number of dimensions.
 */
export interface ScatterSolver {
  /** M^-1 b, [dim]. */
  solve(b: Float64Array): Float64Array;
  /** b' M^-1 b, at half the price. */
  quadratic(b: Float64Array): number;
}

/** Of photos that are all the same there would be no ridge. */
const leastRidge = 1e-6;

/** From the sums of all classes: d^3 / 6 multiplications, however many photos there are. @param classes at least one */
export function solverOfSums(classes: readonly RunningSums[]): ScatterSolver {
  return solverOfClasses(
    classes,
    classes.map((sums) => ({ mean: sums.mean(), weight: sums.weight })),
  );
}

/** The same where several classes are summed together. @param summed all of their photos, in at least one */
export function solverOfClasses(summed: readonly RunningSums[], classes: readonly ClassMean[]): ScatterSolver {
  const dim = summed[0]?.dim ?? 0;
  const matrix = new Float64Array(dim * dim);
  for (const { products } of summed) {
    for (let i = 0; i < matrix.length; i++) matrix[i] = (matrix[i] ?? 0) + (products[i] ?? 0);
  }
  for (const each of classes) centre(matrix, each);
  let trace = 0;
  for (let i = 0; i < dim; i++) trace += matrix[i * dim + i] ?? 0;
  const ridge = ridgeOf(
    trace,
    classes.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (let i = 0; i < dim; i++) matrix[i * dim + i] = (matrix[i * dim + i] ?? 0) + ridge;
  const factored = new Cholesky(matrix, dim);
  return { solve: (b) => factored.solve(b), quadratic: (b) => factored.quadratic(b) };
}

/**
 * The same from the embeddings themselves, by Woodbury's identity: n^2 d multiplications, for when there are fewer of them
 * than they have values.
 */
export function solverOfRows(classes: readonly (readonly Weighted[])[]): ScatterSolver {
  const rows = classes.flatMap((each) => {
    const { mean } = classMean(each);
    return each.map((row) => centred(row, mean));
  });
  const trace = rows.reduce((sum, row) => sum + dot(row, row), 0);
  const weight = classes.reduce((sum, each) => each.reduce((within, row) => within + row.weight, sum), 0);
  return woodbury(rows, ridgeOf(trace, weight));
}

export interface ClassMean {
  readonly mean: Float64Array;
  readonly weight: number;
}

export function classMean(rows: readonly Weighted[]): ClassMean {
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

/** Make of the products of photos those of their distances from the mean of their class, in the upper triangle. */
function centre(matrix: Float64Array, { mean, weight }: ClassMean): void {
  const dim = mean.length;
  for (let i = 0; i < dim; i++) {
    const scaled = weight * (mean[i] ?? 0);
    for (let j = i; j < dim; j++) matrix[i * dim + j] = (matrix[i * dim + j] ?? 0) - scaled * (mean[j] ?? 0);
  }
}

/** The distance from the mean, by the square root of its weight: X'X of such rows is the scatter. */
function centred({ embedding, weight }: Weighted, mean: Float64Array): Float64Array {
  const root = Math.sqrt(weight);
  return Float64Array.from(embedding, (value, i) => root * (value - (mean[i] ?? 0)));
}

/** (X'X + cI)^-1 b = (b - X' (XX' + cI)^-1 X b) / c, for X of `rows`. */
function woodbury(rows: readonly Float64Array[], ridge: number): ScatterSolver {
  const size = rows.length;
  const gram = new Float64Array(size * size);
  for (const [i, a] of rows.entries()) {
    for (let j = i; j < size; j++) gram[i * size + j] = dot(a, rows[j] ?? a) + (i === j ? ridge : 0);
  }
  const factored = new Cholesky(gram, size);
  const projected = (b: Float64Array): Float64Array => Float64Array.from(rows, (row) => dot(row, b));
  return {
    solve: (b) => {
      const inner = factored.solve(projected(b));
      const x = Float64Array.from(b);
      for (const [i, row] of rows.entries()) {
        const factor = inner[i] ?? 0;
        for (const [j, value] of row.entries()) x[j] = (x[j] ?? 0) - factor * value;
      }
      return x.map((value) => value / ridge);
    },
    quadratic: (b) => (dot(b, b) - factored.quadratic(projected(b))) / ridge,
  };
}
