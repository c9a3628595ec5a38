import type { SearchAnswer, SearchRequest } from '../../../src-contract/index.ts';
import { isKnownPack } from '../../core/calibration.ts';
import englishCaptions from '../../core/captions/english.json' with { type: 'json' };
import { knowsEnglish } from '../../core/captions/languages.ts';
import type { Logger } from '../../core/logger.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import type { Places } from '../../core/query/places.ts';
import type { EncoderClient } from '../encoder/index.ts';
import type { Photos } from '../photos/index.ts';
import type { Store } from '../store/store.ts';
import { ExampleEmbeddings } from './example-embeddings.ts';
import { HubCorrection } from './hubs/hub-correction.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import { DescriptionEncoder } from './query/description-encoder.ts';
import { Searcher } from './searcher.ts';
import { UploadedImages } from './uploaded-images.ts';
import type { VectorIndex } from './vector-index.ts';

export interface SearchOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  readonly photos: Photos;
  readonly places: Places;
  readonly manifest: PackManifest;
  /** Row of the pack. */
  readonly pack: number;
  /** For example images while they are encoded. */
  readonly uploadDir: string;
  /** As in `EngineOptions`. */
  readonly captions: readonly string[] | undefined;
  /** Photos that have no embedding of the pack yet. */
  readonly countMissing: () => number;
  readonly log: Logger;
}

/** A scan slower than this is worth a line in the log. */
const slowScanMs = 200;
/** After the start, before the names of places are read: [Note: Gazetteer] says what that costs. */
const readPlacesAfterMs = 2_000;

/** All that answers searches with one pack, put together. */
export class Search implements AsyncDisposable {
  /** The biases of photos, which whoever saves a photo asks for. */
  readonly hubs: HubCorrection;
  readonly #uploads: UploadedImages;
  readonly #searcher: Searcher;
  readonly #index: VectorIndex;
  readonly #places: Places;
  readonly #log: Logger;
  #readingPlaces: NodeJS.Timeout | undefined;

  constructor(options: SearchOptions) {
    const { store, index, encoder, photos, places, manifest, pack, countMissing, log } = options;
    this.#log = log;
    this.#places = places;
    this.#index = index;
    const captions = options.captions ?? (knowsEnglish(manifest.languages) ? englishCaptions : []);
    const templates = manifest.prompts?.templates ?? [];
    const isKnown = isKnownPack(manifest);
    this.hubs = new HubCorrection({ store: store.captions, index, encoder, pack, captions, templates, isKnown, log });
    const uploads = new UploadedImages(options.uploadDir, encoder);
    this.#uploads = uploads;
    this.#searcher = new Searcher({
      store,
      index,
      hubs: this.hubs,
      places,
      countMissing,
      descriptions: new DescriptionEncoder(encoder, templates),
      examples: new ExampleEmbeddings({ embeddings: store.photos, photos, encoder, uploads, pack }),
    });
  }

  /** Answer a search by the contract. See `Searcher.query`. */
  async query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.#noted(await this.#searcher.query(request, signal));
  }

  /** Search by files and folders of this machine. See `Searcher.search`. */
  async local(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    return this.#noted(await this.#searcher.search(request, signal));
  }

  /** Encode an example image and forget it. Returns the key of its embedding. See `UploadedImages.add`. */
  upload(image: Blob): Promise<string> {
    return this.#uploads.add(image);
  }

  /** Delete example images that an engine which was killed has left, and begin to complete biases in the background. */
  async start(): Promise<void> {
    await this.#uploads.clean();
    this.completeBiases();
    // Any word may be a place: the first search would wait for them.
    if (this.#index.size > 0) this.#readingPlaces = setTimeout(() => this.#places.find(''), readPlacesAfterMs).unref();
  }

  /** Photos of an older version are without biases, and so are new ones; without photos nobody needs the captions. */
  completeBiases(): void {
    if (this.#index.size > 0) void this.hubs.complete();
  }

  #noted<A extends Pick<SearchAnswer, 'timings' | 'searched'>>(answer: A): A {
    if (answer.timings.scanMs > slowScanMs) {
      this.#log.warn({ ...answer.timings, searched: answer.searched }, 'slow search');
    }
    return answer;
  }

  [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#readingPlaces);
    return this.hubs[Symbol.asyncDispose]();
  }
}
