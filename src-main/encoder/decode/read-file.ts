import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';
import type { DecodeLimits } from '../../core/encoder-protocol.ts';

/** A file's bytes with what identifies them. */
export interface FileContent {
  readonly bytes: Buffer;
  /** Hex sha256 of `bytes`. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** Opening a pipe that nobody writes to would block a thread for ever. A regular file is read all the same. */
const readFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

const ioCodes: Readonly<Record<string, ErrorCode>> = { ENOENT: 'PHOTO_MISSING', ENOTDIR: 'PHOTO_MISSING' };

/** Read up to `size` bytes in as few calls as the system allows: `readFile` asks for the size and the end again. */
async function readBytes(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/**
 * Open a file that is one: no pipe, no folder.
 *
 * @throws PHOTO_MISSING, PHOTO_UNREADABLE
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, readFlags);
    if ((await file.stat()).isFile()) return file;
    throw new AppError('PHOTO_UNREADABLE', 'Expected a file but received something else');
  } catch (error) {
    await file?.close();
    throw ioError(error);
  }
}

/**
 * Read a whole photo file, once: hash, metadata and pixels all come from these bytes, so they belong together.
 *
 * @throws PHOTO_EMPTY, PHOTO_FILE_TOO_LARGE, PHOTO_MISSING, PHOTO_UNREADABLE, PHOTO_CHANGED_WHILE_READING
 */
export async function readPhotoFile(path: string, limits: Pick<DecodeLimits, 'maxFileBytes'>): Promise<FileContent> {
  try {
    await using file = await openRegularFile(path);
    const before = await file.stat();
    if (before.size === 0) throw new AppError('PHOTO_EMPTY', 'The file is empty (0 bytes)');
    if (before.size > limits.maxFileBytes) {
      throw new AppError(
        'PHOTO_FILE_TOO_LARGE',
        `Expected a file of at most ${limits.maxFileBytes} bytes but received ${before.size}`,
      );
    }
    const bytes = await readBytes(file, before.size);
    const after = await file.stat();
    if (bytes.length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new AppError('PHOTO_CHANGED_WHILE_READING', 'The file was still being written while it was read');
    }
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    return { bytes, contentHash, sizeBytes: bytes.length, mtimeMs: before.mtimeMs };
  } catch (error) {
    throw ioError(error);
  }
}

function ioError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new AppError(ioCodes[code ?? ''] ?? 'PHOTO_UNREADABLE', `The file cannot be read: ${message}`, {
    cause: error,
  });
}
