import { lstat, opendir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '../../../../src-contract/index.ts';
import type { CatalogueFile } from '../../../core/pack/catalogue.ts';
import type { PackManifest } from '../../../core/pack/manifest.ts';
import { parseManifest, readManifestText } from '../manifest-file.ts';
import type { CataloguePack } from '../read-catalogue.ts';
import { sha256Of } from '../sha256-of.ts';
import { readable } from './readable.ts';

/** Of a folder somebody named by mistake no more than this is looked at. */
const mostFiles = 20_000;
const deepest = 8;

/** A pack that was found, and where each of its files lies. */
export interface FoundPack {
  readonly manifest: PackManifest;
  readonly origin: 'catalogue' | 'import';
  /** Absolute path of each file of the pack, by its path in the pack. */
  readonly files: ReadonlyMap<string, string>;
}

interface Tree {
  /** Absolute paths of plain files. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Absolute paths of links, which are not followed. */
  readonly links: readonly string[];
}

/**
 * Find a pack in a folder: a ready one, by its `pack.json` in the folder or in one right below it, or else the files of an
 * entry of the catalogue, as they are published or in any folders below.
 *
 * @throws IMPORT_UNREADABLE, IMPORT_UNSAFE for links, IMPORT_NOT_A_PACK, PACK_MANIFEST_INVALID
 */
export async function findPack(
  dir: string,
  catalogue: readonly CataloguePack[],
  signal: AbortSignal,
): Promise<FoundPack> {
  const tree = await readable(dir, look(dir));
  const ready = tree.files
    .filter(({ path }) => basename(path) === 'pack.json' && depth(dir, path) <= 2)
    .sort((a, b) => depth(dir, a.path) - depth(dir, b.path));
  const [first] = ready;
  if (first !== undefined) return readyPack(first.path, tree);
  return entryPack(dir, tree, catalogue, signal);
}

function depth(dir: string, path: string): number {
  return relative(dir, path).split(sep).length;
}

async function readyPack(manifestPath: string, tree: Tree): Promise<FoundPack> {
  const root = join(manifestPath, '..');
  const manifest = parseManifest(root, await readable(manifestPath, readManifestText(manifestPath)));
  const files = new Map<string, string>();
  for (const { path } of manifest.files) {
    const at = join(root, path);
    const link = tree.links.find((each) => at === each || at.startsWith(each + sep));
    if (link !== undefined) throw unsafeLink(link);
    if (!tree.files.some((file) => file.path === at))
      throw new AppError(
        'PACK_FILE_MISSING',
        `Expected "${path}" of pack ${manifest.id} at "${at}" but it is not there`,
      );
    files.set(path, at);
  }
  return { manifest, origin: 'import', files };
}

async function entryPack(
  dir: string,
  tree: Tree,
  catalogue: readonly CataloguePack[],
  signal: AbortSignal,
): Promise<FoundPack> {
  let closest: { readonly missing: readonly string[]; readonly title: string } | undefined;
  for (const { entry, manifest } of catalogue) {
    const files = new Map<string, string>();
    const missing: string[] = [];
    for (const file of entry.files) {
      const at = await locate(file, tree, signal);
      if (at === undefined) missing.push(file.from.path);
      else files.set(file.path, at);
    }
    if (missing.length === 0) return { manifest, origin: 'catalogue', files };
    if (files.size > 0 && missing.length < (closest?.missing.length ?? Infinity))
      closest = { missing, title: manifest.title };
  }
  const [link] = tree.links;
  if (link !== undefined) throw unsafeLink(link);
  throw new AppError(
    'IMPORT_NOT_A_PACK',
    closest === undefined
      ? `Expected a pack.json, or the files of a pack of the catalogue, in "${dir}" but there are neither`
      : `Expected all files of "${closest.title}" in "${dir}" but there is no ${closest.missing.join(', no ')} as published`,
  );
}

/** A file of that name, size and sha256; undefined when there is none. */
async function locate(
  { from, bytes, sha256 }: CatalogueFile,
  tree: Tree,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = basename(from.path);
  for (const file of tree.files) {
    if (file.bytes !== bytes || basename(file.path) !== name) continue;
    if ((await readable(file.path, sha256Of(file.path, signal), signal)) === sha256) return file.path;
  }
  return undefined;
}

async function look(dir: string): Promise<Tree> {
  const files: { path: string; bytes: number }[] = [];
  const links: string[] = [];
  const visit = async (folder: string, level: number): Promise<void> => {
    for await (const entry of await readable(folder, opendir(folder))) {
      const path = join(folder, entry.name);
      if (files.length + links.length >= mostFiles)
        throw new AppError(
          'IMPORT_NOT_A_PACK',
          `Expected the folder of a pack but "${dir}" has ${mostFiles} files and more`,
        );
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isFile()) files.push({ path, bytes: (await lstat(path)).size });
      else if (entry.isDirectory() && level < deepest) await visit(path, level + 1);
    }
  };
  await visit(dir, 1);
  return { files, links };
}

function unsafeLink(path: string): AppError {
  return new AppError('IMPORT_UNSAFE', `Expected plain files but "${path}" is a link, which is not followed`);
}
