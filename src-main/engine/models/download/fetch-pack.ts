import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type ModelSources } from '../../../../src-contract/index.ts';
import { type CatalogueFile, publishedPath } from '../../../core/pack/catalogue.ts';
import { isMissing } from '../is-missing.ts';
import { sha256Of } from '../sha256-of.ts';
import { defaultRetries, downloadFile, type RetryPolicy } from './download-file.ts';
import { writeFailure } from './failures.ts';
import { PartFile, wrongFile } from './part-file.ts';
import {
  modelPublisher,
  type Origin,
  originOf,
  proxiesOf,
  sourcesInForce,
  type SourcesEnvironment,
} from './sources.ts';
import type { WebClient } from './web-client.ts';

/** What is left free on the disk besides the files: the library goes on meanwhile. */
const spareBytes = 256 * 2 ** 20;
const defaultStallMs = 60_000;
const defaultConnectMs = 30_000;

/** How to download; what is missing is as in the product. */
export interface DownloadOptions {
  readonly userAgent: string;
  readonly environment: SourcesEnvironment;
  /** Instead of the publisher's, where no mirror is set: for tests. */
  readonly origin?: string;
  readonly ca?: string;
  readonly stallMs?: number;
  readonly connectMs?: number;
  readonly retries?: RetryPolicy;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Bytes free on the disk of a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** A file as somebody has published it. */
export interface PublishedFile {
  /** Where it comes to, below the folder. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Where it is below the publisher's address, as below a mirror's. */
  readonly source: string;
}

/** What is known of a file that may be there. */
type WantedFile = Pick<PublishedFile, 'path' | 'bytes' | 'sha256'>;

interface FetchRequest<File> {
  readonly files: readonly File[];
  /** Folder that they come into; exists. */
  readonly dir: string;
  /** What was set. */
  readonly sources: ModelSources;
  readonly signal: AbortSignal;
  /** Told how many bytes of all files are there. */
  readonly onBytes: (bytes: number) => void;
}

/** Fetch the files of a pack; see `fetchFiles`. */
export async function fetchPack(request: FetchRequest<CatalogueFile>, options: DownloadOptions): Promise<void> {
  const files = request.files.map((file) => ({ ...file, source: publishedPath(file) }));
  await fetchFiles({ ...request, files, publisher: modelPublisher }, options);
}

/**
 * Fetch files into a folder, one after the other, from where it stopped the last time.
 *
 * @param request.publisher address that they are published below, where no mirror is set.
 * @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID, DISK_FULL, MODEL_FOLDER_UNUSABLE, DOWNLOAD_*; the signal's reason.
 */
export async function fetchFiles(
  request: FetchRequest<PublishedFile> & { readonly publisher: string },
  options: DownloadOptions,
): Promise<void> {
  const { files, dir, sources, signal, onBytes, publisher } = request;
  const inForce = sourcesInForce(sources, options.environment);
  const origin = originOf({ ...inForce, mirror: inForce.mirror ?? options.origin ?? null }, publisher);
  const proxies = proxiesOf(sources, options.environment);
  const missing = await missingBytes(files, dir);
  await requireSpace(dir, missing, options);
  // Only now: loading a client of the web reads how this machine resolves names, and nothing else here needs to know.
  const { WebClient: Client } = await import('./web-client.ts');
  await using client = new Client({
    userAgent: options.userAgent,
    proxies,
    stallMs: options.stallMs ?? defaultStallMs,
    connectMs: options.connectMs ?? defaultConnectMs,
    ca: options.ca,
  });
  let before = 0;
  for (const file of files) {
    const tell = (bytes: number): void => {
      onBytes(before + bytes);
    };
    signal.throwIfAborted();
    const target = join(dir, file.path);
    if (!(await isThere(target, file.bytes))) await fetchFile(file, target, { origin, client, tell, signal }, options);
    before += file.bytes;
    onBytes(before);
  }
}

/** Bytes of the files that are there already, whole or in part. */
export async function fetchedBytes(files: readonly WantedFile[], dir: string): Promise<number> {
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return all - (await missingBytes(files, dir));
}

/**
 * Remove the files that came and are not, or are not any more, those that were published, so that the next try fetches them.
 *
 * @throws MODEL_FOLDER_UNUSABLE; the signal's reason.
 */
export async function dropDamaged(
  files: readonly Omit<WantedFile, 'bytes'>[],
  dir: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { path, sha256 } of files) {
    const target = join(dir, path);
    try {
      if ((await sha256Of(target, signal)) !== sha256) await rm(target, { force: true });
    } catch (error) {
      signal.throwIfAborted();
      if (!isMissing(error)) throw writeFailure(error, `read "${target}"`);
    }
  }
}

interface Way {
  readonly origin: Origin;
  readonly client: WebClient;
  readonly tell: (bytes: number) => void;
  readonly signal: AbortSignal;
}

async function fetchFile(file: PublishedFile, target: string, way: Way, options: DownloadOptions): Promise<void> {
  await ensureFolder(dirname(target));
  const path = file.source;
  const { origin, client, tell, signal } = way;
  if (origin.kind === 'folder') {
    await copyFromMirror(file, join(origin.path, path), target, way);
    return;
  }
  await downloadFile({
    client,
    url: new URL(path, origin.base),
    target,
    name: path,
    bytes: file.bytes,
    sha256: file.sha256,
    signal,
    retries: options.retries ?? defaultRetries,
    wait: options.wait ?? waitFor,
    onBytes: tell,
  });
}

/** The same from a folder, which is not asked again: what is not there is not there. */
async function copyFromMirror(file: PublishedFile, source: string, target: string, way: Way): Promise<void> {
  const { signal, tell } = way;
  const part = new PartFile(target);
  await part.restart(null);
  {
    await using writer = await part.append();
    try {
      const { size } = await stat(source);
      if (size !== file.bytes) throw wrongFile(file.source, source, `${file.bytes} bytes`, String(size));
      for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20, signal })) {
        await writer.write(chunk as Uint8Array);
        tell(writer.bytes);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('DOWNLOAD_MIRROR_UNREADABLE', `Expected "${source}" in the mirror but received: ${reason}`, {
        cause: error,
      });
    }
    await writer.flush();
  }
  if (await part.matches(file.sha256, signal)) return part.finish();
  await part.remove();
  throw wrongFile(file.source, source, `sha256 ${file.sha256}`, 'another file of the same size');
}

async function missingBytes(files: readonly WantedFile[], dir: string): Promise<number> {
  let missing = 0;
  for (const file of files) {
    const target = join(dir, file.path);
    if (await isThere(target, file.bytes)) continue;
    missing += Math.max(0, file.bytes - (await new PartFile(target).bytes()));
  }
  return missing;
}

/** A file has its name only when it was checked; its content is checked once more with the whole pack. */
async function isThere(path: string, bytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes;
  } catch (error) {
    if (isMissing(error)) return false;
    throw writeFailure(error, `read "${path}"`);
  }
}

/**
 * Refuse before anything is written what would not fit on the disk.
 *
 * @throws DISK_FULL
 */
export async function requireSpace(
  dir: string,
  bytes: number,
  { freeBytes = freeOnDisk }: Pick<DownloadOptions, 'freeBytes'>,
): Promise<void> {
  const free = await freeBytes(dir);
  const needed = bytes === 0 ? 0 : bytes + spareBytes;
  if (free >= needed) return;
  throw new AppError(
    'DISK_FULL',
    `Expected ${megabytes(needed)} MB free on the disk of "${dir}" but there are ${megabytes(free)} MB`,
  );
}

/** Bytes that files may take of the disk of a folder. */
export async function freeForFiles(
  dir: string,
  { freeBytes = freeOnDisk }: Pick<DownloadOptions, 'freeBytes'>,
): Promise<number> {
  return Math.max(0, (await freeBytes(dir)) - spareBytes);
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}

async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw writeFailure(error, `make "${path}"`);
  }
}

/** @throws the signal's reason */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
