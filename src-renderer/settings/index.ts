export { openSettingsAt } from './open-settings.ts';
export { default as RowHeightSlider } from './RowHeightSlider.svelte';
export { settings } from './settings.svelte.ts';
export { beginSettingsAt } from './begin-at.ts';
export { takeWantedItem } from './wanted-section.ts';
