export { default as PackChangeState } from './PackChangeState.svelte';
export { packChangeLine } from './pack-change-text.ts';
export { packs } from './packs.svelte.ts';
export { default as WayBack } from './WayBack.svelte';
