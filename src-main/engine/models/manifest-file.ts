import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-contract/index.ts';
import { InstalledManifest, PackManifest } from '../../core/pack/manifest.ts';

/** Largest `pack.json` that is read: golden vectors of dozens of pictures and texts are some hundred KB. */
const mostBytes = 16 * 2 ** 20;

/**
 * Read the text of a `pack.json`, which comes from elsewhere and may be anything.
 *
 * @param path absolute.
 * @throws PACK_MANIFEST_INVALID for one that is larger than any manifest; errors of the file system as they are.
 */
export async function readManifestText(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  if (size <= mostBytes) return await file.readFile('utf8');
  throw new AppError(
    'PACK_MANIFEST_INVALID',
    `Expected a manifest of at most ${mostBytes / 2 ** 20} MiB in "${path}" but it has ${size} bytes`,
  );
}

/** The manifest in the folder of a pack that is there already. @throws PACK_NOT_FOUND, PACK_MANIFEST_INVALID */
export async function manifestIn(dir: string): Promise<PackManifest> {
  return parsed(dir, await textIn(dir), InstalledManifest);
}

async function textIn(dir: string): Promise<string> {
  try {
    return await readManifestText(join(dir, 'pack.json'));
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('PACK_NOT_FOUND', `Expected a model pack in "${dir}" but received: ${reason}`, { cause: error });
  }
}

/** Understand the `pack.json` of a pack that is new here. @param dir its folder, for messages. @throws PACK_MANIFEST_INVALID */
export function parseManifest(dir: string, text: string): PackManifest {
  return parsed(dir, text, PackManifest);
}

function parsed(dir: string, text: string, schema: z.ZodType<PackManifest>): PackManifest {
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
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new AppError(
    'PACK_MANIFEST_INVALID',
    `Expected a valid manifest "${join(dir, 'pack.json')}" but:\n${z.prettifyError(result.error)}`,
    { cause: result.error },
  );
}
