import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, type CopyReport } from '../../../src-contract/index.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { pathBelow, resolveFolder, typedPath } from '../folder-paths.ts';
import { type FilePlace, missing, type PhotoFiles, resolvePlace } from './photo-files.ts';
import { FreeNames, placeFile, type Placed } from './place-file.ts';

export interface CopyOptions {
  readonly photoIds: readonly number[];
  /** Files that are meant, of photos that lie in several places. */
  readonly fileIds: readonly number[];
  /** Files that are no photos. */
  readonly also: readonly FilePlace[];
  /** Links to the files in place of copies, as far as the file system of the folder takes them. */
  readonly asLinks: boolean;
  /** Path of a folder that exists, as a person types it. */
  readonly folder: string;
  /** Where nothing may be copied to. */
  readonly dataDir: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Copy photos into a folder, with their times, or put links to them there. Nothing is ever overwritten: a name that is taken gets a
 * number.
 *
 * A link is symbolic and has the whole path of the file. Where the file system refuses that it is a hard link, and where it refuses
 * that, too, a copy: the report counts these.
 *
 * @throws COPY_FOLDER_UNUSABLE, PHOTO_NOT_FOUND before anything is copied; CANCELLED between two photos, what is copied
 * stays.
 */
export async function copyPhotos(files: PhotoFiles, options: CopyOptions): Promise<CopyReport> {
  const folder = await resolveTarget(options.folder, options.dataDir);
  const photoIds = [...new Set(options.photoIds)];
  const paths = files.paths(photoIds, options.fileIds);
  const meant = files.byPhoto(options.fileIds);
  const placed: Record<Placed, number> = { symbolicLink: 0, hardLink: 0, copy: 0 };
  const failed: CopyReport['failed'] = [];
  const names = new FreeNames(folder);
  const copy = async (shown: string, found: () => Promise<{ path: string; name: string }>): Promise<void> => {
    throwIfCancelled(options.signal);
    try {
      const { path, name } = await found();
      placed[await placeFile(names, path, name, options.asLinks ? ['symbolicLink', 'hardLink', 'copy'] : ['copy'])]++;
    } catch (error) {
      failed.push({ path: shown, reason: reasonOf(error, options.asLinks) });
    }
  };
  for (const [i, photoId] of photoIds.entries())
    await copy(paths[i] ?? '', () => files.file(photoId, meant.get(photoId)));
  for (const place of options.also) {
    await copy(join(place.folderPath, place.relativePath), async () => {
      const found = await resolvePlace(place);
      if (found === undefined) throw missing();
      return { path: found.path, name: basename(place.relativePath) };
    });
  }
  const { symbolicLink, hardLink, copy: copies } = placed;
  const copied = symbolicLink + hardLink + copies;
  return { copied, failed, ...(options.asLinks && { insteadOfLinks: { hardLinks: hardLink, copies } }) };
}

async function resolveTarget(folder: string, dataDir: string): Promise<string> {
  const absolute = typedPath(folder);
  if (absolute === undefined) throw unusable(folder, 'it is not the whole path, from the root or from ~');
  let resolved: string;
  try {
    resolved = await resolveFolder(absolute);
    await access(resolved, constants.W_OK);
  } catch (error) {
    throw unusable(folder, error instanceof Error ? error.message : String(error), error);
  }
  if (pathBelow(dataDir, resolved) !== undefined) throw unusable(folder, 'it belongs to the library itself');
  return resolved;
}

function unusable(folder: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'COPY_FOLDER_UNUSABLE',
    `Expected a folder to copy to but "${folder}" cannot be used: ${reason}`,
    {
      cause,
    },
  );
}

function reasonOf(error: unknown, asLinks: boolean): string {
  if (error instanceof AppError) return error.message;
  // What is no error of the file system is a mistake of ours.
  if (!(error instanceof Error && 'code' in error)) throw error;
  return `The file cannot be ${asLinks ? 'linked' : 'copied'}: ${error.message}`;
}
