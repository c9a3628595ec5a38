import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';
import { type Entry, openPromise } from 'yauzl';
import { AppError } from '../../../../src-contract/index.ts';
import { writeFailure } from '../download/index.ts';

/** A pack has a dozen files. */
const mostEntries = 2_000;
const longestName = 500;
const deepestName = 16;

export interface UnpackOptions {
  /** Empty folder that it is unpacked into. */
  readonly dir: string;
  /** Bytes that all files together may have. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  /** What becomes of a file of this name: its path in the folder, or null to leave it out. All is unpacked without it. */
  readonly take?: (name: string) => string | null;
  /** Told how many bytes were written. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Unpack a .zip, .tar or .tar.gz, told apart by its content. Nothing is written outside of the folder, nothing but plain
 * files and folders is made, and no more than is allowed, whatever the archive says of itself.
 *
 * @throws IMPORT_UNREADABLE, IMPORT_UNSAFE, DISK_FULL, MODEL_FOLDER_UNUSABLE; the signal's reason.
 */
export async function unpack(path: string, options: UnpackOptions): Promise<void> {
  const target = new Target(path, options);
  try {
    if ((await kindOf(path)) === 'zip') await unpackZip(path, target, options.signal);
    else await unpackTar(path, target, options.signal);
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    // The words of yauzl and tar for names that lead elsewhere, and for more bytes than anybody packs.
    if (
      /absolute path|invalid relative path|invalid characters in fileName|too many bytes|decompression ratio/iu.test(
        reason,
      )
    )
      throw target.unsafe(reason, error);
    throw new AppError('IMPORT_UNREADABLE', `Expected an archive in "${path}" but received: ${reason}`, {
      cause: error,
    });
  }
}

async function kindOf(path: string): Promise<'zip' | 'tar'> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(512);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  if (head.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (isGzip || (bytesRead === 512 && head.subarray(257, 262).toString('latin1') === 'ustar')) return 'tar';
  throw new AppError('IMPORT_UNREADABLE', `Expected a .zip, .tar or .tar.gz in "${path}" but it is neither`);
}

/** Where files are unpacked to, and what they may not do. */
class Target {
  readonly #archive: string;
  readonly #options: UnpackOptions;
  #entries = 0;
  #promised = 0;
  #written = 0;

  constructor(archive: string, options: UnpackOptions) {
    this.#archive = archive;
    this.#options = options;
  }

  unsafe(reason: string, cause?: unknown): AppError {
    return new AppError('IMPORT_UNSAFE', `Expected an archive that is safe in "${this.#archive}" but: ${reason}`, {
      cause,
    });
  }

  /**
   * Count an entry.
   *
   * @param bytes that it says it has.
   * @returns its path in the folder; null where it is left out.
   * @throws IMPORT_UNSAFE
   */
  admit(name: string, bytes: number): string | null {
    const { take } = this.#options;
    const path = take === undefined ? name : take(name);
    this.#entries++;
    if (path !== null) this.#promised += bytes;
    if (this.#entries > mostEntries) throw this.unsafe(`it has more than ${mostEntries} entries`);
    if (this.#promised > this.#options.mostBytes) throw this.#tooLarge();
    const parts = name.split('/');
    const leads =
      name.includes('\\') ||
      name.includes('\0') ||
      name.startsWith('/') ||
      /^[A-Za-z]:/u.test(name) ||
      parts.includes('..');
    if (leads) throw this.unsafe(`"${name}" leads out of it`);
    if (name.length > longestName || parts.length > deepestName) throw this.unsafe('a name in it is too long');
    return path;
  }

  #tooLarge(): AppError {
    return this.unsafe(`it has more than ${this.#options.mostBytes} bytes, which is more than is allowed or free`);
  }

  async file(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const { dir, signal, onBytes, mostBytes } = this.#options;
    const path = join(dir, name);
    try {
      await mkdir(dirname(path), { recursive: true });
      // Never through what is there: a second entry of the same name is no mistake of an honest archive.
      await using file = await open(path, 'wx');
      for await (const chunk of content) {
        signal.throwIfAborted();
        this.#written += chunk.length;
        if (this.#written > mostBytes) throw this.#tooLarge();
        await file.writeFile(chunk);
        onBytes(this.#written);
      }
      // A name must not survive a power cut that its content does not.
      await file.sync();
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR'))
        throw this.unsafe(`it has two entries "${name}"`, error);
      if (error instanceof Error && 'code' in error && 'syscall' in error) throw writeFailure(error, `write "${path}"`);
      throw error;
    }
  }
}

async function unpackZip(path: string, target: Target, signal: AbortSignal): Promise<void> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
    autoClose: false,
  });
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      requirePlain(entry, target);
      const name = target.admit(entry.fileName, entry.uncompressedSize);
      if (name === null || entry.fileName.endsWith('/')) continue;
      const content: Readable = await zip.openReadStreamPromise(entry);
      // It may fail before anybody reads it; whoever does is told.
      content.on('error', () => undefined);
      await target.file(name, content);
    }
  } finally {
    zip.close();
  }
}

const typeBits = 0o170_000;
const plainTypes: ReadonlySet<number> = new Set([0, 0o100_000, 0o040_000]);

function requirePlain(entry: Entry, target: Target): void {
  if (entry.isEncrypted()) throw target.unsafe(`"${entry.fileName}" is encrypted`);
  // The upper half of the attributes is a Unix mode, where there is one.
  const type = (entry.externalFileAttributes >>> 16) & typeBits;
  if (!plainTypes.has(type)) throw target.unsafe(`"${entry.fileName}" is a link or a device`);
}

async function unpackTar(path: string, target: Target, signal: AbortSignal): Promise<void> {
  const abort = new AbortController();
  const work: Promise<void>[] = [];
  const entries: ReadEntry[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    abort.abort();
  };
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      entries.push(entry);
      // Whoever reads it is told.
      entry.on('error', () => undefined);
      const done = readTarEntry(entry, target);
      done.catch((error: unknown) => {
        fail(error);
        entry.resume();
      });
      work.push(done);
    },
  });
  parser.on('error', fail);
  const ended = once(parser, 'end', { signal: abort.signal });
  ended.catch((error: unknown) => error);
  const input = createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    for await (const chunk of input) {
      signal.throwIfAborted();
      if (abort.signal.aborted) break;
      if (!parser.write(chunk as Buffer)) await Promise.race([once(parser, 'drain'), untilAborted(abort.signal)]);
    }
    if (!abort.signal.aborted) {
      parser.end();
      await Promise.race([ended, untilAborted(abort.signal)]);
    }
  } catch (error) {
    fail(error);
  } finally {
    input.destroy();
    if (abort.signal.aborted) for (const entry of entries) entry.destroy(new Error('the archive is not read further'));
    await Promise.allSettled(work);
  }
  if (failure !== undefined) throw failure as Error;
}

async function readTarEntry(entry: ReadEntry, target: Target): Promise<void> {
  const name = target.admit(entry.path, entry.size);
  if (name === null) {
    entry.resume();
    return;
  }
  switch (entry.type) {
    case 'Directory':
      entry.resume();
      return;
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      await target.file(name, entry);
      return;
    default:
      throw target.unsafe(`"${entry.path}" is a link or a device (${entry.type})`);
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
