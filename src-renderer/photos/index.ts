export { default as PhotosBar } from './PhotosBar.svelte';
export { default as TimelineGrid } from './TimelineGrid.svelte';
export { default as RoomGrid } from './RoomGrid.svelte';
export { compare } from './compare.svelte.ts';
export { viewer } from './viewer.svelte.ts';
export { shown } from './shown.svelte.ts';
export { default as CopyDialog } from './CopyDialog.svelte';
export { meantFiles } from './meant-files.ts';
export { selection } from './selection.ts';
