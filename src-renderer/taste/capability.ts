import type { Capability } from '../frame/capability.ts';
import { attempt } from '../frame/attempt.ts';
import { taste } from './taste.svelte.ts';

/** What the user likes better, by choices between two photos. */
export const tasteCapability: Capability = {
  name: 'taste',
  load: () => taste.load(),
  take: ({ event }) => {
    // Maybe in another window.
    if (event === 'taste.changed') void attempt(() => taste.load());
  },
};
