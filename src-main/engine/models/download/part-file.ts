import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../../src-contract/index.ts';
import { isMissing } from '../is-missing.ts';
import { sha256Of } from '../sha256-of.ts';
import { writeFailure } from './failures.ts';

const Note = z.object({ etag: z.string().nullable() });

/**
 * A file that is coming: `<target>.part`, and beside it a note of which version of the server's file it is the beginning
 * of. It becomes the target when all of it is there and is what was published.
 */
export class PartFile {
  readonly target: string;
  readonly #part: string;
  readonly #note: string;

  constructor(target: string) {
    this.target = target;
    this.#part = `${target}.part`;
    this.#note = `${target}.part.json`;
  }

  /** Bytes that are there of it; 0 when nothing is. */
  async bytes(): Promise<number> {
    try {
      return (await stat(this.#part)).size;
    } catch (error) {
      if (isMissing(error)) return 0;
      throw writeFailure(error, `read "${this.#part}"`);
    }
  }

  /** The server's name for the version that has begun; null where it has none, or none is known. */
  async etag(): Promise<string | null> {
    try {
      return Note.parse(JSON.parse(await readFile(this.#note, 'utf8'))).etag;
    } catch {
      // Missing, or cut off by the end of the process: then the beginning is checked by the sha256 of the whole alone.
      return null;
    }
  }

  /** Begin anew with a version of the server's file. */
  async restart(etag: string | null): Promise<void> {
    await this.remove();
    try {
      await writeFile(this.#note, JSON.stringify({ etag }));
    } catch (error) {
      throw writeFailure(error, `write "${this.#note}"`);
    }
  }

  /** Take everything back. */
  async remove(): Promise<void> {
    try {
      await rm(this.#part, { force: true });
      await rm(this.#note, { force: true });
    } catch (error) {
      throw writeFailure(error, `remove "${this.#part}"`);
    }
  }

  /** Open it to append. */
  async append(): Promise<PartWriter> {
    try {
      const file = await open(this.#part, 'a');
      return new PartWriter(file, (await file.stat()).size, this.#part);
    } catch (error) {
      throw writeFailure(error, `write "${this.#part}"`);
    }
  }

  /** Whether it has this sha256. @throws the signal's reason */
  async matches(sha256: string, signal: AbortSignal): Promise<boolean> {
    try {
      return (await sha256Of(this.#part, signal)) === sha256;
    } catch (error) {
      signal.throwIfAborted();
      throw writeFailure(error, `read "${this.#part}"`);
    }
  }

  /** Let it be the target, at once. */
  async finish(): Promise<void> {
    try {
      await rename(this.#part, this.target);
      await rm(this.#note, { force: true });
    } catch (error) {
      throw writeFailure(error, `name "${this.target}"`);
    }
  }
}

/** Appends to a part, so that a kill at any time leaves a beginning of the file. */
export class PartWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #path: string;
  #bytes: number;

  constructor(file: FileHandle, bytes: number, path: string) {
    this.#file = file;
    this.#bytes = bytes;
    this.#path = path;
  }

  /** Bytes of the part by now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws DISK_FULL, MODEL_FOLDER_UNUSABLE */
  async write(chunk: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await this.#file.write(chunk, done);
        done += bytesWritten;
        this.#bytes += bytesWritten;
      }
    } catch (error) {
      throw writeFailure(error, `write "${this.#path}"`);
    }
  }

  /** Let it reach the disk: a name must not survive a power cut that its content does not. */
  async flush(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (error) {
      throw writeFailure(error, `write "${this.#path}"`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

/** A file of the catalogue that came differently. */
export function wrongFile(name: string, where: string, expected: string, received: string): AppError {
  return new AppError(
    'DOWNLOAD_WRONG_FILE',
    `Expected ${expected} for "${name}" from ${where} but received ${received}: it is not the file that was published`,
  );
}
