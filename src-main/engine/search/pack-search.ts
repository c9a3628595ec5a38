import {
  knowsLanguage,
  type SearchAnswer,
  type SearchRequest,
  type WhereAnswer,
  type WherePartsAnswer,
  type WhyAnswer,
} from '../../../src-contract/index.ts';
import { isKnownPack } from '../../core/calibration.ts';
import englishCaptions from '../../core/captions/english.json' with { type: 'json' };
import type { Logger } from '../../core/logger.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import type { Places } from '../../core/query/places.ts';
import type { EncoderClient } from '../encoder/index.ts';
import type { Photos } from '../photos/index.ts';
import type { Store } from '../store/store.ts';
import type { Users } from '../users.ts';
import { ExampleEmbeddings } from './example-embeddings.ts';
import { HubCorrection } from './hubs/hub-correction.ts';
import { LibraryCentre } from './library-centre.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import { DescriptionEncoder } from './query/description-encoder.ts';
import { Searcher } from './searcher.ts';
import { UploadedImages } from './uploaded-images.ts';
import { WindowSearch } from './windows/window-search.ts';
import type { VectorIndex } from './vector-index.ts';
import { Occlusions } from './where/occlusions.ts';
import { PatchEmbeddings } from './where/patch-embeddings.ts';
import { type PartsQuestion, type PhotoQuestion, Where, type WhereQuestion } from './where/where.ts';
import { why } from './where/why.ts';

export interface PackSearchOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  /** Of this pack: what it encodes lies in the space of the index. */
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
  /** Told of every search, so that the pack is not closed under it. */
  readonly users: Users;
  readonly log: Logger;
  /** As in `HubCorrectionOptions`. */
  readonly onMeasured: () => void;
}

/**
 * All that answers searches with one pack: a search begins and ends with the same, whatever pack is in use by then, and so
 * never compares what two of them have encoded.
 */
export class PackSearch implements AsyncDisposable {
  readonly index: VectorIndex;
  /** The biases of photos, which whoever saves a photo asks for. */
  readonly hubs: HubCorrection;
  readonly uploads: UploadedImages;
  /** Photos' windows, for who has them looked at more closely. */
  readonly windows: WindowSearch;
  readonly #searcher: Searcher;
  readonly #where: Where;
  readonly #known: Pick<PackSearchOptions, 'store' | 'photos' | 'places'>;
  readonly #users: Users;

  constructor(options: PackSearchOptions) {
    const { store, index, encoder, photos, places, manifest, pack, countMissing, users, log, onMeasured } = options;
    this.#users = users;
    this.index = index;
    const captions = options.captions ?? (knowsLanguage(manifest.languages, 'en') ? englishCaptions : []);
    const templates = manifest.prompts?.templates ?? [];
    const isKnown = isKnownPack(manifest);
    const { windows, captions: embeddings } = store;
    const measuring = { store: embeddings, index, encoder, pack, captions, templates, isKnown, log, onMeasured };
    this.hubs = new HubCorrection(measuring);
    this.windows = new WindowSearch({ windows, embeddings, index, hubs: this.hubs, pack, isKnown, log });
    this.uploads = new UploadedImages(options.uploadDir, encoder);
    const descriptions = new DescriptionEncoder(encoder, templates);
    this.#known = { store, photos, places };
    const examples = new ExampleEmbeddings({ embeddings: store.photos, photos, encoder, uploads: this.uploads, pack });
    const centre = new LibraryCentre(store, pack, index);
    this.#searcher = new Searcher({
      store,
      index,
      hubs: this.hubs,
      windows: this.windows,
      places,
      countMissing,
      learnable: { embeddingsOf: (ids) => store.codes.vectorsOf(pack, ids), centre: () => centre.read() },
      descriptions,
      examples,
      languages: manifest.languages,
      log,
    });
    const patches = new PatchEmbeddings({ photos, encoder, dim: index.dim });
    const occlusions = new Occlusions({ photos, encoder });
    this.#where = new Where({ ...this.#known, manifest, descriptions, examples, patches, occlusions });
  }

  /** Answer a search by the contract. See `Searcher.query`. */
  query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.#users.during(() => this.#searcher.query(request, signal));
  }

  /** Search by files and folders of this machine. See `Searcher.search`. */
  local(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    return this.#users.during(() => this.#searcher.search(request, signal));
  }

  /**
   * Encode an example image and forget it. Returns the key of its embedding. See `UploadedImages.add`.
   *
   * @param also see it, too.
   */
  upload(image: Blob, also?: (key: string, path: string) => Promise<void>): Promise<string> {
    return this.#users.during(() => this.uploads.add(image, also));
  }

  /** Find where in a photo something is. See `Where.find`. */
  where(question: WhereQuestion, signal?: AbortSignal): Promise<WhereAnswer> {
    return this.#users.during(() => this.#where.find(question, signal));
  }

  /** Find where in a photo parts of photos are. See `Where.findParts`. */
  whereParts(question: PartsQuestion, signal?: AbortSignal): Promise<WherePartsAnswer> {
    return this.#users.during(() => this.#where.findParts(question, signal));
  }

  /** Tell by which words a photo is found. See `why`. */
  why(question: PhotoQuestion): WhyAnswer {
    return why(this.#known, question);
  }

  /** Photos of an older version are without biases, and so are new ones; without photos nobody needs the captions. */
  completeBiases(): void {
    if (this.index.size > 0) void this.hubs.complete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.hubs[Symbol.asyncDispose](), this.windows[Symbol.asyncDispose]()]);
  }
}
