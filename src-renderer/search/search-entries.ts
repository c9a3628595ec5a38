import type { z } from 'zod';
import { Feedback, isLookSort, SearchRecipe, type SearchAnswer } from '../../src-contract/index.ts';
import type { Example } from './examples.ts';

/** What an answer is an answer to. */
export interface Question {
  readonly text: string;
  readonly examples: readonly Example[];
  /** How many hits were asked for. */
  readonly top: number;
}

/** A search with what was said of its photos, which is of this one alone and never kept beyond it. */
const VisitedRecipe = SearchRecipe.extend({ feedback: Feedback.optional() });
export type VisitedRecipe = z.infer<typeof VisitedRecipe>;

/** A search that was left, so that it can be come back to. */
export interface SearchEntry {
  readonly recipe: VisitedRecipe;
  /** With images from elsewhere, which a recipe does not have; null where the recipe's are all. */
  readonly examples: readonly Example[] | null;
  /** Null until it has been answered, and when that is long ago. */
  readonly answer: SearchAnswer | null;
  readonly answered: Question | null;
  readonly showsNearMisses: boolean;
}

const storageKey = 'searches';
const mostRecipes = 50;
/** Answers are large: 1,000 hits each, and the ids of all others that match. */
const mostAnswers = 12;

/**
 * What the ids in addresses stand for. Addresses are kept by browsers ([Note: Addresses are kept]), so what was searched
 * for is not in them but here: in memory, and where recent searches are remembered in the storage of this one tab, so that
 * a reload keeps the search.
 */
export class SearchEntries {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Used last at the end. */
  readonly #entries = new Map<string, SearchEntry>();
  #isStored = false;
  /** Recipes that must not be stored, by id: forgotten but in sight, or from when nothing was to be remembered. */
  readonly #unstored = new Map<string, string>();

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  get(id: string): SearchEntry | undefined {
    return this.#entries.get(id);
  }

  put(id: string, entry: SearchEntry): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    const ids = [...this.#entries.keys()];
    for (const old of ids.slice(0, -mostRecipes)) this.#entries.delete(old);
    for (const old of ids.slice(-mostRecipes, -mostAnswers)) {
      const known = this.#entries.get(old);
      if (known !== undefined) this.#entries.set(old, { ...known, answer: null, answered: null });
    }
    this.#store();
  }

  /** Say whether recipes may lie in the tab's storage. Those that lie there are taken in, or removed. */
  store(isAllowed: boolean): void {
    if (isAllowed && !this.#isStored) {
      for (const [id, { recipe }] of this.#entries) this.#unstored.set(id, JSON.stringify(recipe));
      this.#load();
    }
    this.#isStored = isAllowed;
    this.#store();
  }

  /** Forget every search for good, but what is in sight. */
  forget(inSight: string | null): void {
    const entry = inSight === null ? undefined : this.#entries.get(inSight);
    this.#entries.clear();
    this.#unstored.clear();
    if (inSight !== null && entry !== undefined) {
      this.#entries.set(inSight, entry);
      this.#unstored.set(inSight, JSON.stringify(entry.recipe));
    }
    this.#storage.removeItem(storageKey);
  }

  #store(): void {
    if (!this.#isStored) {
      this.#storage.removeItem(storageKey);
      return;
    }
    const recipes = [...this.#entries].filter(([id, { recipe }]) => this.#isStorable(id, recipe));
    this.#storage.setItem(storageKey, JSON.stringify(recipes.map(([id, { recipe }]) => [id, recipe])));
  }

  #isStorable(id: string, recipe: VisitedRecipe): boolean {
    // Images from elsewhere alone make no search without them.
    if (recipe.text === '' && recipe.images.length === 0 && !isLookSort(recipe.sort)) return false;
    return this.#unstored.get(id) !== JSON.stringify(recipe);
  }

  #load(): void {
    for (const [id, recipe] of storedRecipes(this.#storage.getItem(storageKey))) {
      if (this.#entries.has(id)) continue;
      this.#entries.set(id, { recipe, examples: null, answer: null, answered: null, showsNearMisses: false });
    }
  }
}

/** What another version of the page may have written there is passed over. */
function storedRecipes(text: string | null): (readonly [id: string, recipe: VisitedRecipe])[] {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '[]');
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((pair: unknown) => {
    if (!Array.isArray(pair)) return [];
    const [id, value] = pair as unknown[];
    const recipe = VisitedRecipe.safeParse(value);
    return typeof id === 'string' && recipe.success ? [[id, recipe.data] as const] : [];
  });
}
