import { Selection } from '../grid/selection.svelte.ts';

/** Photos that are selected, in whatever room: what is done next is done to them. */
export const selection = new Selection();
