import type { RecentSearch, SavedSearch, SearchRecipe } from '../../src-contract/index.ts';
import type { Client } from '../lib/client.ts';

/** Searches that are kept with the library. What is changed here comes back by the engine's event, in every window. */
export class Searches {
  saved = $state.raw<readonly SavedSearch[]>([]);
  recent = $state.raw<readonly RecentSearch[]>([]);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async load(): Promise<void> {
    [this.saved, this.recent] = await Promise.all([
      this.#client.call('savedSearches.list', {}),
      this.#client.call('savedSearches.recent', {}),
    ]);
  }

  /** The saved search that another of this name would replace. */
  named(name: string): SavedSearch | undefined {
    const wanted = name.trim().toLowerCase();
    return this.saved.find((search) => search.name.toLowerCase() === wanted);
  }

  async save(name: string, recipe: SearchRecipe): Promise<void> {
    await this.#client.call('savedSearches.save', { name: name.trim(), recipe });
  }

  async remove(id: number): Promise<void> {
    await this.#client.call('savedSearches.remove', { id });
  }

  async remember(recipe: SearchRecipe): Promise<void> {
    await this.#client.call('savedSearches.remember', { recipe });
  }

  async clearRecent(): Promise<void> {
    await this.#client.call('savedSearches.clearRecent', {});
  }

  async asText(recipe: SearchRecipe): Promise<string> {
    return (await this.#client.call('savedSearches.asText', { recipe })).text;
  }
}
