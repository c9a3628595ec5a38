export { default as FeedbackTold } from './FeedbackTold.svelte';
export { default as HitWhy } from './HitWhy.svelte';
export { default as JudgeButtons } from './JudgeButtons.svelte';
export { default as QueryChips } from './QueryChips.svelte';
export { default as ResultLine } from './ResultLine.svelte';
export { search } from './search.svelte.ts';
export { default as SortMenu } from './SortMenu.svelte';
