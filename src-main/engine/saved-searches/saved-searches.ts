import { basename } from 'node:path';
import type { RecentSearch, SavedSearch, SearchRecipe } from '../../../src-contract/index.ts';
import { filtersAsText } from '../../core/query/format-query.ts';
import type { Logger } from '../../core/logger.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { UserSettings } from '../settings/index.ts';
import type { Store } from '../store/store.ts';

export interface SavedSearchesOptions {
  readonly store: Pick<Store, 'savedSearches' | 'folders' | 'tags'>;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/** Searches that a person saved, and those made lately; whoever listens is told when they are others than before. */
export class SavedSearches {
  readonly #store: SavedSearchesOptions['store'];
  readonly #settings: UserSettings;
  readonly #events: EngineEvents;
  readonly #log: Logger;

  constructor({ store, settings, events, log }: SavedSearchesOptions) {
    this.#store = store;
    this.#settings = settings;
    this.#events = events;
    this.#log = log;
    // Not to keep recent searches forgets those there are.
    settings.onSet(({ keepRecentSearches }) => {
      if (keepRecentSearches === false) this.clearRecent();
    });
  }

  /** By name. */
  saved(): SavedSearch[] {
    return this.#readable('saved', this.#store.savedSearches.saved());
  }

  /** Keep a search; one of that name, whatever its case, is replaced. */
  save({ name, recipe }: Omit<SavedSearch, 'id'>): SavedSearch {
    const id = this.#store.savedSearches.save(name, recipe);
    this.#changed();
    return { id, name, recipe };
  }

  /** Remove a saved search; one that is not there is no error. */
  remove(id: number): void {
    if (this.#store.savedSearches.remove(id)) this.#changed();
  }

  /** Latest first, each once. */
  recent(): RecentSearch[] {
    return this.#readable('recent', this.#store.savedSearches.recent()).map(({ recipe, searchedAtMs }) => ({
      recipe,
      searchedAtMs,
    }));
  }

  /** Remember a search, unless the settings say not to. */
  remember(recipe: SearchRecipe): void {
    if (!this.#settings.get().keepRecentSearches) return;
    this.#store.savedSearches.remember(recipe, Date.now());
    this.#changed();
  }

  /** A search as one text, filters and all; see `filtersAsText`. Example images are left out. */
  asText({ text, filters }: SearchRecipe): string {
    const root = this.#store.folders.roots().find(({ id }) => id === filters.folder?.folderId);
    const folder = root === undefined ? null : basename(root.path) || root.path;
    const tags = filters.tags.flatMap((id) => this.#store.tags.nameOf(id) ?? []);
    const narrowed = filtersAsText(filters, folder, tags);
    return [text.trim(), narrowed].filter((part) => part !== '').join(' ');
  }

  /** Forget all recent searches for good. See [Note: Forgetting searches]. */
  clearRecent(): void {
    if (this.#store.savedSearches.clearRecent()) this.#changed();
  }

  #changed(): void {
    this.#events.publish({ event: 'savedSearches.changed' });
  }

  /** Those that this version can read. Others stay stored, for the version that can. */
  #readable<S extends { readonly id: number; readonly recipe: SearchRecipe | null }>(
    kind: 'saved' | 'recent',
    searches: readonly S[],
  ): (S & { readonly recipe: SearchRecipe })[] {
    const isReadable = (search: S): search is S & { readonly recipe: SearchRecipe } => search.recipe !== null;
    const unreadable = searches.filter((search) => !isReadable(search)).map(({ id }) => id);
    if (unreadable.length > 0) this.#log.warn({ kind, ids: unreadable }, 'searches of another version left out');
    return searches.filter(isReadable);
  }
}
