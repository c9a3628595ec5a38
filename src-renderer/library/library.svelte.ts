import type { EngineEvent, Filters, LibraryStatus, Timeline } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { Paced } from '../lib/paced.ts';
import { tellNotice } from './tell-notice.ts';

const emptyTimeline: Timeline = Object.freeze({
  ids: [],
  aspects: [],
  months: [],
  stacks: { at: [], kinds: [], parts: [] },
  files: { at: [], ids: [] },
});

/** The library as the page knows it: what is in it, and how far indexing is. */
class Library {
  /** Null until the engine has answered. */
  status = $state.raw<LibraryStatus | null>(null);
  timeline = $state.raw<Timeline>(emptyTimeline);
  /** False until the timeline for the present filters is there. */
  timelineLoaded = $state(false);
  /** Goes up whenever photos, folders or failures have changed. */
  revision = $state(0);
  /** While photos are being added everything changes every second; asking for 100,000 of them must not take over. */
  readonly #refresh = new Paced(() => this.#load(), { minMs: 800, restFactor: 8 });
  #timelineFor: Filters | null = null;

  constructor() {
    filters.onSet(async () => {
      this.timelineLoaded = false;
      await this.#loadTimeline();
    });
  }

  /** Ask for everything now. */
  async refresh(): Promise<void> {
    await this.#refresh.now();
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
      this.status = await client.call('library.status', {});
      tellNotice(this.status.notice);
      await this.#loadTimeline();
      await filters.reloadFacets();
    } catch (error) {
      failed(error);
    }
  }

  async #loadTimeline(): Promise<void> {
    const wanted = filters.now;
    const timeline = await client.call('library.timeline', { filters: wanted });
    if (wanted !== filters.now) return;
    // The same photos again must not lay the grid out anew.
    if (this.#timelineFor !== wanted || !isSame(timeline, this.timeline)) this.timeline = timeline;
    this.#timelineFor = wanted;
    this.timelineLoaded = true;
  }
}

/** The same photos in the same order, in the same months and stacks. */
function isSame(a: Timeline, b: Timeline): boolean {
  const [one, other] = [a.stacks, b.stacks];
  return (
    sameIds(a.ids, b.ids) &&
    a.months.length === b.months.length &&
    a.months.every(({ month, count }, i) => month === b.months[i]?.month && count === b.months[i].count) &&
    sameIds(one.at, other.at) &&
    sameIds(one.parts, other.parts) &&
    one.kinds.every((kind, i) => kind === other.kinds[i])
  );
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

export const library = new Library();
