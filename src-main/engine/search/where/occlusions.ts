import { LRUCache } from 'lru-cache';
import { coverings } from '../../../core/dense/occlusion.ts';
import type { OcclusionEmbeddings } from '../../../core/encoder-protocol.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import { askAgain, type EncoderClient } from '../../encoder/index.ts';
import type { Photos } from '../../photos/index.ts';
import { untilAborted } from '../../until-aborted.ts';
import { withoutPath } from './without-path.ts';

/** Photos whose occlusions are remembered, 52 KiB each with the built-in pack: as many as of `PatchEmbeddings`. */
const maxPhotos = 48;

export interface OcclusionsOptions {
  readonly photos: Pick<Photos, 'content' | 'file'>;
  readonly encoder: Pick<EncoderClient, 'encodeOccluded'>;
}

/** Work that is shared by all who wait for it, and ends when none does any more. */
interface Shared {
  readonly encoded: Promise<OcclusionEmbeddings>;
  readonly abort: AbortController;
  waiting: number;
  isFinished: boolean;
}

/** What photos are encoded as with each of `coverings` covered: made when somebody looks, remembered for a while, never stored. */
export class Occlusions {
  readonly #options: OcclusionsOptions;
  /** By content. Whatever is looked for in a photo, its occlusions are the same. */
  readonly #known = new LRUCache<string, Shared>({ max: maxPhotos });

  constructor(options: OcclusionsOptions) {
    this.#options = options;
  }

  /**
   * A photo as it is and covered.
   *
   * @param signal of one who waits; the photo is encoded on as long as there is another.
   * @throws CANCELLED, PHOTO_NOT_FOUND, PHOTO_MISSING, QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_*
   */
  async of(photoId: number, signal?: AbortSignal): Promise<OcclusionEmbeddings> {
    throwIfCancelled(signal);
    const { contentHash } = this.#options.photos.content(photoId);
    const shared = this.#known.get(contentHash) ?? this.#begin(photoId, contentHash);
    shared.waiting++;
    try {
      await untilAborted(shared.encoded, signal);
    } finally {
      shared.waiting--;
    }
    if (shared.waiting === 0 && !shared.isFinished) {
      // Whoever asks from now on begins anew: this one ends.
      this.#forget(contentHash, shared);
      shared.abort.abort();
    }
    throwIfCancelled(signal);
    return shared.encoded;
  }

  #begin(photoId: number, contentHash: string): Shared {
    const abort = new AbortController();
    const shared: Shared = { encoded: this.#encode(photoId, abort.signal), abort, waiting: 0, isFinished: false };
    this.#known.set(contentHash, shared);
    shared.encoded.then(
      () => {
        shared.isFinished = true;
      },
      () => {
        // What went wrong may go well the next time. Whoever asked gets the error.
        this.#forget(contentHash, shared);
      },
    );
    return shared;
  }

  #forget(contentHash: string, shared: Shared): void {
    if (this.#known.peek(contentHash) === shared) this.#known.delete(contentHash);
  }

  async #encode(photoId: number, signal: AbortSignal): Promise<OcclusionEmbeddings> {
    const { photos, encoder } = this.#options;
    return withoutPath(await photos.file(photoId), (path) =>
      askAgain(() => encoder.encodeOccluded(path, coverings, signal)),
    );
  }
}
