import { type Embedding, unitRows } from '../math/vector.ts';
import type { Linear } from './safetensors.ts';

/** What is done to a tower's output before it is an embedding, in this order; then it gets L2 norm 1. */
export interface Finishing {
  readonly linear?: Linear | undefined;
  /** Places of values that are left out. Sorted, without repetition. */
  readonly dropDims?: readonly number[] | undefined;
  /** Values of an embedding. */
  readonly dim: number;
  /** Whether the first `dim` values are one by themselves: models trained to be cut off (Matryoshka). */
  readonly isTruncated: boolean;
}

/**
 * The values that a row of the tower's output must have, or the least that it must have: `dim` and what is dropped, or as
 * many as the linear layer takes.
 */
export function fitsWidth(width: number, { linear, dropDims = [], dim, isTruncated }: Finishing): boolean {
  if (linear !== undefined && width !== linear.inputs) return false;
  const last = dropDims.at(-1) ?? -1;
  const all = linear?.outputs ?? width;
  const left = all - dropDims.length;
  return last < all && (isTruncated ? left >= dim : left === dim);
}

/**
 * Make embeddings of rows [n, width], row-major: linear layer, without dropped values, cut off, L2 norm 1. Undefined for a
 * row without a direction (zero or not finite).
 *
 * @throws RangeError when `width` does not fit.
 * @see Kusupati et al., "Matryoshka Representation Learning" (2022)
 */
export function finishRows(values: ArrayLike<number>, width: number, finishing: Finishing): (Embedding | undefined)[] {
  if (!fitsWidth(width, finishing)) throw new RangeError(`Expected rows of another width but received ${width}`);
  const { linear, dropDims = [], dim } = finishing;
  if (linear === undefined && dropDims.length === 0 && width === dim) return unitRows(values, dim);
  const dropped = new Set(dropDims);
  const kept = Array.from({ length: linear?.outputs ?? width }, (_, place) => place)
    .filter((place) => !dropped.has(place))
    .slice(0, dim);
  const count = values.length / width;
  const rows = new Float64Array(count * dim);
  for (let row = 0; row < count; row++) {
    const start = row * width;
    kept.forEach((place, i) => {
      rows[row * dim + i] =
        linear === undefined ? (values[start + place] ?? 0) : outputOf(linear, place, values, start);
    });
  }
  return unitRows(rows, dim);
}

/** One output of a linear layer for the inputs from `start` on. */
function outputOf({ inputs, weight, bias }: Linear, output: number, values: ArrayLike<number>, start: number): number {
  let sum = bias?.[output] ?? 0;
  const at = output * inputs;
  for (let i = 0; i < inputs; i++) sum += (weight[at + i] ?? 0) * (values[start + i] ?? 0);
  return sum;
}
