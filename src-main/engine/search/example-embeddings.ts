import { resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { AppError, type Box } from '../../../src-contract/index.ts';
import { type Embedding, meanDirection } from '../../core/math/vector.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { askAgain, type EncoderClient } from '../encoder/index.ts';
import type { Photos } from '../photos/index.ts';
import type { Store } from '../store/store.ts';
import type { LocalImage } from './local-search.ts';
import type { UploadedImages } from './uploaded-images.ts';

/** Embeddings of boxes that are remembered: whoever refines a search asks for the same ones again. */
const maxBoxes = 256;
/** Images in the encoder at once: one is decoded while another is encoded. */
const encodedAtOnce = 4;

export interface ExampleEmbeddingsOptions {
  readonly embeddings: Pick<Store['photos'], 'embedding'>;
  readonly photos: Pick<Photos, 'content' | 'file'>;
  readonly encoder: EncoderClient;
  readonly uploads: UploadedImages;
  /** Row of the pack whose embeddings are compared. */
  readonly pack: number;
}

/** What example images look like, as something to compare photos with. */
export class ExampleEmbeddings {
  readonly #options: ExampleEmbeddingsOptions;
  readonly #boxes = new LRUCache<string, Embedding>({ max: maxBoxes });

  constructor(options: ExampleEmbeddingsOptions) {
    this.#options = options;
  }

  /**
   * Find the embedding of example images, [dim], unit length: several are one example, in the mean of their directions.
   *
   * A whole photo of the library needs no file, a box in one does: the first time, and as long as it is remembered.
   *
   * @param images at least one.
   * @throws PHOTO_NOT_FOUND, PHOTO_MISSING when a box is in a photo none of whose files can be reached,
   * QUERY_IMAGE_UNREADABLE, CANCELLED, PACK_*, ENCODER_*
   */
  async of(images: readonly LocalImage[], signal?: AbortSignal): Promise<Embedding> {
    const atOnce = pLimit(encodedAtOnce);
    try {
      const embeddings = await Promise.all(
        images.map((image) =>
          atOnce(() => {
            throwIfCancelled(signal);
            return this.#embed(image);
          }),
        ),
      );
      return embeddings.length === 1 && embeddings[0] !== undefined ? embeddings[0] : meanDirection(embeddings);
    } finally {
      // One that fails answers for all.
      atOnce.clearQueue();
    }
  }

  async #embed(image: LocalImage): Promise<Embedding> {
    if ('upload' in image) return this.#options.uploads.get(image.upload);
    if ('path' in image) return this.#encode(resolve(image.path), image.box ?? null);
    return image.box === undefined ? this.#photo(image.photoId) : this.#box(image.photoId, image.box);
  }

  #photo(photoId: number): Embedding {
    const embedding = this.#options.embeddings.embedding(this.#options.pack, photoId);
    if (embedding === undefined) {
      throw new AppError(
        'PHOTO_NOT_FOUND',
        `Expected an indexed photo to search by but there is none of id ${photoId}`,
      );
    }
    return embedding;
  }

  async #box(photoId: number, box: Box): Promise<Embedding> {
    const { contentHash } = this.#options.photos.content(photoId);
    const key = [contentHash, box.x, box.y, box.width, box.height].join(' ');
    const known = this.#boxes.get(key);
    if (known !== undefined) return known;
    const { path, name } = await this.#options.photos.file(photoId);
    try {
      const embedding = await this.#encode(path, box);
      this.#boxes.set(key, embedding);
      return embedding;
    } catch (error) {
      // Who names a photo by its id is told its name, not where it lies.
      if (error instanceof AppError)
        throw new AppError(
          error.code,
          error.message.replaceAll(path, () => name),
          { cause: error },
        );
      throw error;
    }
  }

  #encode(path: string, box: Box | null): Promise<Embedding> {
    return askAgain(() => this.#options.encoder.encodeQueryImage({ path, box }));
  }
}
