import { type Facets, type Filters, noFilters } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';

type Listener = (filters: Filters) => Promise<void>;

/** What narrows the photos, wherever they are shown, and what there is to narrow them by. */
class ChosenFilters {
  now = $state.raw<Filters>(noFilters);
  /** Null until a menu of filters has been opened. */
  facets = $state.raw<Facets | null>(null);
  readonly isSet: boolean = $derived(countFilters(this.now) > 0);
  readonly #listeners: Listener[] = [];

  /** Hear of filters that were set, to show what passes them. */
  onSet(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Set filters, and wait for what passes them. */
  async set(filters: Filters): Promise<void> {
    this.now = filters;
    await attempt(() => Promise.all(this.#listeners.map((listener) => listener(filters))));
  }

  async loadFacets(): Promise<void> {
    this.facets = await client.call('library.facets', {});
  }

  /** Ask again for facets that are shown: the library has changed. */
  async reloadFacets(): Promise<void> {
    if (this.facets !== null) await this.loadFacets();
  }
}

/** How many filters are set. */
function countFilters(filters: Filters): number {
  const { folder, from, to, people, tags, cameras, types, minRating, favourite, rejected, shape, area, colours } =
    filters;
  const single = [folder, from ?? to, minRating, favourite, rejected, shape, area].filter(
    (value) => value !== null,
  ).length;
  return single + people.length + tags.length + cameras.length + types.length + colours.length;
}

export const filters = new ChosenFilters();
