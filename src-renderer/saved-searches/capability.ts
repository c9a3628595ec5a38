import { attempt } from '../frame/attempt.ts';
import type { Capability } from '../frame/capability.ts';
import { savedSearches } from './saved-searches.svelte.ts';

/** Searches that are kept with the library: those that somebody named, and those of late. */
export const savedSearchesCapability: Capability = {
  name: 'saved-searches',
  prepare: () => savedSearches.load(),
  take: (event) => {
    if (event.event === 'savedSearches.changed') void attempt(() => savedSearches.load());
  },
};
