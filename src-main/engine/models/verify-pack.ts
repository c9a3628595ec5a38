import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../../../src-contract/index.ts';
import { PackManifest } from '../../core/pack/manifest.ts';
import { inconsistencies, unsupportedFeatures } from '../../core/pack/support.ts';

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

/** The manifest in a pack's folder. @throws PACK_NOT_FOUND, PACK_MANIFEST_INVALID */
export async function manifestIn(dir: string): Promise<PackManifest> {
  return readManifestOf(dir, await readManifest(dir));
}

async function readManifest(dir: string): Promise<string> {
  try {
    return await readFile(join(dir, 'pack.json'), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('PACK_NOT_FOUND', `Expected a model pack in "${dir}" but received: ${reason}`, { cause: error });
  }
}

/** Read the text of a `pack.json`. @param dir the pack's folder, for messages. @throws PACK_MANIFEST_INVALID */
export function readManifestOf(dir: string, text: string): PackManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'PACK_MANIFEST_INVALID',
      `Expected JSON in "${join(dir, 'pack.json')}" but received: ${reason}`,
      { cause: error },
    );
  }
  const result = PackManifest.safeParse(json);
  if (result.success) return result.data;
  throw new AppError(
    'PACK_MANIFEST_INVALID',
    `Expected a valid manifest "${join(dir, 'pack.json')}" but:\n${z.prettifyError(result.error)}`,
    {
      cause: result.error,
    },
  );
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
  const hash = createHash('sha256');
  await pipeline(createReadStream(resolved, { highWaterMark: 1 << 20 }), hash);
  const actual = hash.digest('hex');
  if (actual !== file.sha256) {
    throw new AppError(
      'PACK_FILE_HASH_MISMATCH',
      `Expected sha256 ${file.sha256} for ${where} but received ${actual}: the file is damaged or not the one published`,
    );
  }
}
