import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import {
  AppError,
  type Hit,
  maxQueryCharacters,
  type SearchAnswer,
  type SearchRequest,
} from '../../../src-contract/index.ts';
import type { Embedding } from '../../core/math/vector.ts';
import type { EncoderClient } from '../encoding/encoder-client.ts';
import { pathBelow } from '../library/folder-paths.ts';
import type { FolderScope } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import type { QueryTerm, VectorIndex } from './vector-index.ts';

/** Answers queries over one pack's index. */
export class Searcher {
  readonly #store: Store;
  readonly #index: VectorIndex;
  readonly #encoder: EncoderClient;
  /** Embeddings of recent query texts: paging and refining ask for the same text again. */
  readonly #texts = new LRUCache<string, Embedding>({ max: 256 });

  constructor(store: Store, index: VectorIndex, encoder: EncoderClient) {
    this.#store = store;
    this.#index = index;
    this.#encoder = encoder;
  }

  /**
   * Find the photos that fit a text, an example image, or both.
   *
   * @throws QUERY_EMPTY, QUERY_TOO_LONG, QUERY_IMAGE_UNREADABLE, FOLDER_NOT_REGISTERED, PACK_*, ENCODER_*
   */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const started = performance.now();
    const scope = request.folder === null ? null : await this.#scope(request.folder);
    const terms = await this.#terms(request);
    const encoded = performance.now();
    const only = scope === null ? null : this.#comparable(this.#store.photos.idsInScope(scope));
    const { hits: scored } = await this.#index.scan({ terms, top: request.top, only });
    const scanned = performance.now();
    const hits: Hit[] = [];
    for (const { id, score } of scored) {
      const photo = this.#store.photos.hit(id, scope);
      // A photo whose file vanished between scan and answer is simply no hit any more.
      if (photo === undefined) continue;
      const { width, height, takenAt, thumb } = photo;
      hits.push({
        photoId: id,
        path: join(photo.folderPath, photo.relativePath),
        score,
        width,
        height,
        takenAt,
        thumb,
      });
    }
    return {
      hits,
      searched: only?.size ?? this.#index.size,
      timings: { encodeMs: encoded - started, scanMs: scanned - encoded, totalMs: performance.now() - started },
    };
  }

  /** Those of `ids` that have an embedding of this pack: after a change of packs some still wait for theirs. */
  #comparable(ids: ReadonlySet<number>): Set<number> {
    return new Set([...ids].filter((id) => this.#index.has(id)));
  }

  async #terms(request: SearchRequest): Promise<QueryTerm[]> {
    const text = request.text?.trim() ?? '';
    if (text === '' && request.imagePath === null) {
      throw new AppError('QUERY_EMPTY', 'Expected a description or an image to search by but received neither');
    }
    if (text.length > maxQueryCharacters) {
      throw new AppError(
        'QUERY_TOO_LONG',
        `Expected a query of at most ${maxQueryCharacters} characters but received ${text.length}`,
      );
    }
    const terms: QueryTerm[] = [];
    if (text !== '') terms.push({ embedding: await this.#embedText(text), weight: 1 });
    if (request.imagePath !== null) {
      const path = resolve(request.imagePath);
      terms.push({ embedding: await twice(() => this.#encoder.encodeQueryImage(path)), weight: 1 });
    }
    return terms;
  }

  async #embedText(text: string): Promise<Embedding> {
    const cached = this.#texts.get(text);
    if (cached !== undefined) return cached;
    const [embedding] = (await twice(() => this.#encoder.encodeTexts([text]))).vectors;
    if (embedding === undefined) throw new Error('Expected one embedding but received none');
    this.#texts.set(text, embedding);
    return embedding;
  }

  async #scope(folder: string): Promise<FolderScope> {
    // An offline folder has no real path to ask for, but its photos can still be searched.
    const path = await realpath(folder).catch(() => resolve(folder));
    for (const registered of this.#store.folders.roots()) {
      const below = pathBelow(registered.path, path);
      if (below !== undefined) return { folderId: registered.id, prefix: below === '' ? '' : `${below}/` };
    }
    throw new AppError(
      'FOLDER_NOT_REGISTERED',
      `Expected a folder that is indexed but received "${path}". Index it first.`,
    );
  }
}

/** Ask again when the encoder died over it: a query can share the process with the photo that kills it. */
async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && error.code === 'ENCODER_CRASHED') return ask();
    throw error;
  }
}
