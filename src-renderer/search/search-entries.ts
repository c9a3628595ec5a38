import type { z } from 'zod';
import { Feedback, ordersAll, SearchRecipe, type SearchAnswer } from '../../src-contract/index.ts';
import type { Example } from './examples.ts';
import type { Question } from './question.ts';

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
/** Searches whose latest step is kept; and steps before the latest, of all of them together. */
const mostRecipes = 50;
/** The same of answers, which are large: 1,000 hits each, and the ids of all others that match. */
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
  /** Of a search that goes on with what was said of its photos: the one that it began as. */
  readonly #roots = new Map<string, string>();
  #isStored = false;
  /** Recipes that must not be stored, by id: forgotten but in sight, or from when nothing was to be remembered. */
  readonly #unstored = new Map<string, string>();

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  get(id: string): SearchEntry | undefined {
    return this.#entries.get(id);
  }

  /** The search that one began as, before anything was said of its photos. */
  rootOf(id: string): string {
    return this.#roots.get(id) ?? id;
  }

  /** @param root the search that this is a step of; another one each unless it is said. */
  put(id: string, entry: SearchEntry, root = this.rootOf(id)): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (root !== id) this.#roots.set(id, root);
    const [recipes, answers] = [this.#latest(mostRecipes), this.#latest(mostAnswers)];
    for (const [old, known] of this.#entries) {
      if (!recipes.has(old)) {
        this.#entries.delete(old);
        this.#roots.delete(old);
      } else if (!answers.has(old)) this.#entries.set(old, { ...known, answer: null, answered: null });
    }
    this.#store();
  }

  /** Ids of the latest step of each of the latest searches, and of the latest steps before those: many steps cost no search its place. */
  #latest(most: number): ReadonlySet<string> {
    const [kept, roots] = [new Set<string>(), new Set<string>()];
    let steps = 0;
    for (const id of [...this.#entries.keys()].toReversed()) {
      const root = this.rootOf(id);
      if (roots.has(root)) {
        if (steps++ < most) kept.add(id);
      } else if (roots.size < most) {
        roots.add(root);
        kept.add(id);
      }
    }
    return kept;
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
    for (const id of this.#roots.keys()) if (id !== inSight) this.#roots.delete(id);
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
    this.#storage.setItem(storageKey, JSON.stringify(recipes.map(([id, { recipe }]) => [id, recipe, this.rootOf(id)])));
  }

  #isStorable(id: string, recipe: VisitedRecipe): boolean {
    // Images from elsewhere alone make no search without them.
    if (recipe.text === '' && recipe.images.length === 0 && !ordersAll(recipe.sort)) return false;
    return this.#unstored.get(id) !== JSON.stringify(recipe);
  }

  #load(): void {
    for (const [id, recipe, root] of storedRecipes(this.#storage.getItem(storageKey))) {
      if (this.#entries.has(id)) continue;
      if (root !== id) this.#roots.set(id, root);
      this.#entries.set(id, { recipe, examples: null, answer: null, answered: null, showsNearMisses: false });
    }
  }
}

/** What another version of the page may have written there is passed over. */
function storedRecipes(text: string | null): (readonly [id: string, recipe: VisitedRecipe, root: string])[] {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '[]');
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => {
    if (!Array.isArray(one)) return [];
    const [id, value, root = id] = one as unknown[];
    const recipe = VisitedRecipe.safeParse(value);
    const areIds = typeof id === 'string' && typeof root === 'string';
    return areIds && recipe.success ? [[id, recipe.data, root] as const] : [];
  });
}
