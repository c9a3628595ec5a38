export { default as PackChangeState } from './PackChangeState.svelte';
export { default as PackSwitchState } from './PackSwitchState.svelte';
export { packChangeLine } from './pack-change-text.ts';
export { packs } from './packs.svelte.ts';
