export { default as FolderForm } from './FolderForm.svelte';
export { library } from './library.svelte.ts';
