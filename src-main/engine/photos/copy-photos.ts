import { constants } from 'node:fs';
import { access, copyFile, stat, utimes } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { AppError, type CopyReport } from '../../../src-contract/index.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { pathBelow, resolveFolder, typedPath } from '../folder-paths.ts';
import { type FilePlace, missing, type PhotoFiles, resolvePlace } from './photo-files.ts';

export interface CopyOptions {
  readonly photoIds: readonly number[];
  /** Files that are meant, of photos that lie in several places. */
  readonly fileIds: readonly number[];
  /** Files that are no photos. */
  readonly also: readonly FilePlace[];
  /** Path of a folder that exists, as a person types it. */
  readonly folder: string;
  /** Where nothing may be copied to. */
  readonly dataDir: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Copy photos into a folder, with their times. Nothing is ever overwritten: a name that is taken gets a number.
 *
 * @throws COPY_FOLDER_UNUSABLE, PHOTO_NOT_FOUND before anything is copied; CANCELLED between two photos, what is copied
 * stays.
 */
export async function copyPhotos(files: PhotoFiles, options: CopyOptions): Promise<CopyReport> {
  const folder = await resolveTarget(options.folder, options.dataDir);
  const photoIds = [...new Set(options.photoIds)];
  const paths = files.paths(photoIds, options.fileIds);
  const meant = files.byPhoto(options.fileIds);
  const report: CopyReport = { copied: 0, failed: [] };
  const names = new FreeNames(folder);
  const copy = async (shown: string, found: () => Promise<{ path: string; name: string }>): Promise<void> => {
    throwIfCancelled(options.signal);
    try {
      const { path, name } = await found();
      await copyUnder(names, path, name);
      report.copied++;
    } catch (error) {
      report.failed.push({ path: shown, reason: reasonOf(error) });
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
  return report;
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

/** Names for copies: `a.jpg`, `a (2).jpg`, `a (3).jpg`, ... */
class FreeNames {
  readonly #folder: string;
  /** The number that a name was given last: thousands of photos may share one. */
  readonly #last = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The next path to try for a file of this name. */
  next(name: string): string {
    const number = (this.#last.get(name) ?? 0) + 1;
    this.#last.set(name, number);
    const { name: stem, ext } = parse(name);
    return join(this.#folder, number === 1 ? name : `${stem} (${number})${ext}`);
  }
}

async function copyUnder(names: FreeNames, source: string, name: string): Promise<void> {
  const { atime, mtime } = await stat(source);
  for (;;) {
    const target = names.next(name);
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await utimes(target, atime, mtime);
    return;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  // What is no error of the file system is a mistake of ours.
  if (!(error instanceof Error && 'code' in error)) throw error;
  return `The file cannot be copied: ${error.message}`;
}
