export { dragPhotos } from './drag-photos.ts';
export { copyPaths } from './photo-actions.ts';
export { default as PhotoOverlay } from './PhotoOverlay.svelte';
export { selection } from './selection.ts';
export { viewer } from './viewer.svelte.ts';
