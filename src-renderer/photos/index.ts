export { default as PhotosBar } from './PhotosBar.svelte';
export { default as RoomGrid } from './RoomGrid.svelte';
