import type { Tensor } from './runtime.ts';
import { AppError } from '../../../src-contract/index.ts';
import { type Embedding, unitRows } from '../../core/math/vector.ts';

/**
 * Read an output of a tower as unit vectors.
 *
 * @param shape the dimensions the manifest implies, e.g. [n, dim] or [n, cells, dim].
 * @returns one vector [dim] for each row, float32, L2 norm 1; undefined for a row without a direction (zero or not finite).
 * @throws PACK_MANIFEST_INVALID when the graph's output has another shape or type.
 */
export function readUnitRows(
  output: Tensor | undefined,
  name: string,
  shape: readonly number[],
): (Embedding | undefined)[] {
  const dims = output?.dims ?? [];
  if (output === undefined || dims.length !== shape.length || dims.some((size, axis) => size !== shape[axis])) {
    throw new AppError(
      'PACK_MANIFEST_INVALID',
      `Expected output "${name}" of shape [${shape.join(', ')}] but received [${dims.join(', ')}]`,
    );
  }
  // The runtime's types know float16 as raw 16-bit words, but what arrives is a Float16Array.
  const data: unknown = output.data;
  if (!(data instanceof Float32Array) && !(data instanceof Float16Array)) {
    throw new AppError('PACK_MANIFEST_INVALID', `Expected output "${name}" of floats but received ${output.type}`);
  }
  return unitRows(data, shape.at(-1) ?? 1);
}

/** The same where one unusable row makes all of them useless. @throws INTERNAL */
export function requireRows(rows: readonly (Embedding | undefined)[], name: string): Embedding[] {
  return rows.map((row) => {
    if (row === undefined)
      throw new AppError('INTERNAL', `Expected finite values in output "${name}" but received others`);
    return row;
  });
}
