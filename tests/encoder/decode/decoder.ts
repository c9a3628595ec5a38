import { writeFile } from 'node:fs/promises';
import { type DecodeLimits, defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { decodePhoto, type DecodeResult } from '../../../src-main/encoder/decode/decode-photo.ts';
import type { TempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';

const { image: tower } = await readManifest('tiny-f16');

/** Decode a file as a photo of a library whose thumbnails lie in a temporary folder. */
export function decodeIn(folder: TempDir, path: string, limits: Partial<DecodeLimits> = {}): Promise<DecodeResult> {
  const library = { thumbDir: folder.at('thumbnails'), knownHashes: [] };
  return decodePhoto({ path, tower, limits: { ...defaultLimits, ...limits }, library });
}

/** The same for bytes, which are written into the folder. */
export async function decodeBytesIn(
  folder: TempDir,
  bytes: Uint8Array | string,
  limits?: Partial<DecodeLimits>,
): Promise<DecodeResult> {
  const path = folder.at('photo');
  await writeFile(path, bytes);
  return decodeIn(folder, path, limits);
}
