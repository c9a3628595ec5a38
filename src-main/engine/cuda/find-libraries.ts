import { existsSync } from 'node:fs';
import { AppError } from '../../../src-contract/index.ts';
import { type CudaList, pinnedList } from '../../core/cuda/library-list.ts';
import type { Logger } from '../../core/logger.ts';
import { fetchedBytes } from '../models/index.ts';
import { runtimePackage } from '../runtime-package.ts';
import { wheelFiles } from './install-libraries.ts';
import { LibraryFolders } from './library-folders.ts';

/** What a start finds of the libraries of CUDA. */
export interface FoundLibraries {
  /** Those that this system and runtime could have; null where there are none. */
  readonly list: CudaList | null;
  /** Null with the list. */
  readonly folders: LibraryFolders | null;
  readonly isInstalled: boolean;
  /** Bytes that had come when it was paused, or Eidetic ended; null where nothing was begun. */
  readonly bytesCome: number | null;
}

export interface FindOptions {
  /** Where they lie. */
  readonly dir: string;
  /** They are another library's: nothing is tidied up. */
  readonly isGuest: boolean;
  readonly log: Logger;
  /** Instead of the app's own, for tests. */
  readonly list?: CudaList | undefined;
}

/** Look for them, and remove what is left of an end in the middle. What cannot be read is not installed, and logged. */
export async function findLibraries({ dir, isGuest, log, list = pinnedList() }: FindOptions): Promise<FoundLibraries> {
  const runtime = await runtimePackage();
  const fits =
    runtime !== null &&
    list.runtime === runtime.version &&
    list.platform === process.platform &&
    list.arch === process.arch;
  if (!fits) return { list: null, folders: null, isInstalled: false, bytesCome: null };
  const folders = new LibraryFolders(dir, list, runtime, log);
  try {
    if (!isGuest) await folders.sweep();
    const bytesCome = existsSync(folders.incoming) ? await fetchedBytes(wheelFiles(list), folders.incoming) : null;
    return { list, folders, isInstalled: await folders.isInstalled(), bytesCome };
  } catch (error) {
    log.warn({ code: AppError.from(error).code }, 'the libraries of CUDA cannot be read');
    return { list, folders, isInstalled: false, bytesCome: null };
  }
}
