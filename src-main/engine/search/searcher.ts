import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import {
  AppError,
  type Filters,
  type Hit,
  maxQueryCharacters,
  type SearchAnswer,
  type SearchRequest,
} from '../../../src-contract/index.ts';
import { aspectOf } from '../../core/aspect.ts';
import type { Embedding } from '../../core/math/vector.ts';
import { throwIfCancelled } from '../cancelled.ts';
import { askAgain } from '../encoding/ask-again.ts';
import type { EncoderClient } from '../encoding/encoder-client.ts';
import { pathBelow } from '../library/folder-paths.ts';
import { letsAllPass } from '../store/filter-sql.ts';
import type { FolderScope } from '../store/folder-scope.ts';
import type { Store } from '../store/store.ts';
import type { ExampleEmbeddings } from './example-embeddings.ts';
import type { LocalHit, LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import type { QueryTerm, ScanRequest, ScanResult, VectorIndex } from './vector-index.ts';

export interface SearcherOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  readonly examples: ExampleEmbeddings;
  /** Row of the pack whose embeddings are compared. */
  readonly pack: number;
}

interface Ranking extends ScanResult {
  readonly searched: number;
  /** The timings of an answer that is complete now. */
  readonly timings: () => SearchAnswer['timings'];
}

type Query = Pick<LocalSearchRequest, 'text' | 'images' | 'top' | 'filters'>;

/** Answers queries over one pack's index. */
export class Searcher {
  readonly #options: SearcherOptions;
  /** Embeddings of recent query texts: paging and refining ask for the same text again. */
  readonly #texts = new LRUCache<string, Embedding>({ max: 256 });

  constructor(options: SearcherOptions) {
    this.#options = options;
  }

  /**
   * Find the photos that fit a text, an example image, or both.
   *
   * @throws QUERY_EMPTY, QUERY_TOO_LONG, QUERY_IMAGE_UNREADABLE, PHOTO_NOT_FOUND, CANCELLED, PACK_*, ENCODER_*
   */
  async query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const ranking = await this.#rank(request, signal);
    const sizes = this.#options.store.photos.sizes(ranking.hits.map(({ id }) => id));
    const hits = ranking.hits.flatMap(({ id, score }): Hit[] => {
      const size = sizes.get(id);
      // A photo whose last file vanished between scan and answer is simply no hit any more.
      return size === undefined ? [] : [{ photoId: id, score, aspect: aspectOf(size.width, size.height) }];
    });
    const { searched, mean, deviation } = ranking;
    const scores = this.#options.index.size === 0 ? null : { mean, deviation };
    return { hits, searched, scores, timings: ranking.timings() };
  }

  /** The same for this machine: paths go in and come out. @throws as `query`, and FOLDER_NOT_REGISTERED */
  async search(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    const scope = request.folder === null ? null : await this.#scope(request.folder);
    const folder = scope === null ? request.filters.folder : { folderId: scope.folderId, below: scope.prefix };
    const ranking = await this.#rank({ ...request, filters: { ...request.filters, folder } }, signal);
    const hits = ranking.hits.flatMap(({ id, score }): LocalHit[] => {
      const photo = this.#options.store.photos.hit(id, scope);
      if (photo === undefined) return [];
      const { folderPath, relativePath, width, height, takenAt, thumb } = photo;
      return [{ photoId: id, path: join(folderPath, relativePath), score, width, height, takenAt, thumb }];
    });
    return { hits, searched: ranking.searched, timings: ranking.timings() };
  }

  async #rank(query: Query, signal: AbortSignal | undefined): Promise<Ranking> {
    const started = performance.now();
    const terms = await this.#terms(query, signal);
    // Whoever typed on has a newer query on its way: the scan would only delay that one.
    throwIfCancelled(signal);
    const encoded = performance.now();
    const only = this.#comparable(query.filters);
    const found = await this.#scan({ terms, top: query.top, only }, signal);
    const scanned = performance.now();
    return {
      ...found,
      searched: only?.size ?? this.#options.index.size,
      timings: () => ({
        encodeMs: encoded - started,
        scanMs: scanned - encoded,
        totalMs: performance.now() - started,
      }),
    };
  }

  async #scan(request: ScanRequest, signal: AbortSignal | undefined): Promise<ScanResult> {
    try {
      return await this.#options.index.scan(request, { signal });
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    }
  }

  /** Photos that pass and have an embedding of this pack: after a change of packs some still wait for theirs. */
  #comparable(filters: Filters): Set<number> | null {
    if (letsAllPass(filters)) return null;
    const { store, index } = this.#options;
    return new Set([...store.catalog.ids(filters)].filter((id) => index.has(id)));
  }

  async #terms(query: Query, signal: AbortSignal | undefined): Promise<QueryTerm[]> {
    const text = query.text?.trim() ?? '';
    if (text === '' && query.images.length === 0) {
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
    if (query.images.length > 0)
      terms.push({ embedding: await this.#options.examples.of(query.images, signal), weight: 1 });
    return terms;
  }

  async #embedText(text: string): Promise<Embedding> {
    const cached = this.#texts.get(text);
    if (cached !== undefined) return cached;
    const [embedding] = (await askAgain(() => this.#options.encoder.encodeTexts([text]))).vectors;
    if (embedding === undefined) throw new Error('Expected one embedding but received none');
    this.#texts.set(text, embedding);
    return embedding;
  }

  async #scope(folder: string): Promise<FolderScope> {
    // An offline folder has no real path to ask for, but its photos can still be searched.
    const path = await realpath(folder).catch(() => resolve(folder));
    for (const registered of this.#options.store.folders.roots()) {
      const below = pathBelow(registered.path, path);
      if (below !== undefined) return { folderId: registered.id, prefix: below === '' ? '' : `${below}/` };
    }
    throw new AppError(
      'FOLDER_NOT_REGISTERED',
      `Expected a folder that is indexed but received "${path}". Index it first.`,
    );
  }
}
