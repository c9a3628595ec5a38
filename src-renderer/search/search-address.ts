import { noFilters, SearchRecipe } from '../../src-contract/index.ts';
import type { Address } from '../frame/address.ts';

export const searchRoom = 'search';

/** The address of a search, which says nothing of it. */
export function entryAddress(id: string, params: Address['params'] = {}): Address {
  return { room: searchRoom, path: [], params: { ...params, entry: id } };
}

/**
 * The search that a link spells out, made by somebody on purpose: `#/search?q=two+dogs&sort=newest`. The text is in the
 * query language, which can say most of what filters can.
 *
 * @returns null where it spells out none, or one that cannot be
 */
export function spelledRecipe({ params }: Address): SearchRecipe | null {
  const { q = '', sort = 'relevance' } = params;
  if (q.trim() === '') return null;
  const recipe = SearchRecipe.safeParse({ text: q.trim(), images: [], filters: noFilters, sort });
  return recipe.success ? recipe.data : null;
}
