import type {
  SearchAnswer,
  SearchRequest,
  WhereAnswer,
  WherePartsAnswer,
  WhyAnswer,
} from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { Places } from '../../core/query/places.ts';
import type { HubCorrection } from './hubs/hub-correction.ts';
import type { LocalSearchAnswer, LocalSearchRequest } from './local-search.ts';
import type { PackSearch } from './pack-search.ts';
import type { PartsQuestion, PhotoQuestion, WhereQuestion } from './where/where.ts';

export interface SearchOptions {
  /** What answers now. */
  readonly answering: () => PackSearch;
  /** What is to answer later, and sees example images already; null when nothing is. */
  readonly incoming: () => PackSearch | null;
  readonly places: Places;
  readonly log: Logger;
}

/** A scan slower than this is worth a line in the log. */
const slowScanMs = 200;
/** After the start, before the names of places are read: [Note: Gazetteer] says what that costs. */
const readPlacesAfterMs = 2_000;

/** Answers searches with the pack in use, each with the one that is in use when it begins. */
export class Search implements Disposable {
  readonly #options: SearchOptions;
  #readingPlaces: NodeJS.Timeout | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** The biases of the pack in use. */
  get hubs(): HubCorrection {
    return this.#options.answering().hubs;
  }

  /** Answer a search by the contract. See `Searcher.query`. */
  async query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.#noted(await this.#options.answering().query(request, signal));
  }

  /** Search by files and folders of this machine. See `Searcher.search`. */
  async local(request: LocalSearchRequest, signal?: AbortSignal): Promise<LocalSearchAnswer> {
    return this.#noted(await this.#options.answering().local(request, signal));
  }

  /** Find where in a photo something is. See `Where.find`. */
  where(question: WhereQuestion, signal?: AbortSignal): Promise<WhereAnswer> {
    return this.#options.answering().where(question, signal);
  }

  /** Find where in a photo parts of photos are. See `Where.findParts`. */
  whereParts(question: PartsQuestion, signal?: AbortSignal): Promise<WherePartsAnswer> {
    return this.#options.answering().whereParts(question, signal);
  }

  /** Tell by which words a photo is found. See `why`. */
  why(question: PhotoQuestion): WhyAnswer {
    return this.#options.answering().why(question);
  }

  /** Encode an example image and forget it. Returns the key of its embedding. See `UploadedImages.add`. */
  upload(image: Blob): Promise<string> {
    const { answering, incoming, log } = this.#options;
    const next = incoming();
    if (next === null) return answering().upload(image);
    return answering().upload(image, async (key, path) => {
      try {
        await next.uploads.remember(key, path);
      } catch (error) {
        // What it was asked for is answered: with the next pack the image has to be chosen again.
        log.warn({ error: String(error) }, 'an example image could not be encoded with the incoming pack');
      }
    });
  }

  /** Delete example images that an engine which was killed has left, and begin to complete biases in the background. */
  async start(): Promise<void> {
    const { answering, places } = this.#options;
    await answering().uploads.clean();
    this.completeBiases();
    // Any word may be a place: the first search would wait for them.
    if (answering().index.size > 0) this.#readingPlaces = setTimeout(() => places.find(''), readPlacesAfterMs).unref();
  }

  /** See `PackSearch.completeBiases`. */
  completeBiases(): void {
    this.#options.answering().completeBiases();
  }

  #noted<A extends Pick<SearchAnswer, 'timings' | 'searched'>>(answer: A): A {
    if (answer.timings.scanMs > slowScanMs) {
      this.#options.log.warn({ ...answer.timings, searched: answer.searched }, 'slow search');
    }
    return answer;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#readingPlaces);
  }
}
