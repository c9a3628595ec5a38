import { cleanName, type RecentSearch, type SavedSearch, type SearchRecipe } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { search } from '../search/index.ts';
import { settings } from '../settings/index.ts';
import { ClearedRecent } from './cleared-recent.ts';

/** Searches that are kept with the library. What is changed here comes back by the engine's event, in every window. */
class SavedSearches {
  saved = $state.raw<readonly SavedSearch[]>([]);
  recent = $state.raw<readonly RecentSearch[]>([]);

  #isLoaded = false;
  readonly #cleared = new ClearedRecent(sessionStorage);

  constructor() {
    settings.onChange((now, before) => {
      if (now.keepRecentSearches !== before.keepRecentSearches) keepInTab(now.keepRecentSearches);
      return Promise.resolve();
    });
  }

  async load(): Promise<void> {
    [this.saved, this.recent] = await Promise.all([
      client.call('savedSearches.list', {}),
      client.call('savedSearches.recent', {}),
    ]);
    // The tab's own memory goes with them.
    if (this.#cleared.saw(this.recent.length)) search.visits.forget();
    if (!this.#isLoaded) search.visits.entries.store(settings.now.keepRecentSearches);
    this.#isLoaded = true;
  }

  /** The saved search that another of this name would replace. */
  named(name: string): SavedSearch | undefined {
    const wanted = cleanName(name).toLowerCase();
    return this.saved.find((search) => search.name.toLowerCase() === wanted);
  }

  async save(name: string, recipe: SearchRecipe): Promise<void> {
    await client.call('savedSearches.save', { name: cleanName(name), recipe });
  }

  async remove(id: number): Promise<void> {
    await client.call('savedSearches.remove', { id });
  }

  /** Remember a search that somebody meant: one that was asked for with Enter, or whose hits are looked at. */
  async remember(recipe: SearchRecipe): Promise<void> {
    if (!settings.now.keepRecentSearches || (recipe.text === '' && recipe.images.length === 0)) return;
    await attempt(() => client.call('savedSearches.remember', { recipe }));
  }

  async clearRecent(): Promise<void> {
    await client.call('savedSearches.clearRecent', {});
  }

  async asText(recipe: SearchRecipe): Promise<string> {
    return (await client.call('savedSearches.asText', { recipe })).text;
  }
}

/** @param keep whether searches may outlive a reload of the tab. Where not, those of before are forgotten, too. */
function keepInTab(keep: boolean): void {
  search.visits.entries.store(keep);
  if (!keep) search.visits.forget();
}

export const savedSearches = new SavedSearches();
