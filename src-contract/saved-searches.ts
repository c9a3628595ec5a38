import { z } from 'zod';
import { Filters } from './photos.ts';
import { maxExamples, maxQueryCharacters, PhotoExample, searchSorts } from './search.ts';

/** A search as it can be kept: images that were handed over are forgotten too soon for that. */
export const SearchRecipe = z.strictObject({
  text: z.string().max(maxQueryCharacters),
  images: z.array(PhotoExample).max(maxExamples),
  filters: Filters,
  sort: z.enum(searchSorts),
});
export type SearchRecipe = z.infer<typeof SearchRecipe>;

export const SavedSearch = z.strictObject({
  id: z.int().positive(),
  /** Unique, whatever its case. */
  name: z.string().min(1).max(200),
  recipe: SearchRecipe,
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const RecentSearch = z.strictObject({ recipe: SearchRecipe, searchedAtMs: z.number() });
export type RecentSearch = z.infer<typeof RecentSearch>;
