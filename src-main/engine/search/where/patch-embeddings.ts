import { LRUCache } from 'lru-cache';
import { type PatchGrid, refinedPatches } from '../../../core/dense/patches.ts';
import { askAgain, type EncoderClient } from '../../encoder/index.ts';
import type { Photos } from '../../photos/index.ts';
import { withoutPath } from './without-path.ts';

/** Photos whose patches are remembered, 128 KiB each with the built-in pack: whoever goes through hits comes back. */
const maxPhotos = 48;

export interface PatchEmbeddingsOptions {
  readonly photos: Pick<Photos, 'content' | 'file'>;
  readonly encoder: Pick<EncoderClient, 'encodeDense'>;
  readonly dim: number;
}

/** What the cells of photos look like: encoded when somebody asks, remembered for a while, never stored. */
export class PatchEmbeddings {
  readonly #options: PatchEmbeddingsOptions;
  /** By content. What is being encoded is remembered too: pointing at a photo and opening it ask at the same time. */
  readonly #known = new LRUCache<string, Promise<PatchGrid>>({ max: maxPhotos });

  constructor(options: PatchEmbeddingsOptions) {
    this.#options = options;
  }

  /**
   * The refined patches of a photo; see `refinedPatches`.
   *
   * @throws PHOTO_NOT_FOUND, PHOTO_MISSING, QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_*
   */
  of(photoId: number): Promise<PatchGrid> {
    const { contentHash } = this.#options.photos.content(photoId);
    const known = this.#known.get(contentHash);
    if (known !== undefined) return known;
    const encoded = this.#encode(photoId);
    this.#known.set(contentHash, encoded);
    // What went wrong may go well the next time. Whoever asked gets the error.
    encoded.catch(() => {
      if (this.#known.peek(contentHash) === encoded) this.#known.delete(contentHash);
    });
    return encoded;
  }

  async #encode(photoId: number): Promise<PatchGrid> {
    const { photos, encoder, dim } = this.#options;
    return withoutPath(await photos.file(photoId), async (path) => {
      const { grid, patches } = await askAgain(() => encoder.encodeDense(path));
      const [rows, columns] = grid;
      return { rows, columns, patches: refinedPatches(patches, dim) };
    });
  }
}
