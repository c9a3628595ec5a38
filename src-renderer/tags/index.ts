export { default as PhotoTags } from './PhotoTags.svelte';
export { tagName, tags } from './tags.svelte.ts';
