export { badgeLabel, badgesByPlace, badgeText } from './badge-text.ts';
export { default as StackVideo } from './StackVideo.svelte';
export { default as StackStrip } from './StackStrip.svelte';
export { wholeStacks } from './whole-stacks.svelte.ts';
