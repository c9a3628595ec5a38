export { taste } from './taste.svelte.ts';
export { teachTaste } from './teach-taste.ts';
