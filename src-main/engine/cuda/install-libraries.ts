import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, type CudaPhase, type ModelSources } from '../../../src-contract/index.ts';
import { type CudaList, downloadBytes, unpackedBytes } from '../../core/cuda/library-list.ts';
import {
  type DownloadOptions,
  dropDamaged,
  fetchedBytes,
  fetchFiles,
  type PublishedFile,
  requireSpace,
  unpack,
} from '../models/index.ts';
import type { LibraryFolders } from './library-folders.ts';

/** Where the packages of PyPI are: the address before `packages/`. */
const packagePublisher = 'https://files.pythonhosted.org';

export interface InstallRequest {
  readonly list: CudaList;
  readonly folders: LibraryFolders;
  readonly sources: ModelSources;
  readonly download: DownloadOptions;
  readonly signal: AbortSignal;
  /** Told where it is, and how many bytes of how many are there. */
  readonly onBytes: (phase: CudaPhase, bytes: number, of: number) => void;
  /** Let an encoder work with the runtime that lies in a folder, which may be one that nothing is run from. */
  readonly test: (libraryDir: string, signal: AbortSignal) => Promise<unknown>;
}

/** The wheels as files to be fetched. */
export function wheelFiles({ wheels }: CudaList): PublishedFile[] {
  return wheels.map(({ url, bytes, sha256 }) => ({
    path: basename(url),
    bytes,
    sha256,
    source: new URL(url).pathname.slice(1),
  }));
}

/**
 * Download the wheels, from where it stopped the last time, take the libraries out of them, and install those at once.
 *
 * @throws DISK_FULL, MODEL_FOLDER_UNUSABLE, DOWNLOAD_*, IMPORT_*, CUDA_UNAVAILABLE; the signal's reason.
 */
export async function installLibraries(request: InstallRequest): Promise<void> {
  const { list, folders, sources, download, signal, onBytes } = request;
  const files = wheelFiles(list);
  await folders.begin();
  const dir = folders.incoming;
  // One that has come may have been damaged since.
  await dropDamaged(await present(files, dir), dir, signal);
  const total = downloadBytes(list);
  const fetched = await fetchedBytes(files, dir);
  // Wheels and what is in them are on the disk together, for a while.
  await requireSpace(dir, total - fetched + unpackedBytes(list) + (await folders.runtimeBytes()), download);
  onBytes('downloading', fetched, total);
  const tell = (bytes: number): void => {
    onBytes('downloading', bytes, total);
  };
  await fetchFiles({ files, dir, sources, signal, onBytes: tell, publisher: packagePublisher }, download);
  const scratch = await folders.scratch();
  try {
    await unpackWheels(request, scratch);
    await folders.complete(scratch);
    onBytes('testing', unpackedBytes(list), unpackedBytes(list));
    await requireWorking(request, scratch);
    signal.throwIfAborted();
    await folders.finish(scratch);
  } catch (error) {
    // The wheels stay, to be unpacked again.
    await folders.removeScratch();
    throw error;
  }
}

/** What would keep the encoder from starting must not be installed: without it there is no search. @throws CUDA_UNAVAILABLE */
async function requireWorking({ test, signal }: InstallRequest, scratch: string): Promise<void> {
  try {
    await test(scratch, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = AppError.from(error).message;
    throw new AppError('CUDA_UNAVAILABLE', `Expected the runtime to work from "${scratch}" but received: ${reason}`, {
      cause: error,
    });
  }
}

/** Those whose names are there. */
async function present(files: readonly PublishedFile[], dir: string): Promise<PublishedFile[]> {
  const found: PublishedFile[] = [];
  for (const file of files) if ((await fetchedBytes([file], dir)) === file.bytes) found.push(file);
  return found;
}

async function unpackWheels({ list, folders, signal, onBytes }: InstallRequest, scratch: string): Promise<void> {
  const total = unpackedBytes(list);
  let before = 0;
  onBytes('unpacking', 0, total);
  for (const { url, members } of list.wheels) {
    const archive = join(folders.incoming, basename(url));
    const targets = new Map(members.map(({ member, path }) => [member, path]));
    const bytes = members.reduce((sum, each) => sum + each.bytes, 0);
    await unpack(archive, {
      dir: scratch,
      mostBytes: bytes,
      take: (name) => targets.get(name) ?? null,
      signal,
      onBytes: (done) => {
        onBytes('unpacking', before + done, total);
      },
    });
    for (const member of members) await requireSize(join(scratch, member.path), member.bytes, archive);
    before += bytes;
  }
}

/** @throws DOWNLOAD_WRONG_FILE */
async function requireSize(path: string, bytes: number, archive: string): Promise<void> {
  const found = await stat(path).then(
    ({ size }) => size,
    () => null,
  );
  if (found === bytes) return;
  throw new AppError(
    'DOWNLOAD_WRONG_FILE',
    `Expected ${bytes} bytes of "${basename(path)}" in "${archive}" but received ${found ?? 'no such file'}`,
  );
}
