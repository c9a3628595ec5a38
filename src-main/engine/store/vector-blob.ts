import type { Embedding } from '../../core/math/vector.ts';

/** Embeddings as SQLite BLOBs: little-endian float32, which is the memory order of every platform we run on. */
export function vectorToBlob(vector: Embedding): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** The reverse of `vectorToBlob`. Copies: SQLite hands out unaligned memory. */
export function vectorFromBlob(blob: Buffer): Embedding {
  const copy = new Float32Array(blob.byteLength / 4);
  new Uint8Array(copy.buffer).set(blob);
  return copy;
}
