import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import type { Finishing } from '../../core/pack/finish.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { type Linear, readLinear } from '../../core/pack/safetensors.ts';

/** Bytes of a file with a linear layer at most. */
const maxLinearBytes = 256 << 20;

/**
 * What is done to the output of one tower of a pack, with the files it takes.
 *
 * @throws PACK_SESSION_FAILED when a file holds no linear layer.
 */
export async function readFinishing(packDir: string, pack: PackManifest, tower: 'image' | 'text'): Promise<Finishing> {
  const { postprocess, embedding } = pack;
  const file = tower === 'image' ? postprocess?.imageLinear : postprocess?.textLinear;
  return {
    linear: file === undefined ? undefined : await readLinearFile(join(packDir, file)),
    dropDims: postprocess?.dropDims?.toSorted((a, b) => a - b),
    dim: embedding.dim,
    isTruncated: isTruncated(pack),
  };
}

/** Whether a pack keeps the first values of longer embeddings. */
export function isTruncated({ embedding }: PackManifest): boolean {
  return embedding.truncatableTo?.includes(embedding.dim) ?? false;
}

async function readLinearFile(path: string): Promise<Linear> {
  try {
    // Before it is read: a file of many gigabytes would fill the memory first.
    const { size } = await stat(path);
    if (size > maxLinearBytes) throw new RangeError(`Expected at most ${maxLinearBytes} bytes but received ${size}`);
    return readLinear(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('PACK_SESSION_FAILED', `Expected a linear layer in "${path}" but received: ${reason}`, {
      cause: error,
    });
  }
}
