import type { SearchRecipe } from '../../src-contract/index.ts';
import { filterChips } from '../filters/index.ts';
import { t } from '../lib/i18n.svelte.ts';

/** What a kept search is called as long as nobody has named it. */
export function recipeTitle({ text, images }: SearchRecipe): string {
  if (text !== '') return text;
  return images.length === 0 ? t('savedSearches.filtersOnly') : t('savedSearches.images', { count: images.length });
}

/** What a kept search asks for besides its text, in a few words; empty when nothing. */
export function recipeDetail({ text, images, filters, sort }: SearchRecipe): string {
  const parts = filterChips(filters).map(({ label }) => label);
  if (text !== '' && images.length > 0) parts.unshift(t('savedSearches.images', { count: images.length }));
  if (sort !== 'relevance') parts.push(t(`sort.${sort}`));
  return parts.join(' · ');
}
