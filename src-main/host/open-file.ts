import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../src-contract/index.ts';

const known = new Map(Object.entries(constants));
// Windows has neither of the two.
const flags = constants.O_RDONLY | (known.get('O_NOFOLLOW') ?? 0) | (known.get('O_NONBLOCK') ?? 0);

export interface OpenFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/**
 * Open a regular file for reading. A symbolic link in its place is not followed: paths come here resolved, so a link is
 * one that was put there since. Nor is a pipe waited for.
 *
 * @throws PHOTO_MISSING, without the path.
 */
export async function openFile(path: string): Promise<OpenFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, flags);
    const stat = await handle.stat();
    if (stat.isFile()) return { handle, sizeBytes: stat.size, mtimeMs: stat.mtimeMs };
  } catch (error) {
    await handle?.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError('PHOTO_MISSING', `Expected a file that can be read but received ${code}`, { cause: error });
  }
  await handle.close();
  throw new AppError('PHOTO_MISSING', 'Expected a regular file but received something else');
}

const chunkBytes = 256 * 1024;

/**
 * The bytes `start` to `end` of an open file as a stream that reads no more than it is asked for. It closes the file at
 * its end, when it is cancelled, and when reading fails; a file that has become shorter is such a failure.
 */
export function streamOf(handle: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
          const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
          if (bytesRead === 0 && position < end) {
            throw new AppError('PHOTO_CHANGED_WHILE_READING', `Expected ${end} bytes but received ${position}`);
          }
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
          if (position < end) return;
        } catch (error) {
          await handle.close();
          throw error;
        }
        await handle.close();
        controller.close();
      },
      async cancel() {
        await handle.close();
      },
    },
    // Nothing is read ahead: a browser drops the answers of photos that are scrolled past.
    { highWaterMark: 0 },
  );
}
