import type { EngineEvent, Facets, Filters, LibraryStatus, Timeline } from '../../src-contract/index.ts';
import type { Client } from '../lib/client.ts';
import { Paced } from '../lib/paced.ts';

const emptyTimeline: Timeline = Object.freeze({ ids: [], aspects: [], months: [] });

/** The library as the page knows it: what is in it, and how far indexing is. */
export class Library {
  /** Null until the engine has answered. */
  status = $state.raw<LibraryStatus | null>(null);
  timeline = $state.raw<Timeline>(emptyTimeline);
  /** Null until a menu of filters has been opened. */
  facets = $state.raw<Facets | null>(null);
  /** False until the timeline for the present filters is there. */
  timelineLoaded = $state(false);
  /** Goes up whenever photos, folders or failures have changed. */
  revision = $state(0);
  readonly #client: Client;
  readonly #onError: (error: unknown) => void;
  /** While photos are being added everything changes every second; asking for 100,000 of them must not take over. */
  readonly #refresh = new Paced(() => this.#load(), { minMs: 800, restFactor: 8 });
  #filters: Filters;
  #timelineFor: Filters | null = null;

  constructor(client: Client, filters: Filters, onError: (error: unknown) => void) {
    this.#client = client;
    this.#filters = filters;
    this.#onError = onError;
  }

  /** Show the timeline of these filters. */
  async filter(filters: Filters): Promise<void> {
    this.#filters = filters;
    this.timelineLoaded = false;
    await this.#loadTimeline();
  }

  /** Ask for everything now. */
  async refresh(): Promise<void> {
    await this.#refresh.now();
  }

  async loadFacets(): Promise<void> {
    this.facets = await this.#client.call('library.facets', {});
  }

  take(event: EngineEvent): void {
    if (event.event === 'library.indexing' && this.status !== null) {
      this.status = { ...this.status, indexing: event.state };
    } else if (event.event === 'library.changed') {
      this.revision++;
      this.#refresh.soon();
    }
  }

  async #load(): Promise<void> {
    try {
      this.status = await this.#client.call('library.status', {});
      await this.#loadTimeline();
      if (this.facets !== null) await this.loadFacets();
    } catch (error) {
      this.#onError(error);
    }
  }

  async #loadTimeline(): Promise<void> {
    const filters = this.#filters;
    const timeline = await this.#client.call('library.timeline', { filters });
    if (filters !== this.#filters) return;
    // The same photos again must not lay the grid out anew.
    if (this.#timelineFor !== filters || !sameIds(timeline.ids, this.timeline.ids)) this.timeline = timeline;
    this.#timelineFor = filters;
    this.timelineLoaded = true;
  }
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
