/** Searches that were saved, and those made lately. */
export { SavedSearches } from './saved-searches.ts';
