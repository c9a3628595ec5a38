import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-contract/index.ts';
import { CatalogueEntry, manifestOf } from '../../core/pack/catalogue.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { inconsistencies } from '../../core/pack/support.ts';
import { folderName, receiptName } from './model-folders.ts';

/** An entry with the manifest that is made of it. */
export interface CataloguePack {
  readonly entry: CatalogueEntry;
  readonly manifest: PackManifest;
}

/**
 * Read every entry of a catalogue, in the order in which they are shown.
 *
 * @throws MODEL_CATALOGUE_INVALID naming the file.
 */
export async function readCatalogue(dir: string): Promise<CataloguePack[]> {
  const packs: CataloguePack[] = [];
  for (const name of (await readable(dir, readdir(dir))).filter((each) => each.endsWith('.json'))) {
    const path = join(dir, name);
    packs.push(cataloguePack(await readable(path, readFile(path, 'utf8')), name));
  }
  return packs.sort((a, b) => a.entry.order - b.entry.order);
}

async function readable<T>(path: string, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('MODEL_CATALOGUE_INVALID', `Expected the catalogue of models in "${path}" but: ${reason}`, {
      cause: error,
    });
  }
}

/** @param name of the file: `<id>.json`. @throws MODEL_CATALOGUE_INVALID */
function cataloguePack(text: string, name: string): CataloguePack {
  const invalid = (reason: string, cause?: unknown): AppError =>
    new AppError('MODEL_CATALOGUE_INVALID', `Expected a valid entry of the catalogue in "${name}" but: ${reason}`, {
      cause,
    });
  let entry: CatalogueEntry;
  let manifest: PackManifest;
  try {
    entry = CatalogueEntry.parse(JSON.parse(text));
    manifest = manifestOf(entry);
    folderName(manifest);
  } catch (error) {
    throw invalid(error instanceof z.ZodError ? z.prettifyError(error) : String(error), error);
  }
  const found = inconsistencies(manifest);
  if (`${manifest.id}.json` !== basename(name)) found.push(`its id is "${manifest.id}"`);
  if (entry.files.some(({ path }) => path === receiptName)) found.push(`a file is called "${receiptName}"`);
  if (found.length > 0) throw invalid(found.join('; '));
  return { entry, manifest };
}
