import { resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { AppError, type Box, type ErrorCode } from '../../../src-contract/index.ts';
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

/** Example images as what they have in common, and parts that are to be there as well. */
export interface ExampleParts {
  readonly example: Embedding | null;
  readonly parts: readonly Embedding[];
  /** Places of images whose photos are gone, in order: without them. */
  readonly lost: readonly number[];
}

/** Failures of a photo that was there when it was taken for an example. */
const gone: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PHOTO_NOT_FOUND', 'PHOTO_MISSING']);

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
   * A whole photo of the library needs no file once it has an embedding, a box in one does: the first time, and as long as
   * it is remembered.
   *
   * @param images at least one.
   * @throws PHOTO_NOT_FOUND, PHOTO_MISSING when a photo has to be read none of whose files can be reached,
   * QUERY_IMAGE_UNREADABLE, CANCELLED, PACK_*, ENCODER_*
   */
  async of(images: readonly LocalImage[], signal?: AbortSignal): Promise<Embedding> {
    const embedding = together(await this.#each(images, signal, (image) => this.#embed(image)));
    if (embedding === null) throw new RangeError('Expected at least one example image but received none');
    return embedding;
  }

  /**
   * Find the embeddings of example images: of several boxes one for each, because a photo is to show all of them; of all other
   * images one for all, as `of`, null where there are none. Photos that are gone are left out, as long as there is another
   * image, or something else to go by.
   *
   * @param mayLackAll something else is looked for, too: all of the photos may be gone.
   * @throws as `of`
   */
  async byParts(images: readonly LocalImage[], signal?: AbortSignal, mayLackAll = false): Promise<ExampleParts> {
    const failures: AppError[] = [];
    const embeddings = await this.#each(images, signal, (image) => this.#embedUnlessGone(image, failures));
    const known = embeddings.flatMap((embedding, i) => {
      const image = images[i];
      return embedding === null || image === undefined
        ? []
        : [{ embedding, isPart: 'box' in image && image.box !== undefined }];
    });
    if (known.length === 0 && failures[0] !== undefined && !mayLackAll) throw failures[0];
    const lost = embeddings.flatMap((embedding, i) => (embedding === null ? [i] : []));
    const embeddingsOf = (some: typeof known): Embedding[] => some.map(({ embedding }) => embedding);
    const parts = known.filter(({ isPart }) => isPart);
    if (parts.length < 2) return { example: together(embeddingsOf(known)), parts: [], lost };
    const example = together(embeddingsOf(known.filter(({ isPart }) => !isPart)));
    return { example, parts: embeddingsOf(parts), lost };
  }

  /** Null for a photo that is gone, which is noted. */
  async #embedUnlessGone(image: LocalImage, failures: AppError[]): Promise<Embedding | null> {
    try {
      return await this.#embed(image);
    } catch (error) {
      if (!('photoId' in image) || !(error instanceof AppError) || !gone.has(error.code)) throw error;
      failures.push(error);
      return null;
    }
  }

  async #each<T>(
    images: readonly LocalImage[],
    signal: AbortSignal | undefined,
    embed: (image: LocalImage) => Promise<T>,
  ): Promise<T[]> {
    const atOnce = pLimit(encodedAtOnce);
    try {
      return await Promise.all(
        images.map((image) =>
          atOnce(() => {
            throwIfCancelled(signal);
            return embed(image);
          }),
        ),
      );
    } finally {
      // One that fails answers for all.
      atOnce.clearQueue();
    }
  }

  async #embed(image: LocalImage): Promise<Embedding> {
    if ('upload' in image) return this.#options.uploads.get(image.upload);
    if ('path' in image) return this.#encode(resolve(image.path), image.box ?? null);
    const { photoId, box } = image;
    if (box !== undefined) return this.#read(photoId, box);
    // After a change of packs some photos still wait for theirs.
    return this.#options.embeddings.embedding(this.#options.pack, photoId) ?? this.#read(photoId, null);
  }

  async #read(photoId: number, box: Box | null): Promise<Embedding> {
    const { contentHash } = this.#options.photos.content(photoId);
    const key = box === null ? contentHash : [contentHash, box.x, box.y, box.width, box.height].join(' ');
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

/** One embedding in the mean of their directions; null for none. */
function together(embeddings: readonly Embedding[]): Embedding | null {
  const [first] = embeddings;
  return first === undefined || embeddings.length === 1 ? (first ?? null) : meanDirection(embeddings);
}
