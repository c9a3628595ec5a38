import { type Address, home, withoutParam } from '../frame/address.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { opaqueId } from '../lib/opaque-id.ts';
import { entryAddress, searchRoom, spelledRecipe } from './search-address.ts';
import { SearchEntries, type SearchEntry, type VisitedRecipe } from './search-entries.ts';

/** Where searches stand in the browser's history: each has an entry of its own, which back and forward come to. */
export class SearchVisits {
  /** Of the answer in sight; null when no room shows one. */
  shown = $state<string | null>(null);
  readonly entries = new SearchEntries(sessionStorage);
  /** Of the answer to come. */
  #next: string | null = null;

  get isInRoom(): boolean {
    return navigation.address.room === searchRoom;
  }

  /** The same for a search with whatever was said of its photos: what is in sight stays, in another order. */
  get root(): string | null {
    return this.shown === null ? null : this.entries.rootOf(this.shown);
  }

  isAt(id: string): boolean {
    return id === this.#next;
  }

  /** What an address stands for, and what is to stand in its place; null where nothing is known of it. */
  find(address: Address): { readonly id: string; readonly address: Address } | null {
    if (address.path.length > 0) return null;
    const { q, entry } = address.params;
    if (q !== undefined) {
      const recipe = spelledRecipe(address);
      if (recipe === null) return null;
      const id = opaqueId();
      this.entries.put(id, unanswered(recipe));
      return { id, address: entryAddress(id, withoutParam(withoutParam(address, 'q'), 'sort').params) };
    }
    return entry === undefined || this.entries.get(entry) === undefined ? null : { id: entry, address };
  }

  /** Come back to a search. */
  enter(id: string): SearchEntry | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    this.#next = id;
    this.shown = id;
    return entry;
  }

  /** Go on to a search that is not what is in sight with a change. */
  begin(recipe: VisitedRecipe): void {
    this.#go(opaqueId(), recipe);
  }

  /** Go on to the same search with other things said of its photos. */
  goOn(recipe: VisitedRecipe): void {
    this.#go(opaqueId(), recipe, this.root);
  }

  #go(id: string, recipe: VisitedRecipe, root: string | null = null): void {
    this.#next = id;
    this.entries.put(id, unanswered(recipe), root ?? id);
    navigation.show(entryAddress(id));
  }

  /** There is something to be seen now, which is for the room of searches to show. */
  comeIntoSight(): void {
    if (!this.isInRoom) {
      this.#next = opaqueId();
      // What lies over the room stays.
      navigation.show(entryAddress(this.#next, navigation.address.params));
    }
    this.shown = this.#next;
  }

  /** Keep what is in sight. */
  keep(entry: SearchEntry): void {
    if (this.shown !== null) this.entries.put(this.shown, entry);
  }

  /** Nothing is looked for any more. */
  end(): void {
    if (this.isInRoom) navigation.go(home);
  }

  /** The user is in another room. */
  leave(): void {
    this.#next = null;
    this.shown = null;
  }

  /** Forget searches for good, but what is in sight. */
  forget(): void {
    this.entries.forget(this.#next);
  }
}

function unanswered(recipe: VisitedRecipe): SearchEntry {
  return { recipe, examples: null, answer: null, answered: null, showsNearMisses: false };
}
