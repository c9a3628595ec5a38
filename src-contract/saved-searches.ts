import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { Filters } from './filters.ts';
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

export const savedSearches = capability('savedSearches', {
  methods: {
    /** By name. */
    'savedSearches.list': { input: nothing, output: z.array(SavedSearch) },
    /** Keep a search; one of that name is replaced. */
    'savedSearches.save': { input: SavedSearch.omit({ id: true }), output: SavedSearch },
    'savedSearches.remove': { input: z.strictObject({ id: z.int().positive() }), output: nothing },
    /** Latest first, each once. */
    'savedSearches.recent': { input: nothing, output: z.array(RecentSearch) },
    /** Remember a search that somebody meant, unless the settings say not to. */
    'savedSearches.remember': { input: z.strictObject({ recipe: SearchRecipe }), output: nothing },
    'savedSearches.clearRecent': { input: nothing, output: nothing },
    /** A search as one text in the query language, filters and all, for anybody to paste. Example images are left out. */
    'savedSearches.asText': {
      input: z.strictObject({ recipe: SearchRecipe }),
      output: z.strictObject({ text: z.string() }),
    },
  },
  events: {
    /** Saved or recent searches are others than before. */
    'savedSearches.changed': {},
  },
});
