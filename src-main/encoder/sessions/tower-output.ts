import { AppError } from '../../../src-contract/index.ts';
import type { Embedding } from '../../core/math/vector.ts';
import { type Finishing, finishRows, fitsWidth } from '../../core/pack/finish.ts';
import type { InferenceSession, Tensor } from './runtime.ts';

/** An output of floats, row-major. */
export interface TowerOutput {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | Float16Array;
}

/**
 * Read an output of a tower.
 *
 * @param shape the dimensions that the manifest implies, e.g. [n, dim]; a name for one that may be any.
 * @throws PACK_MANIFEST_INVALID when the graph's output has another shape or type.
 */
export function readOutput(output: Tensor | undefined, name: string, shape: readonly (number | string)[]): TowerOutput {
  const dims = output?.dims ?? [];
  const fits =
    dims.length === shape.length && dims.every((size, i) => size === shape[i] || typeof shape[i] === 'string');
  if (output === undefined || !fits) throw refuse(name, shape, dims);
  // The runtime's types know float16 as raw 16-bit words, but what arrives is a Float16Array.
  const values: unknown = output.data;
  if (!(values instanceof Float32Array) && !(values instanceof Float16Array)) {
    throw new AppError('PACK_MANIFEST_INVALID', `Expected output "${name}" of floats but received ${output.type}`);
  }
  return { name, dims, values };
}

/**
 * Make unit vectors of rows, each as long as the last of the output's dimensions.
 *
 * @returns one vector [dim] for each row, float32, L2 norm 1; undefined for a row without a direction (zero or not finite).
 * @throws PACK_MANIFEST_INVALID when the rows have another width than the manifest implies.
 */
export function finishOutput({ name, dims, values }: TowerOutput, finishing: Finishing): (Embedding | undefined)[] {
  const width = dims.at(-1) ?? 0;
  if (!fitsWidth(width, finishing)) throw refuse(name, [...dims.slice(0, -1), expectedWidth(finishing)], dims);
  return finishRows(values, width, finishing);
}

/** The width that rows of an output must have, or words for it where it is not one number. */
export function expectedWidth(finishing: Finishing): number | string {
  const { linear, dropDims = [], dim, isTruncated } = finishing;
  if (linear !== undefined && fitsWidth(linear.inputs, finishing)) return linear.inputs;
  const width = dim + dropDims.length;
  if (linear !== undefined) return `${width} after a layer of [${linear.outputs}, ${linear.inputs}]`;
  return isTruncated ? `at least ${width}` : width;
}

function refuse(name: string, shape: readonly (number | string)[], dims: readonly number[]): AppError {
  return new AppError(
    'PACK_MANIFEST_INVALID',
    `Expected output "${name}" of shape [${shape.join(', ')}] but received [${dims.join(', ')}]`,
  );
}

/** The same where one unusable row makes all of them useless. @throws INTERNAL */
export function requireRows(rows: readonly (Embedding | undefined)[], name: string): Embedding[] {
  return rows.map((row) => {
    if (row === undefined)
      throw new AppError('INTERNAL', `Expected finite values in output "${name}" but received others`);
    return row;
  });
}

/** Rows of one inference at most: one where the graph was exported for one, else any. */
export function batchLimit(session: InferenceSession, input: string): number {
  const metadata = session.inputMetadata.find(({ name }) => name === input);
  const first = metadata?.isTensor === true ? metadata.shape[0] : undefined;
  return first === 1 ? 1 : Infinity;
}
