import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../../src-contract/index.ts';
import type { Embedding } from '../../core/math/vector.ts';
import { askAgain, type EncoderClient } from '../encoder/index.ts';

/** Embeddings of example images that are remembered. */
const maxUploads = 64;

/**
 * Example images that were handed over as bytes. Only the embedding of an image is kept, and only in memory; the bytes
 * lie in a file for as long as the encoder reads them.
 */
export class UploadedImages {
  readonly #dir: string;
  readonly #encoder: EncoderClient;
  readonly #embeddings = new LRUCache<string, Embedding>({ max: maxUploads });

  /** @param dir a folder of its own; created when needed. */
  constructor(dir: string, encoder: EncoderClient) {
    this.#dir = dir;
    this.#encoder = encoder;
  }

  /**
   * Encode an image. Returns the key of its embedding.
   *
   * @param also sees the file as long as it is there.
   * @throws QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_*
   */
  async add(image: Blob, also?: (key: string, path: string) => Promise<void>): Promise<string> {
    const path = join(this.#dir, randomUUID());
    await mkdir(this.#dir, { recursive: true });
    try {
      await writeFile(path, image.stream(), { flag: 'wx', mode: 0o600 });
      const key = randomUUID();
      await this.remember(key, path);
      await also?.(key, path);
      return key;
    } catch (error) {
      // Where the image lay for a moment means nothing to whoever sent it.
      if (error instanceof AppError)
        throw new AppError(error.code, error.message.replace(` at "${path}"`, ''), { cause: error });
      throw error;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Encode an image that another pack has a key of. @throws QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_* */
  async remember(key: string, path: string): Promise<void> {
    this.#embeddings.set(key, await askAgain(() => this.#encoder.encodeQueryImage({ path, box: null })));
  }

  /** The embedding of an image. @throws QUERY_IMAGE_UNREADABLE when it is no longer remembered. */
  get(key: string): Embedding {
    const embedding = this.#embeddings.get(key);
    if (embedding === undefined) {
      throw new AppError(
        'QUERY_IMAGE_UNREADABLE',
        'Expected an example image that was handed over lately but it is forgotten by now: choose the image again',
      );
    }
    return embedding;
  }

  /** Delete what an engine that was killed in the middle has left. */
  async clean(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }
}
