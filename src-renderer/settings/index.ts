export { default as RowHeightSlider } from './RowHeightSlider.svelte';
export { settings } from './settings.svelte.ts';
