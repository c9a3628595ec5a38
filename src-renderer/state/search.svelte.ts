import { AppError, type Filters, maxTop, noFilters, type SearchAnswer } from '../../src-contract/index.ts';
import { type Client, isAbort } from '../lib/client.ts';

/** An example image in the search field. */
export type Example =
  | { readonly kind: 'photo'; readonly photoId: number }
  | { readonly kind: 'upload'; readonly file: Blob; readonly url: string; readonly upload: string };

/** Hits of the first answer: enough to fill any window, so that it is there sooner. The rest comes with scrolling. */
const firstTop = 200;
/** After the last key, before a description is searched by itself. */
const typingMs = 250;

/** What is being looked for, and what was found. */
export class Search {
  text = $state('');
  example = $state.raw<Example | null>(null);
  filters = $state.raw<Filters>(noFilters);
  /** Of the latest search that has ended; null when nothing is looked for. */
  answer = $state.raw<SearchAnswer | null>(null);
  /** What `answer` is an answer to. */
  answered = $state.raw<{ readonly text: string; readonly example: Example | null } | null>(null);
  running = $state(false);
  error = $state.raw<AppError | null>(null);
  readonly isActive: boolean = $derived(this.text.trim() !== '' || this.example !== null);
  readonly isFiltered: boolean = $derived(countFilters(this.filters) > 0);
  readonly #client: Client;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The field changed: search when the typing pauses. */
  typed(): void {
    clearTimeout(this.#timer);
    if (this.isActive) this.#timer = setTimeout(() => void this.run(), typingMs);
    else this.clearAnswer();
  }

  /** Search now. A search in progress ends unanswered. */
  async run(): Promise<void> {
    if (this.isActive) await this.#ask(firstTop);
    else this.clearAnswer();
  }

  /** Fetch the hits after those that are there, where there can be any. */
  async more(): Promise<void> {
    if (this.running || this.answer?.hits.length !== firstTop) return;
    await this.#ask(maxTop);
  }

  /** Ask again for what is shown: the library has changed. */
  async again(): Promise<void> {
    const shown = this.answer?.hits.length ?? 0;
    if (this.isActive && !this.running) await this.#ask(shown > firstTop ? maxTop : firstTop);
  }

  /** Look for photos like one of the library. Words are for after that: they would be of the search before. */
  async byPhoto(photoId: number): Promise<void> {
    this.text = '';
    this.#setExample({ kind: 'photo', photoId });
    await this.run();
  }

  /** @throws QUERY_IMAGE_UNREADABLE */
  async byFile(file: Blob): Promise<void> {
    this.running = true;
    try {
      const { upload } = await this.#client.call('search.upload', { image: file });
      this.#setExample({ kind: 'upload', file, url: URL.createObjectURL(file), upload });
    } finally {
      this.running = false;
    }
    await this.run();
  }

  removeExample(): void {
    this.#setExample(null);
    void this.run();
  }

  clear(): void {
    this.text = '';
    this.#setExample(null);
    this.clearAnswer();
  }

  clearAnswer(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.running = false;
    this.answer = null;
    this.answered = null;
    this.error = null;
  }

  async #ask(top: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.running = true;
    const { text, example } = this;
    try {
      const answer = await this.#query(text, example, top, abort.signal);
      if (abort.signal.aborted) return;
      this.answer = answer;
      this.answered = { text, example };
      this.error = null;
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return;
      this.answer = null;
      this.answered = null;
      this.error = AppError.from(thrown);
    } finally {
      if (this.#abort === abort) this.running = false;
    }
  }

  async #query(text: string, example: Example | null, top: number, signal: AbortSignal): Promise<SearchAnswer> {
    const ask = (image: Example | null): Promise<SearchAnswer> =>
      this.#client.call('search.query', { text, image: imageOf(image), top, filters: this.filters }, { signal });
    try {
      return await ask(example);
    } catch (error) {
      // The engine keeps uploads for a while only, and not over a restart.
      const isForgotten = error instanceof AppError && error.code === 'QUERY_IMAGE_UNREADABLE';
      if (!isForgotten || example?.kind !== 'upload' || this.example !== example) throw error;
      const { upload } = await this.#client.call('search.upload', { image: example.file }, { signal });
      const renewed = { ...example, upload };
      this.example = renewed;
      return ask(renewed);
    }
  }

  #setExample(example: Example | null): void {
    if (this.example?.kind === 'upload') URL.revokeObjectURL(this.example.url);
    this.example = example;
  }
}

function imageOf(example: Example | null): { photoId: number } | { upload: string } | null {
  if (example === null) return null;
  return example.kind === 'photo' ? { photoId: example.photoId } : { upload: example.upload };
}

/** How many filters are set. */
function countFilters(filters: Filters): number {
  const { folder, from, to, cameras, types, minRating, shape } = filters;
  const single = [folder, from ?? to, minRating, shape].filter((value) => value !== null).length;
  return single + cameras.length + types.length;
}
