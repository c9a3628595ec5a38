export { default as AllFiltered } from './AllFiltered.svelte';
export { areaLabel, filterChips, typeLabel } from './filter-chips.ts';
export { default as FilterBar } from './FilterBar.svelte';
export { FilterRoom } from './filter-room.svelte.ts';
export { filters } from './filters.svelte.ts';
