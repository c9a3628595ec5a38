export { savedSearches } from './saved-searches.svelte.ts';
export { default as SavedMenu } from './SavedMenu.svelte';
export { default as Suggestions } from './Suggestions.svelte';
