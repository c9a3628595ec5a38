export { openSettingsAt } from './open-settings.ts';
export { default as RowHeightSlider } from './RowHeightSlider.svelte';
export { settings } from './settings.svelte.ts';
