import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { inconsistencies, unsupportedFeatures } from '../../core/pack/support.ts';
import { manifestIn } from './manifest-file.ts';
import { sha256Of } from './sha256-of.ts';

/** A pack whose manifest is valid and whose files are the ones it names. */
export interface VerifiedPack {
  readonly dir: string;
  readonly manifest: PackManifest;
}

/**
 * Check a pack folder before anything in it is loaded: the manifest's shape and consistency, what this version can do,
 * then every file's place, size and sha256. The golden vectors follow when the encoder loads the towers.
 *
 * @throws PACK_NOT_FOUND, PACK_MANIFEST_INVALID, PACK_UNSUPPORTED, PACK_PATH_ESCAPES, PACK_FILE_MISSING,
 * PACK_FILE_SIZE_MISMATCH, PACK_FILE_HASH_MISMATCH; each names the pack, the file and the check.
 */
export async function verifyPack(dir: string): Promise<VerifiedPack> {
  const manifest = await manifestIn(dir);
  const contradictions = inconsistencies(manifest);
  if (contradictions.length > 0) {
    throw new AppError(
      'PACK_MANIFEST_INVALID',
      `Expected a consistent manifest of pack "${dir}" but: ${contradictions.join('; ')}`,
    );
  }
  const unsupported = unsupportedFeatures(manifest);
  if (unsupported.length > 0) {
    throw new AppError(
      'PACK_UNSUPPORTED',
      `Expected pack ${manifest.id} to need only what this version can do but it has ${unsupported.join('; ')}`,
    );
  }
  const root = await realpath(dir);
  for (const file of manifest.files) await verifyFile(root, manifest.id, file);
  return { dir: root, manifest };
}

/**
 * Whether a folder holds a pack whose files are all the right ones. One that is damaged makes way for another try.
 *
 * @throws what says nothing about the pack, as an error of the disk.
 */
export async function isWhole(dir: string): Promise<boolean> {
  try {
    await verifyPack(dir);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('PACK_')) return false;
    throw error;
  }
}

async function verifyFile(root: string, packId: string, file: PackManifest['files'][number]): Promise<void> {
  const where = `"${file.path}" of pack ${packId}`;
  const path = join(root, file.path);
  let resolved: string;
  try {
    resolved = await realpath(path);
  } catch (error) {
    throw new AppError('PACK_FILE_MISSING', `Expected file ${where} at "${path}" but it is not there`, {
      cause: error,
    });
  }
  if (!resolved.startsWith(root + sep)) {
    throw new AppError(
      'PACK_PATH_ESCAPES',
      `Expected file ${where} inside the pack folder but it leads to "${resolved}"`,
    );
  }
  const stats = await stat(resolved);
  if (!stats.isFile())
    throw new AppError('PACK_FILE_MISSING', `Expected file ${where} at "${path}" but it is not a file`);
  if (stats.size !== file.bytes) {
    throw new AppError(
      'PACK_FILE_SIZE_MISMATCH',
      `Expected ${file.bytes} bytes for ${where} but received ${stats.size}: the file is damaged or not the one published`,
    );
  }
  const actual = await sha256Of(resolved);
  if (actual !== file.sha256) {
    throw new AppError(
      'PACK_FILE_HASH_MISMATCH',
      `Expected sha256 ${file.sha256} for ${where} but received ${actual}: the file is damaged or not the one published`,
    );
  }
}
