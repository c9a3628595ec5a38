import { AppError } from '../../src-contract/index.ts';
import type { OcclusionEmbeddings, OcclusionRequest } from '../core/encoder-protocol.ts';
import { covered } from '../core/image/cover.ts';
import type { Embedding } from '../core/math/vector.ts';
import type { ImageTower } from '../core/pack/manifest.ts';
import type { PhotoTensor } from './decode/decode-photo.ts';

/** Photos of one inference: a query that comes meanwhile waits for one of them. As many at once are hardly faster each. */
const batch = 4;

export interface OcclusionOptions {
  readonly tower: ImageTower;
  readonly decode: () => Promise<PhotoTensor>;
  /** Encode a few, when their turn comes. */
  readonly encode: (tensors: readonly PhotoTensor[]) => Promise<readonly (Embedding | undefined)[]>;
}

/** Photos that are encoded over and over with a part of them covered, until nobody wants to know any more. */
export class OccludedPhotos {
  /** Those that are not finished. */
  readonly #open = new Map<string, AbortController>();

  /**
   * Encode a photo as it is and with each part covered. It is decoded once, and covered as it is needed.
   *
   * @throws CANCELLED by `cancel`, QUERY_IMAGE_UNREADABLE, and what decoding and encoding throw
   */
  async encode({ path, coverings, key }: OcclusionRequest, options: OcclusionOptions): Promise<OcclusionEmbeddings> {
    const { tower, decode, encode } = options;
    const cancelled = new AbortController();
    this.#open.set(key, cancelled);
    try {
      const tensor = await decode();
      const size = Math.min(batch, tower.maxBatch);
      const parts = [null, ...coverings];
      const rows: Embedding[] = [];
      while (rows.length < parts.length) {
        if (cancelled.signal.aborted) throw new AppError('CANCELLED', 'Nobody waits for this photo any more');
        const some = parts.slice(rows.length, rows.length + size);
        const embeddings = await encode(some.map((part) => (part === null ? tensor : covered(tensor, tower, part))));
        for (const embedding of embeddings) {
          if (embedding === undefined) throw unusable(path);
          rows.push(embedding);
        }
      }
      const [whole, ...others] = rows;
      if (whole === undefined) throw unusable(path);
      return { whole, covered: others };
    } finally {
      this.#open.delete(key);
    }
  }

  /** Encode nothing more of it. One that has ended, or is not known, is none. */
  cancel(key: string): void {
    this.#open.get(key)?.abort();
  }
}

function unusable(path: string): AppError {
  return new AppError('QUERY_IMAGE_UNREADABLE', `The model gives no usable embedding for "${path}"`);
}
