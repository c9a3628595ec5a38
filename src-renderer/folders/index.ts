export { folders, showInFolder } from './folders.svelte.ts';
export { default as FolderTree } from './FolderTree.svelte';
