import type { TagFeatures } from '../../../src-main/core/tags/tag-evidence.ts';

/** A tag of a photo, and whether the photo's captions say it. */
export interface Judged extends TagFeatures {
  readonly isRight: boolean;
}

export interface Weights {
  readonly units: number;
  readonly margin: number;
  readonly doing: number;
  readonly logShare: number;
  readonly offset: number;
}

const steps = 25;

/** Logistic regression of whether a tag is right, by Newton's method, with a prior of variance 1 on each weight. */
export function fitWeights(rows: readonly Judged[]): Weights {
  const xs = rows.map(featuresOf);
  let weights = [0, 0, 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const gradient = [...weights];
    const hessian = weights.map((_, i) => weights.map((__, j) => Number(i === j)));
    for (const [at, x] of xs.entries()) {
      const p = 1 / (1 + Math.exp(-dot(weights, x)));
      const error = p - Number(rows[at]?.isRight);
      for (const [i, value] of x.entries()) {
        gradient[i] = (gradient[i] ?? 0) + error * value;
        const row = hessian[i] ?? [];
        for (const [j, other] of x.entries()) row[j] = (row[j] ?? 0) + p * (1 - p) * value * other;
      }
    }
    const change = solved(hessian, gradient);
    weights = weights.map((weight, i) => weight - (change[i] ?? 0));
  }
  const [units = 0, margin = 0, doing = 0, logShare = 0, offset = 0] = weights;
  return { units, margin, doing, logShare, offset };
}

/** Log odds that a tag is right. */
export function logOdds({ units, margin, doing, logShare, offset }: Weights, row: Judged): number {
  return dot([units, margin, doing, logShare, offset], featuresOf(row));
}

function featuresOf({ units, margin, isDoing, logShare }: TagFeatures): number[] {
  return [units, margin, Number(isDoing), logShare, 1];
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** Solve a small system of linear equations by elimination. The matrix is positive definite, so no rows need to be exchanged. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    const by = pivot[i] ?? 1;
    for (let j = 0; j < pivot.length; j++) pivot[j] = (pivot[j] ?? 0) / by;
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = row[i] ?? 0;
      for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return rows.map((row) => row.at(-1) ?? 0);
}
