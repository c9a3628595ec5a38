import { constants, type Stats } from 'node:fs';
import { access, chmod, copyFile, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../src-contract/index.ts';
import { type DownloadOptions, freeForFiles, requireSpace, writeFailure } from '../download/index.ts';
import type { ModelFolders } from '../model-folders.ts';
import type { CataloguePack } from '../read-catalogue.ts';
import { findPack, type FoundPack } from './find-pack.ts';
import { readable } from './readable.ts';
import { unpack } from './unpack.ts';

/** Largest archive that is unpacked, in bytes of what is in it. */
const mostBytes = 32 * 2 ** 30;

/** Put the files of a pack where they are to lie. */
export type Place = (dir: string, onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<void>;

export interface BringInOptions {
  readonly folders: ModelFolders;
  readonly catalogue: readonly CataloguePack[];
  readonly download: Pick<DownloadOptions, 'freeBytes'>;
  readonly signal: AbortSignal;
  /** Take the pack that was found: called once. */
  readonly take: (found: FoundPack, place: Place) => Promise<void>;
}

/**
 * Find a pack in a folder or archive and hand it over. A folder is only read; an archive is unpacked beside the models,
 * and what is not needed of it removed.
 *
 * @returns the pack's id.
 * @throws IMPORT_*, DISK_FULL, MODEL_FOLDER_UNUSABLE, PACK_MANIFEST_INVALID; what `take` throws.
 */
export async function bringIn(path: string, options: BringInOptions): Promise<string> {
  const { folders, catalogue, download, signal, take } = options;
  const stats = await statOf(path);
  if (stats.isDirectory()) {
    const found = await findPack(path, catalogue, signal);
    await take(found, async (dir, onBytes, ended) => {
      await requireSpace(dir, bytesOf(found), download);
      await putInPlace(found, dir, onBytes, ended, copyWritable);
    });
    return found.manifest.id;
  }
  const scratch = await folders.scratch();
  try {
    const most = Math.min(mostBytes, await freeForFiles(scratch, download));
    await unpack(path, { dir: scratch, mostBytes: most, signal, onBytes: () => undefined });
    const found = await findPack(scratch, catalogue, signal);
    await take(found, (dir, onBytes, ended) => putInPlace(found, dir, onBytes, ended, rename));
    return found.manifest.id;
  } finally {
    await folders.remove(scratch);
  }
}

/** Copy a file that may be one that nobody may write, as on a CD: its copy is ours. */
async function copyWritable(from: string, to: string): Promise<void> {
  await readable(from, access(from, constants.R_OK));
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o644);
}

async function statOf(path: string): Promise<Stats> {
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('IMPORT_UNREADABLE', `Expected a folder or archive but received: ${reason}`, { cause: error });
  }
  if (stats.isFile() || stats.isDirectory()) return stats;
  throw new AppError('IMPORT_UNREADABLE', `Expected a folder or archive but "${path}" is neither`);
}

function bytesOf({ manifest }: FoundPack): number {
  return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function putInPlace(
  { files, manifest }: FoundPack,
  dir: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
  put: (from: string, to: string) => Promise<void>,
): Promise<void> {
  let done = 0;
  for (const { path, bytes } of manifest.files) {
    signal.throwIfAborted();
    const from = files.get(path) ?? '';
    const to = join(dir, path);
    try {
      await mkdir(dirname(to), { recursive: true });
      await put(from, to);
      await using file = await open(to, 'r+');
      await file.sync();
    } catch (error) {
      throw writeFailure(error, `bring "${from}" to "${to}"`);
    }
    done += bytes;
    onBytes(done);
  }
}
